import { publish, setOutputs } from '../../src/report/publish.js'
import type { Report } from '../../src/report/report.js'
import { DOCS } from '../../src/shared/phrases.js'
import {
  ANOTHER,
  build,
  canceled,
  FORK,
  failed,
  kept,
  NOW,
  named,
  recorder,
  report,
  result,
  told,
} from './reports.js'

const other = { reason: 'other-branch', outOfScope: true } as const
const foreign = { reason: 'other-repository', outOfScope: true } as const
const ID = 'dpl_4GvBn7hYjU1mKi9LoPq3Zx6CvBd8'
const NEW = 'dpl_2FyEkXq7PbS5uRi8WeLt6Nh1DvGo'
const SECOND = 'dpl_9RkQp3vWzL7xTn2YcHs5Jd8FgMb4'

// Whole texts: what a person reads of the main cases.
const cases: [string, Report, string][] = [
  [
    'a push that superseded a build',
    report([canceled(), kept()]),
    `Canceled 1 of 2 unfinished builds on \`feature/x\` in \`web\` (from \`project-id\`). Kept 1: newest commit.
▼ Canceled builds (1)
canceled  web  ${ID}  BUILDING  df4d8ad on feature/x  superseded by ${NEW} (b020c30)
▼ Kept builds (1)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  newest-commit`,
  ],
  [
    'a push to two projects, with builds of other branches and environments',
    report(
      [
        canceled(),
        canceled({ id: SECOND, project: 'docs', projectId: 'prj_docs' }, { stateBefore: 'QUEUED' }),
        kept(),
        kept({ environment: 'staging' }, { reason: 'target-excluded' }),
        kept({ environment: undefined }, { reason: 'target-excluded' }),
        kept({ branch: 'main' }, other),
      ],
      { projects: { names: ['prj_docs', 'prj_web'], source: 'linked to acme/shop' } },
    ),
    `Canceled 2 of 5 unfinished builds on \`feature/x\` in \`docs\` and \`web\` (linked to acme/shop). Kept 3: newest commit (1), \`staging\` not in \`target\` (1), environment unknown (1).
▼ Canceled builds (2)
canceled  web   ${ID}  BUILDING  df4d8ad on feature/x  superseded by ${NEW} (b020c30)
canceled  docs  ${SECOND}  QUEUED    df4d8ad on feature/x  superseded by ${NEW} (b020c30)
▼ Kept builds (3)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  newest-commit
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  target-excluded (staging)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  target-excluded (unknown)
▼ Other builds in the same projects (1)
kept  web  ${NEW}  BUILDING  b020c30 on main  other-branch`,
  ],
  [
    'nothing unfinished',
    report([], { projects: { names: ['web', 'docs'], source: 'VERCEL_PROJECT_ID' } }),
    'Nothing to cancel: no unfinished builds on `feature/x` in `web` and `docs` (from VERCEL_PROJECT_ID).',
  ],
  [
    'nothing unfinished, and no project named',
    report([], { projects: { names: [], source: undefined } }),
    'Nothing to cancel: no unfinished builds on `feature/x`.',
  ],
  [
    'nothing on the branch, but on others',
    report([kept({ branch: 'main' }, other), kept({ branch: undefined }, other)]),
    `Nothing to cancel: no unfinished builds on \`feature/x\` in \`web\` (from \`project-id\`). Other builds there: another branch (2).
▼ Other builds in the same projects (2)
kept  web  ${NEW}  BUILDING  b020c30 on main       other-branch
kept  web  ${NEW}  BUILDING  b020c30 on no branch  other-branch`,
  ],
  [
    'only builds that are kept',
    report([kept(), kept({}, { reason: 'not-replaced' })]),
    `Nothing to cancel on \`feature/x\` in \`web\` (from \`project-id\`). Kept 2 unfinished builds: newest commit (1), no newer build replaces it (1).
▼ Kept builds (2)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  newest-commit
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  not-replaced`,
  ],
  [
    'builds about which GitHub said nothing',
    report([kept({}, { reason: 'github-unknown' })], {
      warnings: ['1 build kept without an answer from GitHub: rate limit.'],
    }),
    `Canceled nothing on \`feature/x\` in \`web\` (from \`project-id\`). Kept 1 unfinished build: not confirmed by GitHub.
▼ Kept builds (1)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  github-unknown
warning: 1 build kept without an answer from GitHub: rate limit. Help: ${DOCS}#builds-were-kept-without-an-answer-from-github`,
  ],
  [
    'a dry run',
    report([result('would-cancel'), kept()], { dryRun: true }),
    `Dry run: would cancel 1 of 2 unfinished builds on \`feature/x\` in \`web\` (from \`project-id\`). Kept 1: newest commit.
▼ Builds that would be canceled (1)
would-cancel  web  ${ID}  BUILDING  df4d8ad on feature/x  superseded
▼ Kept builds (1)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  newest-commit`,
  ],
  [
    'a dry run of named deployments, one of which had finished',
    named([result('would-cancel'), result('already-finished', { id: SECOND, state: 'ERROR' })], {
      ...{ dryRun: true, ifFinished: 'ignore' },
    }),
    `Dry run: would cancel 1 of 2 named deployments. Already finished: 1.
▼ Selected builds (2)
would-cancel      web  ${ID}  BUILDING  df4d8ad on feature/x  requested
already-finished  web  ${SECOND}  BUILDING  df4d8ad on feature/x  requested, but ERROR`,
  ],
  [
    'a sweep',
    report([canceled({ branch: 'old' }, { reason: 'branch-gone', replacedBy: undefined })], {
      selection: 'sweep',
      subject: 'in acme/shop',
      projects: { names: ['prj_web', 'prj_docs'], source: 'linked to acme/shop' },
    }),
    `Canceled 1 of 1 unfinished build in acme/shop, projects \`web\` and \`prj_docs\` (linked to acme/shop).
▼ Canceled builds (1)
canceled  web  ${ID}  BUILDING  df4d8ad on old  branch-gone`,
  ],
  [
    "a fork's pull request, beside our branch of that name",
    report([canceled({ origin: FORK }), kept({}, other)], { subject: 'on `octocat:feature/x`' }),
    `Canceled 1 of 1 unfinished build on \`octocat:feature/x\` in \`web\` (from \`project-id\`).
▼ Canceled builds (1)
canceled  web  ${ID}  BUILDING  df4d8ad on octocat:feature/x  superseded by ${NEW} (b020c30)
▼ Other builds in the same projects (1)
kept  web  ${NEW}  BUILDING  b020c30 on feature/x  other-branch`,
  ],
  [
    'builds of another repository only',
    report([kept({ origin: ANOTHER }, foreign)], {
      projects: { names: ['prj_web'], source: '.vercel/project.json' },
    }),
    `Nothing to cancel: no unfinished builds on \`feature/x\` in \`web\` (from .vercel/project.json). Other builds there: another repository (1).
▼ Other builds in the same projects (1)
kept  web  ${NEW}  BUILDING  b020c30 on acme/old-shop:feature/x  other-repository
notice: All unfinished builds in \`web\` (from .vercel/project.json) belong to another repository (acme/old-shop), so this run leaves them alone. Set \`project-id\` to the projects that build this repository. Help: ${DOCS}#the-builds-belong-to-another-repository`,
  ],
  [
    'builds beside some of `vercel deploy` that say too little',
    report([
      canceled(),
      kept({ branch: 'HEAD' }, other),
      kept({ branch: 'main' }, other),
      kept({ id: SECOND }, { reason: 'repository-unknown', outOfScope: true }),
    ]),
    `Canceled 1 of 1 unfinished build on \`feature/x\` in \`web\` (from \`project-id\`).
▼ Canceled builds (1)
canceled  web  ${ID}  BUILDING  df4d8ad on feature/x  superseded by ${NEW} (b020c30)
▼ Other builds in the same projects (3)
kept  web  ${NEW}  BUILDING  b020c30 on HEAD       other-branch
kept  web  ${NEW}  BUILDING  b020c30 on main       other-branch
kept  web  ${SECOND}  BUILDING  b020c30 on feature/x  repository-unknown
Never canceled, because no repository or no branch is known: 2 builds. Help: ${DOCS}#vercel-deploy-previews-are-never-canceled`,
  ],
  [
    'builds from a detached checkout only',
    report([kept({ branch: 'HEAD' }, other)]),
    `Nothing to cancel: no unfinished builds on \`feature/x\` in \`web\` (from \`project-id\`). Other builds there: another branch (1).
▼ Other builds in the same projects (1)
kept  web  ${NEW}  BUILDING  b020c30 on HEAD  other-branch
notice: All unfinished builds in \`web\` (from \`project-id\`) were deployed from a detached checkout (\`HEAD\`), so they name no branch and are never canceled. Pass \`--meta githubCommitRef=BRANCH --meta githubCommitSha=SHA\` to \`vercel deploy\`; on \`pull_request\`, pass the branch and the newest commit of the pull request, not \`github.sha\`. Help: ${DOCS}#the-builds-were-deployed-from-a-detached-checkout-head`,
  ],
  [
    'a named production build, canceled without a look before',
    named([canceled({ environment: 'production', branch: 'main' }, { stateBefore: undefined })]),
    `Canceled 1 (production) of 1 named deployment.
▼ Canceled builds (1)
canceled  web  ${ID}  production  df4d8ad on main  requested`,
  ],
  [
    'named deployments of every kind',
    named([
      canceled(),
      result('already-finished', { id: SECOND, state: 'READY' }, { stateBefore: 'READY' }),
      result('already-canceled', { id: 'dpl_a', state: 'CANCELED' }, { stateBefore: 'CANCELED' }),
    ]),
    `Canceled 1 of 3 named deployments. Already finished: 1. Already canceled: 1.
▼ Selected builds (3)
canceled          web  ${ID}  BUILDING  df4d8ad on feature/x  requested
already-finished  web  ${SECOND}  READY     df4d8ad on feature/x  requested, but READY
already-canceled  web  dpl_a                             CANCELED  df4d8ad on feature/x  requested
warning: \`${SECOND}\` had already finished (READY). If you expect this, set \`if-finished: ignore\`. Help: ${DOCS}#a-named-deployment-had-already-finished`,
  ],
  [
    'named deployments that had all been canceled before',
    named([result('already-canceled', { state: 'CANCELED' }, { stateBefore: 'CANCELED' })]),
    `Nothing to cancel. Already canceled: 1.
▼ Selected builds (1)
already-canceled  web  ${ID}  CANCELED  df4d8ad on feature/x  requested`,
  ],
  [
    'a named deployment that had finished, where that is an error',
    named([result('already-finished', { state: 'ERROR' }, { message: 'It is an alias' })], {
      ifFinished: 'error',
    }),
    `Nothing to cancel. Already finished: 1.
▼ Selected builds (1)
already-finished  web  ${ID}  BUILDING  df4d8ad on feature/x  requested, but ERROR  It is an alias
error: \`${ID}\` had already finished (ERROR). It is an alias. \`if-finished: error\` forbids this. Help: ${DOCS}#a-named-deployment-had-already-finished`,
  ],
  [
    'a named hostname that Vercel does not know',
    named([
      result(
        'not-found',
        {
          ...{ id: '', url: 'web-abc.vercel.app', project: undefined, state: undefined },
          ...{ branch: undefined, sha: undefined, environment: undefined },
        },
        { stateBefore: undefined, message: 'It is not in team `acme` (404)' },
      ),
    ]),
    `Canceled 0 of 1 named deployment. Not found: 1.
▼ Selected builds (1)
not-found  web-abc.vercel.app  requested  It is not in team \`acme\` (404)
error: Vercel has no deployment \`web-abc.vercel.app\`. It is not in team \`acme\` (404). Help: ${DOCS}#vercel-has-no-such-deployment`,
  ],
  [
    'builds that may still be running',
    report([
      canceled(),
      result('failed', { id: 'dpl_a' }, { message: 'Vercel returned an error (500)' }),
      result('failed', { id: 'dpl_b', environment: 'production' }, { message: 'Late' }),
      result('failed', { id: 'dpl_c' }, { message: 'Vercel returned an error (500)' }),
      result('not-found', { id: 'dpl_d' }),
    ]),
    `Canceled 1 of 5 unfinished builds on \`feature/x\` in \`web\` (from \`project-id\`). Could not be canceled: 3. No longer there: 1.
▼ Selected builds (5)
canceled   web  ${ID}              BUILDING  df4d8ad on feature/x  superseded by ${NEW} (b020c30)
failed     web  dpl_a                                         BUILDING  df4d8ad on feature/x  superseded                                                Vercel returned an error (500)
failed     web  dpl_b                             production  BUILDING  df4d8ad on feature/x  superseded                                                Late
failed     web  dpl_c                                         BUILDING  df4d8ad on feature/x  superseded                                                Vercel returned an error (500)
not-found  web  dpl_d                                         BUILDING  df4d8ad on feature/x  superseded
error: \`dpl_a\` and \`dpl_c\` could not be canceled and may still be running. Vercel returned an error (500). Help: ${DOCS}#vercel-returned-an-error
\`dpl_b\` (production) could not be canceled and may still be running. Late. Help: ${DOCS}#a-build-could-not-be-canceled-and-may-still-be-running`,
  ],
  [
    'a list that broke off before its first build',
    report([], { problems: ['The builds of `web` could not be listed completely'] }),
    `error: The builds of \`web\` could not be listed completely. Help: ${DOCS}#the-builds-could-not-be-listed-completely`,
  ],
  [
    'a wrong token',
    failed('Vercel rejected the token (403). Create one at https://vercel.com/account/tokens'),
    `error: Vercel rejected the token (403). Create one at https://vercel.com/account/tokens. Help: ${DOCS}#vercel-rejected-the-token`,
  ],
  [
    'several invalid inputs',
    failed('2 invalid inputs:\n- `mode` is "x"\n- `dryrun` is not an input of this action'),
    `error: 2 invalid inputs:\n- \`mode\` is "x"\n- \`dryrun\` is not an input of this action\nHelp: ${DOCS}#an-input-is-misspelled`,
  ],
  ['a bug of ours', failed('x is not iterable'), `error: x is not iterable. Help: ${DOCS}`],
  [
    "a fork's run without secrets",
    { kind: 'skipped', why: 'Skipped: no secrets', notice: true, warnings: ['`x` is unknown'] },
    'notice: Skipped: no secrets\nwarning: `x` is unknown',
  ],
  [
    'an event that is about no branch',
    { kind: 'skipped', why: 'A tag was pushed', notice: false, warnings: [] },
    'Skipped: A tag was pushed',
  ],
]

