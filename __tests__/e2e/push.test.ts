import { commits, start } from '../../simulator/world.js'
import { tell } from './scenarios.js'
import {
  act,
  cancelLine,
  fresh,
  graphqlLine,
  inWorld,
  linkedLine,
  linkedListLine,
  pair,
  pairTold,
  SLOW,
  type World,
  webLine,
  whereLine,
} from './support.js'

/** Beside the pair, all that a push of `feature/cart` must leave alone. */
function busy(world: World) {
  pair(world)
  world.build('dpl_production', { branch: 'main', sha: commits.main, target: 'production' })
  world.build('dpl_typo', { branch: 'fix/typo', sha: commits.typo })
  world.build('dpl_fork', { fork: true })
  world.build('dpl_staging', { customEnvironment: { id: 'env_1', slug: 'staging' } })
  world.build('dpl_cli', { madeBy: 'cli-no-remote' })
  world.build('dpl_unpushed', { madeBy: 'cli', sha: commits.lost })
}

const busyTold = {
  ...pairTold,
  dpl_production: 'kept target-excluded',
  dpl_typo: 'kept other-branch',
  dpl_fork: 'kept other-repository',
  dpl_staging: 'kept target-excluded',
  dpl_cli: 'kept repository-unknown',
  dpl_unpushed: 'kept commit-unknown',
}

test(
  'a push cancels the build that is superseded, and tells all of it',
  () =>
    inWorld(async (world) => {
      pair(world)
      const ran = await act(world)
      const { deployments: _, ...outputs } = ran.outputs
      expect(outputs).toEqual({
        status: 'CANCELED',
        canceledAt: String(start),
        deploymentId: 'dpl_old',
        canceledCount: '1',
        outcome: 'canceled',
      })
      expect(ran.deployments[0]).toMatchObject({
        ...{ id: 'dpl_old', project: 'web', branch: 'feature/cart', sha: commits.old },
        ...{ target: 'preview', state: 'CANCELED', createdAt: start - 60_000, canceledAt: start },
        ...{ outcome: 'canceled', reason: 'superseded', replacedBy: 'dpl_new', message: null },
      })
      expect(ran.requests).toEqual({
        vercel: [linkedLine, linkedListLine, cancelLine('dpl_old')],
        github: [graphqlLine, whereLine(commits.old)],
      })
      expect(ran.shown).toMatch(
        /^Canceled 1 of 2 unfinished builds on `feature\/cart` in `docs` and `web` \(linked to acme\/shop\)\. Kept 1: newest commit\.$/m,
      )
      expect(ran.shown).toMatch(/^canceled .* dpl_old .* superseded by dpl_new \(4ead000\)$/m)
      expect(ran.shown).not.toMatch(/^::(warning|error|notice)/m)
      expect(ran.summary).toMatch(/^### Canceled 1 superseded Vercel build\n/)
    }),
  SLOW,
)

tell({
  'of a busy project, everything else is left alone': {
    given: busy,
    told: busyTold,
    vercel: [webLine, cancelLine('dpl_old')],
    github: [graphqlLine, whereLine(commits.old), whereLine(commits.lost)],
    log: ['Canceled 1 of 4 unfinished builds on `feature/cart` in `web` (from `project-id`)'],
  },
  'a dry run says what it would cancel, and cancels nothing': {
    given: busy,
    inputs: { 'dry-run': 'true' },
    told: { ...busyTold, dpl_old: 'would-cancel superseded' },
    vercel: [webLine],
    log: [/^Dry run: would cancel 1 of 4/m],
    outputs: { outcome: 'dry-run', status: 'BUILDING', canceledAt: '', canceledCount: '0' },
  },
  '`target` alone decides which environments may be canceled': {
    given: (world) => {
      busy(world)
      world.build('dpl_staging2', {
        ...{ customEnvironment: { id: 'env_1', slug: 'staging' } },
        ...{ sha: commits.head, createdAt: start },
      })
    },
    inputs: { target: 'Staging' },
    told: {
      ...Object.fromEntries(Object.keys(busyTold).map((id) => [id, 'kept target-excluded'])),
      dpl_staging: 'canceled superseded',
      dpl_staging2: 'kept newest-commit',
    },
  },
  'a preview does not take the place of a production build': {
    given: (world) => {
      pair(world)
      world.build('dpl_production', { target: 'production' })
    },
    // A dry run does not wait for a production build that may be late.
    inputs: { target: 'preview, production', 'dry-run': 'true' },
    told: {
      ...pairTold,
      dpl_old: 'would-cancel superseded',
      dpl_production: 'kept not-replaced',
    },
  },
  '`states` leaves builds in other states alone': {
    given: (world) => {
      pair(world)
      world.build('dpl_queued', { state: 'QUEUED' })
      world.build('dpl_initializing', { state: 'INITIALIZING' })
    },
    inputs: { states: 'queued Initializing' },
    told: {
      dpl_old: 'kept state-excluded',
      dpl_new: 'kept newest-commit',
      dpl_queued: 'canceled superseded',
      dpl_initializing: 'canceled superseded',
    },
  },
})

describe('nothing to cancel: green, few requests, no summary', () => {
  test.each<[string, (world: World) => unknown, number, string]>([
    ['no build at all', () => {}, 0, 'no unfinished builds on `feature/cart`'],
    ["the push's own build", (world) => fresh(world), 1, 'Kept 1 unfinished build: newest commit'],
    [
      "another branch's build",
      (world) => world.build('dpl_typo', { branch: 'fix/typo', sha: commits.typo }),
      0,
      'Other builds there: another branch (1)',
    ],
    [
      'a finished build',
      (world) => world.build('dpl_done', { state: 'READY' }),
      0,
      'no unfinished',
    ],
  ])(
    '%s',
    (_, given, githubRequests, words) =>
      inWorld(async (world) => {
        given(world)
        const ran = await act(world)
        expect(ran).toMatchObject({ code: 0, summary: '' })
        expect(ran.outputs).toMatchObject({ outcome: 'nothing-to-cancel', status: '' })
        expect(ran.requests.vercel).toEqual([linkedLine, linkedListLine])
        expect(ran.requests.github).toHaveLength(githubRequests)
        expect(ran.shown).toMatch(/^Nothing to cancel/)
        expect(ran.shown).toContain(words)
      }),
    SLOW,
  )
})
