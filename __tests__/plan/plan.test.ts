import { problemsOf } from '../../src/plan/facts.js'
import { githubWarnings, resultsOf } from '../../src/plan/plan.js'
import { kept, wouldCancel } from '../../src/plan/result.js'
import { build, facts, head, minutesAgo, planOf } from './support.js'

test('the problems of a plan are those of the lists that broke off, each once', () => {
  const broken = { builds: [], problem: 'No' }
  const lists = [broken, { builds: [], problem: undefined }, broken, { builds: [], problem: 'Why' }]
  const buildsOf = new Map(lists.map((one, i) => [`prj_${i}`, one]))
  expect(problemsOf(facts({ buildsOf }))).toEqual(['No', 'Why'])
})

describe('the results of a plan', () => {
  test('stand project by project, and tell which builds it is not about', () => {
    const listed = [
      build('a'),
      build('b', { project: 'docs' }),
      build('c', { branch: 'x' }),
      build('new', { at: minutesAgo(1), sha: head, state: 'QUEUED' }),
    ]
    const told = resultsOf(planOf(listed)).map(
      ({ deployment, outcome, reason, replacedBy, outOfScope }) =>
        `${deployment.id} ${outcome} ${reason} ${replacedBy?.id} ${outOfScope}`,
    )
    expect(told).toEqual([
      'a would-cancel superseded new false',
      'c kept other-branch undefined true',
      'new kept newest-commit undefined false',
      'b kept not-replaced undefined false',
    ])
  })

  test('warn once of what GitHub did not tell, with its reason', () => {
    const unknown = kept(build('a'), 'github-unknown', false)
    const results = [unknown, unknown, kept(build('b'), 'newest-commit', false)]
    expect(githubWarnings(results, facts({ why: 'Bad credentials' }))).toEqual([
      '2 builds kept without an answer from GitHub: Bad credentials.',
    ])
    expect(githubWarnings([unknown], facts())).toEqual([
      "1 build kept without an answer from GitHub: GitHub's reply does not tell where the branch points.",
    ])
    expect(githubWarnings([wouldCancel(build('a'), 'superseded')], facts({ why: 'No' }))).toEqual(
      [],
    )
  })
})