test.each(cases)('what is told of %s', async (_, one, text) => {
  expect(await told(one)).toBe(text)
})

describe('many alike', () => {
  const finished = Array.from({ length: 500 }, (_, i) =>
    result('already-finished', { id: `dpl_${i}`, state: i === 0 ? 'ERROR' : 'READY' }),
  )

  test('500 named deployments that had finished are one warning', async () => {
    const warnings = (await told(named(finished))).match(/^warning: .*$/gm)
    expect(warnings).toEqual([
      expect.stringMatching(
        /^warning: `dpl_0`, `dpl_1`, `dpl_2`, `dpl_3`, `dpl_4` and 495 more had already finished \(ERROR, READY\)\. If you expect/,
      ),
    ])
  })

  test('and none where that is ignored', async () => {
    expect(await told(named(finished, { ifFinished: 'ignore' }))).not.toContain('warning:')
  })

  test('aliases are named in it, five at most', async () => {
    const aliases = finished.map((one, i) => ({ ...one, message: `\`${i}.acme.com\` is an alias` }))
    expect(await told(named(aliases))).toContain(
      '`3.acme.com` is an alias. `4.acme.com` is an alias. The log says more of 495 others. If you',
    )
  })

  test('more warnings than GitHub shows end in one of many lines', async () => {
    const { core, calls } = recorder()
    const warnings = Array.from({ length: 12 }, (_, i) => `w${i}`)
    await publish(report([], { warnings }), core, NOW)
    const told = calls.flatMap(([name, text]) => (name === 'warning' ? [text] : []))
    expect(told).toHaveLength(10)
    expect(told.slice(8)).toEqual(['w8', 'w9\nw10\nw11'])
  })

  test('failures of many kinds are cut after 20', async () => {
    const results = Array.from({ length: 30 }, (_, i) =>
      result('failed', { id: `dpl_${i}` }, { message: `Reason ${i}` }),
    )
    const text = await told(report(results))
    expect(text.match(/may still be running/g)).toHaveLength(20)
    expect(text).toMatch(/\n10 more failures: see the log\.$/)
  })

  test('130,000 kept builds are told, and summed up', async () => {
    const one = kept()
    const { core, calls } = recorder()
    await publish(report([canceled(), ...Array(130_000).fill(one)]), core, NOW)
    expect(calls.filter(([name]) => name === 'info')).toHaveLength(130_003)
    expect(calls.flatMap(([name, text]) => (name === 'info' ? [text] : [])).at(-1)).toMatch(
      /^The output `deployments` leaves out 129\d{3} of 130001 builds, so that it stays below 120 kB\./,
    )
    expect(calls.some(([name]) => name === 'summary')).toBe(true)
    expect(calls.some(([name]) => name === 'setFailed')).toBe(false)
  }, 20_000)
})

