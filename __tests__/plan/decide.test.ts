import { decideAll } from '../../src/plan/decide.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  commit,
  facts,
  fork,
  head,
  merge,
  minutesAgo,
  ofFork,
  old,
  other,
  policy,
  scope,
  sha,
} from './support.js'

type World = {
  builds: Deployment[]
  scope?: Parameters<typeof scope>[0]
  facts?: Parameters<typeof facts>[0]
  policy?: Partial<typeof policy>
}

/** What becomes of each build: `old: cancel superseded by new`. */
function decided({ builds, ...more }: World): Record<string, string> {
  const verdicts = decideAll(builds, scope(more.scope), facts(more.facts), {
    ...policy,
    ...more.policy,
  })
  return Object.fromEntries(
    builds.map(({ id }, i) => {
      const verdict = verdicts[i]
      if (verdict === undefined) throw new Error(`No verdict on ${id}`)
      const by = verdict.action === 'cancel' ? verdict.replacedBy?.id : undefined
      return [id, `${verdict.action} ${verdict.reason}${by ? ` by ${by}` : ''}`]
    }),
  )
}

/** The build of the commit that was just pushed. */
const fresh = (more = {}) =>
  build('new', { at: minutesAgo(1), sha: head, state: 'QUEUED', ...more })
const heads = (more: object) => ({
  heads: new Map([...facts().heads, ...Object.entries(more)]) as never,
})

describe('an ordinary push', () => {
  it('cancels the build of the commit before, which the new build replaces', () => {
    expect(decided({ builds: [fresh(), build('old')] })).toEqual({
      new: 'keep newest-commit',
      old: 'cancel superseded by new',
    })
  })

  it.each<[string, World, string]>([
    [
      'ready already',
      { builds: [build('old'), fresh({ state: 'READY' })] },
      'cancel superseded by new',
    ],
    ['failed', { builds: [build('old'), fresh({ state: 'ERROR' })] }, 'keep not-replaced'],
    ['canceled', { builds: [build('old'), fresh({ state: 'CANCELED' })] }, 'keep not-replaced'],
    ['blocked', { builds: [build('old'), fresh({ state: 'BLOCKED' })] }, 'keep not-replaced'],
    [
      'of another project',
      { builds: [build('old'), fresh({ project: 'docs' })] },
      'keep not-replaced',
    ],
    [
      'a production build',
      { builds: [build('old'), fresh({ target: 'production' })] },
      'keep not-replaced',
    ],
    [
      'named after another branch',
      { builds: [build('old'), fresh({ branch: 'main' })] },
      'cancel superseded by new',
    ],
    [
      'made by `vercel deploy`',
      { builds: [build('old'), cli('new', { at: minutesAgo(1), sha: head })] },
      'cancel superseded by new',
    ],
    ['not there', { builds: [build('old')] }, 'keep not-replaced'],
  ])('when the new build is %s', (_, world, expected) => {
    expect(decided(world).old).toBe(expected)
  })
})
