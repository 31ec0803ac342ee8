import { branchDeleted, pullRequest, push, schedule } from '../events.js'
import { fork, pulls, shaOf } from '../world.js'

/** @typedef {import('./world.js').DemoWorld} DemoWorld */

/**
 * @typedef {object} Scenario
 * @property {string} about a sentence for the list
 * @property {string} story what has happened when the step starts
 * @property {(world: DemoWorld) => import('../events.js').Started} start
 * @property {Record<string, string> | ((world: DemoWorld) => Record<string, string>)} [inputs]
 * @property {string} [condition] the step's `if`
 * @property {Expected} expected
 */

/**
 * What must come of it, said by build, so that it does not lean on the action's own rules.
 * @typedef {object} Expected
 * @property {string[]} cancels these builds and no others
 * @property {string[]} [plans] a dry run names these and no others
 * @property {string} [outcome]
 * @property {number} [code] 0 by default
 */

const superseded = ['dpl_login1', 'dpl_login2', 'dpl_login3']
const web = { 'project-id': 'prj_web' }
const login = { branch: 'feature/login', sha: shaOf('login4') }
const pushLogin = () => push({ ...login, before: shaOf('login3') })

/** @type {Record<string, Scenario>} */
const ordinary = {
  push: {
    about: 'A push cancels the builds of earlier commits on its branch.',
    story:
      'Several commits were pushed to feature/login, and Vercel is building each of them. The workflow runs for the latest push.',
    start: pushLogin,
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  'pull-request': {
    about: 'A new commit in a pull request, with a build of the merge commit.',
    story:
      "Pull request 7 (feature/login) got its fourth commit. A custom deploy step builds GitHub's merge commit for this run; that build is wanted as well.",
    start({ addBuild }) {
      const mergeSha = shaOf('merge of 7')
      addBuild('merge1', 'feature/login', 0, { sha: mergeSha, madeBy: 'cli' })
      return pullRequest({ ...login, number: pulls.own, mergeSha })
    },
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  fork: {
    about: 'A pull request from a fork was closed.',
    story:
      'Pull request 12 comes from a fork whose branch is also called feature/login. It was closed without a merge: its builds are canceled; our branch of the same name is untouched.',
    start({ sim }) {
      const sha = shaOf('fork2')
      const pull = { headRef: 'feature/login', headSha: sha, headRepo: fork, state: 'closed' }
      sim.github.setPull('acme/shop', pulls.fork, /** @type {any} */ (pull))
      const closed = { name: 'pull_request_target', action: 'closed', from: fork }
      return pullRequest(
        /** @type {any} */ ({ ...closed, branch: 'feature/login', sha, number: pulls.fork }),
      )
    },
    inputs: web,
    expected: { cancels: ['dpl_fork1', 'dpl_fork2'], outcome: 'canceled' },
  },

  deleted: {
    about: 'A branch was deleted.',
    story: 'Someone deleted spike/cache; its build had just begun.',
    start: () => branchDeleted({ branch: 'spike/cache' }),
    inputs: web,
    expected: { cancels: ['dpl_cache1'], outcome: 'canceled' },
  },

  named: {
    about: 'Exactly the deployments that `deployment-id` names; one has finished.',
    story:
      'The workflow names two deployments to cancel, by URL. One is already finished, which produces a warning.',
    start: pushLogin,
    inputs: ({ sim }) => ({
      'deployment-id': `https://${sim.vercel.deployment('dpl_cart1').url}, https://vercel.com/acme/web/login0`,
    }),
    expected: { cancels: ['dpl_cart1'], outcome: 'canceled' },
  },

  sweep: {
    about: 'The nightly run looks at every branch, forks and deleted branches included.',
    story: 'A scheduled workflow cleans up what other events have missed.',
    start: () => schedule(),
    inputs: web,
    expected: {
      cancels: [...superseded, 'dpl_fork1', 'dpl_cart1', 'dpl_typo1', 'dpl_cache1'],
      outcome: 'canceled',
    },
  },

  'checks-failed': {
    about: 'Checks failed: `mode: commit` cancels the build of this very commit.',
    story:
      'The tests of the latest push to feature/login failed, so nobody needs its preview. The step runs with `if: failure()`.',
    start: pushLogin,
    condition: 'failure()',
    inputs: { ...web, mode: 'commit' },
    expected: { cancels: ['dpl_login4'], outcome: 'canceled' },
  },

  'canceled-run': {
    about: 'The run was canceled: what a newer build replaces is canceled, and no more.',
    story:
      'The run of the third push was canceled when a fourth commit came. The step runs with `if: cancelled()` and decides as any other: the newest build keeps running.',
    start: () => push({ ...login, sha: shaOf('login3'), before: shaOf('login2') }),
    condition: 'cancelled()',
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  'dry-run': {
    about: 'The same push with `dry-run`.',
    story: 'Someone tries the action with `dry-run: true`.',
    start: pushLogin,
    inputs: { ...web, 'dry-run': 'true' },
    expected: { cancels: [], plans: superseded, outcome: 'dry-run' },
  },
}

/** What looks outdated, and is not. @type {Record<string, Scenario>} */
const spared = {
  monorepo: {
    about: 'Two projects build one repository; the new commit changes only one of them.',
    story:
      'The latest commit on feature/login touches only web, so Vercel builds nothing for docs: the build of docs is the last preview it has, and is kept. No `project-id` is needed. The step waits a few seconds in case the build of docs is late.',
    start({ addBuild }) {
      addBuild('docs3', 'feature/login', 60, { projectId: 'prj_docs', sha: shaOf('login3') })
      return pushLogin()
    },
    inputs: { timeout: '8' },
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  renamed: {
    about: 'A branch was renamed: its build is all that the new name has.',
    story:
      'feature/cart was renamed to feature/basket. GitHub deletes the old name, and Vercel does not build a commit twice.',
    start({ setBranch }) {
      setBranch('feature/cart', undefined)
      setBranch('feature/basket', 'cart2')
      return branchDeleted({ branch: 'feature/cart' })
    },
    inputs: web,
    expected: { cancels: ['dpl_cart1'], outcome: 'canceled' },
  },

  'bot-commit': {
    about: 'A bot pushed on top: the commit of this run is outdated itself.',
    story:
      'A formatter pushed a commit on top of feature/cart while this run was queued. The build of the commit before is canceled, although the run is for it.',
    start({ addBuild, setBranch }) {
      addBuild('cart3', 'feature/cart', 5)
      setBranch('feature/cart', 'cart3')
      return push({ branch: 'feature/cart', sha: shaOf('cart2'), before: shaOf('cart1') })
    },
    inputs: web,
    expected: { cancels: ['dpl_cart1', 'dpl_cart2'], outcome: 'canceled' },
  },

  redeploy: {
    about: 'Someone redeployed an old commit to look at it.',
    story:
      'After the latest push to feature/login, someone pressed Redeploy on an older deployment. That build was asked for, and is kept.',
    start({ addBuild }) {
      const sha = shaOf('login0')
      addBuild('again', 'feature/login', -1, { sha, redeployOf: 'dpl_login0', action: 'redeploy' })
      return pushLogin()
    },
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },
}

/** @type {Record<string, Scenario>} */
const failures = {
  'wrong-token': {
    about: 'The most likely mistake: Vercel does not accept the token.',
    story: 'The secret holds a token that was deleted. The step fails and says what to do.',
    start: pushLogin,
    inputs: { ...web, token: 'vcp_demo_token_since_deleted' },
    expected: { cancels: [], outcome: 'failed', code: 1 },
  },

  'rate-limit': {
    about: "Vercel's rate limit is reached halfway: the step waits and then finishes.",
    story: 'Vercel lets through two cancellations in two seconds, and three are needed.',
    start({ sim }) {
      sim.vercel.limit('cancel', { total: 2, windowMs: 2000, retryAfter: true })
      return pushLogin()
    },
    inputs: web,
    expected: { cancels: superseded, outcome: 'canceled' },
  },

  'vercel-down': {
    about: 'The worst failure: Vercel answers every request with an error.',
    story: 'Vercel has an outage. The step tries again for a few seconds, and then fails.',
    start({ sim }) {
      sim.fault({ api: 'vercel', status: 503, times: 1000 })
      return pushLogin()
    },
    inputs: { ...web, timeout: '6' },
    expected: { cancels: [], outcome: 'failed', code: 1 },
  },
}

export const scenarios = { ...ordinary, ...spared, ...failures }