describe('a notice about strangers', () => {
  const stranger = kept({ origin: ANOTHER }, foreign)
  const detached = kept({ branch: 'HEAD' }, other)

  test.each([
    ['is not there beside a build of ours', [stranger, detached, kept()], []],
    ['is not there beside another branch', [stranger, kept({ branch: 'main' }, other)], []],
    ['is not there without builds', [], []],
    ['tells two kinds apart', [stranger, detached], ['Some', 'Some']],
    ['is one for many', [stranger, stranger], ['All']],
  ] as const)('%s', async (_, results, starts) => {
    const notices = (await told(report([...results]))).match(/^notice: \w+/gm) ?? []
    expect(notices).toEqual(starts.map((start) => `notice: ${start}`))
  })
})

describe('no line of what is told', () => {
  const text = 'a\n::error::b\r\n  ::stop-commands::c\n##[error]d'

  test.each([
    ['log', report([canceled({ id: text, branch: text, project: text }, { message: text })])],
    ['failures', report([result('failed', {}, { message: text })], { problems: [text] })],
    ['warnings', report([], { warnings: [text], notices: [text], subject: text })],
    ['reason to skip', { kind: 'skipped', why: text, notice: false, warnings: [] } as Report],
  ])('starts a command: %s', async (_, one) => {
    for (const line of (await told(one)).split('\n')) {
      expect(line.replace(/^\w+: /, '')).not.toMatch(/^\s*::|##\[|\r/)
    }
  })
})

describe('telling that goes wrong', () => {
  const breaking = () => {
    throw new Error('ENOSPC: no space\n::error::left')
  }
  const failing = report([result('failed')])
  const LINE = ['info', 'This run could not be reported in full: ENOSPC: no space ::error::left']

  test.each([
    ['the summary', { summary: { addRaw: () => ({ write: async () => breaking() }) } }],
    ['a group of the log', { startGroup: breaking }],
    ['an annotation', { notice: breaking }],
  ])('leaves one line, and the exit code stands: %s', async (_, over) => {
    const { core, calls } = recorder(over as never)
    await publish({ ...failing, notices: ['x'] }, core, NOW)
    expect(calls.filter(([name]) => name === 'setFailed')).toHaveLength(1)
    expect(calls.at(-1)).toEqual(LINE)
    expect(calls.filter(([, text]) => text === LINE[1])).toHaveLength(1)
  })

  test('even when nothing can be written', async () => {
    const { core, calls } = recorder({ info: breaking, startGroup: breaking })
    await publish(failing, core, NOW)
    expect(calls.map(([name]) => name)).toContain('setFailed')
  })

  test('even when a failure has no words', async () => {
    const { core, calls } = recorder()
    const deployment = new Proxy(build(), {
      get: (target, key) => (key === 'environment' ? breaking() : Reflect.get(target, key)),
    })
    await publish(report([{ ...result('failed'), deployment }]), core, NOW)
    expect(calls.filter(([name]) => name === 'setFailed')).toEqual([
      ['setFailed', 'The step failed. Its outputs say which builds were canceled.'],
    ])
  })

  test('outputs that cannot be written fail the step', () => {
    const { core, calls } = recorder({ setOutput: breaking })
    setOutputs(report([]), core)
    expect(calls).toEqual([
      ['setFailed', 'The outputs could not be written: ENOSPC: no space ::error::left'],
    ])
  })
})

test('every output is set, once', () => {
  const { core, calls } = recorder()
  setOutputs(report([]), core)
  expect(calls).toEqual([
    ['setOutput', 'status', ''],
    ['setOutput', 'canceledAt', ''],
    ['setOutput', 'deploymentId', ''],
    ['setOutput', 'canceledCount', '0'],
    ['setOutput', 'outcome', 'nothing-to-cancel'],
    ['setOutput', 'deployments', '[]'],
  ])
})
