import { deleted, pullRequest, push, schedule } from './events.js'
import { shaOf } from './world.js'

/** @typedef {import('./world.js').World} World */

/**
 * @typedef {object} Scenario
 * @property {string} about a sentence for the list
 * @property {string} story what has happened when the step starts
 * @property {(world: World) => import('./events.js').Started} start
 * @property {Record<string, string> | ((world: World) => Record<string, string>)} [inputs]
 * @property {boolean} [killed] the main step is killed half way, and the post step runs
 * @property {Expected} expected
 */

/**
 * What must come of it, said by build, so that it does not lean on the action's own rules.
 * @typedef {object} Expected
 * @property {string[]} cancels these builds and no others
 * @property {string[]} [plans] a dry run names these and no others
 * @property {string} [outcome]
 * @property {number} [code] 0 unless told
 */

const superseded = ['dpl_login1', 'dpl_login2', 'dpl_login3']
const web = { 'project-id': 'prj_web' }

/** @param {World} world */
const pushLogin = ({ now }) =>
  push({ branch: 'feature/login', sha: shaOf('login4'), before: shaOf('login3'), at: now })

/** @type {Record<string, Scenario>} */
export const scenarios = {
  push: {
    about: "A push cancels the builds of its branch's earlier commits.",
    story:
      'Commit after commit was pushed to feature/login, and Vercel builds each. The workflow runs for the latest push.',
    start: pushLogin,
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  'pull-request': {
    about: 'A new commit in a pull request, with a build of the merge commit, too.',
    story:
      'Pull request 7 (feature/login) got its fourth commit. An own deploy step builds the merge commit that GitHub made for this run: it is as wanted as the head.',
    start({ now, addBuild }) {
      const mergeSha = shaOf('merge of 7')
      addBuild('merge1', 'feature/login', 0, 'BUILDING', { sha: mergeSha })
      const head = { branch: 'feature/login', sha: shaOf('login4'), mergeSha }
      return pullRequest({ action: 'synchronize', number: 7, ...head, at: now - 1000 })
    },
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  fork: {
    about: "A fork's pull request was closed: its builds go, our branch of that name stays.",
    story:
      'Pull request 12 comes from a fork whose branch is called feature/login, as ours is. It was closed without a merge.',
    start: ({ now }) =>
      pullRequest({
        name: 'pull_request_target',
        action: 'closed',
        number: 12,
        branch: 'feature/login',
        sha: shaOf('fork2'),
        fromFork: true,
        at: now,
      }),
    inputs: web,
    expected: { cancels: ['dpl_fork1', 'dpl_fork2'], outcome: 'canceled' },
  },

  closed: {
    about: 'A pull request was merged and its branch is gone: nobody needs its builds.',
    story: 'Pull request 9 (docs/typo) was merged while its build still ran.',
    start: ({ now }) =>
      pullRequest({
        action: 'closed',
        number: 9,
        branch: 'docs/typo',
        sha: shaOf('typo1'),
        merged: true,
        at: now,
      }),
    inputs: web,
    expected: { cancels: ['dpl_typo1'], outcome: 'canceled' },
  },

  deleted: {
    about: 'A branch was deleted without ever having had a pull request.',
    story: 'Somebody deleted spike/cache; its build had just begun.',
    start: () => deleted('spike/cache'),
    inputs: web,
    expected: { cancels: ['dpl_cache1'], outcome: 'canceled' },
  },

  'run-canceled': {
    about: 'The workflow run itself is cancelled: its post step cancels its own builds.',
    story:
      'The run of the third push had just started when a fourth came, and `cancel-in-progress` ended it: the main step is killed while it waits for Vercel. The post step then cancels the build of its own commit; the rest is for the newer run.',
    start: ({ now }) =>
      push({
        branch: 'feature/login',
        sha: shaOf('login3'),
        before: shaOf('login2'),
        at: now - 61_000,
      }),
    inputs: { ...web, 'cancel-with-run': 'true' },
    killed: true,
    expected: { cancels: ['dpl_login3'] },
  },

  named: {
    about: 'Exactly the deployments that `deployment-id` names, here by URL; one has finished.',
    story:
      'The workflow knows which deployments it wants to be rid of. One of the two is ready already, which is worth a warning.',
    start: pushLogin,
    inputs: ({ sim }) => ({
      'deployment-id': `https://${sim.vercel.deployment('dpl_cart1').url}, https://vercel.com/acme/web/login0`,
    }),
    expected: { cancels: ['dpl_cart1'], outcome: 'canceled' },
  },

  monorepo: {
    about: 'Several Vercel projects are built from one repository; none has to be named.',
    story:
      'The projects docs and shop are linked to the repository, too. Without `project-id` all of them are looked at.',
    start(world) {
      world.addProject('prj_docs', 'docs')
      world.addProject('prj_shop', 'shop')
      for (const name of ['docs', 'shop']) {
        const projectId = `prj_${name}`
        const of = (/** @type {number} */ n) => ({ projectId, sha: shaOf(`login${n}`) })
        world.addBuild(`${name}3`, 'feature/login', 60, 'BUILDING', of(3))
        world.addBuild(`${name}4`, 'feature/login', 0, 'QUEUED', of(4))
      }
      return pushLogin(world)
    },
    expected: { cancels: [...superseded, 'dpl_docs3', 'dpl_shop3'], outcome: 'canceled' },
  },

  sweep: {
    about: 'The nightly run looks at every branch, forks and deleted branches included.',
    story: 'A scheduled workflow clears away whatever the other events have missed.',
    start: schedule,
    inputs: web,
    expected: {
      cancels: [...superseded, 'dpl_fork1', 'dpl_cart1', 'dpl_typo1', 'dpl_cache1'],
      outcome: 'canceled',
    },
  },

  'dry-run': {
    about: 'The same push, but it only says what it would do.',
    story: 'Somebody tries the action out with `dry-run: true`.',
    start: pushLogin,
    inputs: { ...web, 'dry-run': 'true' },
    expected: { cancels: [], plans: superseded, outcome: 'dry-run' },
  },

  'wrong-token': {
    about: 'The most likely mistake: Vercel does not accept the token.',
    story: 'The secret holds a token that has been deleted. The step fails and says what to do.',
    start: pushLogin,
    inputs: { ...web, token: 'vcp_demo_token_since_deleted' },
    expected: { cancels: [], outcome: 'failed', code: 1 },
  },

  'rate-limit': {
    about: "Vercel's rate limit is used up half way: the step waits as told, and finishes.",
    story: 'Only two requests to cancel are let through in two seconds, and three are needed.',
    start(world) {
      world.sim.vercel.limit('cancel', { total: 2, windowMs: 2000, retryAfter: true })
      return pushLogin(world)
    },
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },
}
