/** The jobs: what the world holds, and how each contestant is told about it. */

/**
 * @typedef {object} Job
 * @property {string} name
 * @property {'id' | 'branch' | 'nothing' | 'sweep'} kind
 * @property {{ builds: number, branches: number, projects: number }} world
 * @property {number} canceled how many builds have to be cancelled in the end
 */

/** @type {Job[]} */
export const JOBS = [
  { name: 'one by id', kind: 'id', world: { builds: 1, branches: 1, projects: 1 }, canceled: 1 },
  {
    name: 'nothing to cancel',
    kind: 'nothing',
    world: { builds: 0, branches: 1, projects: 1 },
    canceled: 0,
  },
  ...[1, 20, 100, 1000].map(
    (n) =>
      /** @type {Job} */ ({
        name: `${n} superseded`,
        kind: 'branch',
        world: { builds: n, branches: 1, projects: 1 },
        canceled: n,
      }),
  ),
  {
    name: 'sweep of 250',
    kind: 'sweep',
    world: { builds: 250, branches: 60, projects: 3 },
    canceled: 250,
  },
]

/** What all contestants but the action are told. @param {Job} job @param {{ vercel: string, github: string }} at */
export function plainEnv(job, at) {
  return {
    API: at.vercel,
    GITHUB: at.github,
    JOB: job.kind,
    IDS: 'dpl_0',
    PROJECTS: projects(job).join(','),
  }
}

/** What the runner tells the action. @param {Job} job @param {{ vercel: string, github: string }} at @param {string} eventPath */
export function actionEnv(job, at, eventPath) {
  return {
    GITHUB_EVENT_NAME: job.kind === 'sweep' ? 'schedule' : 'push',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REPOSITORY: 'acme/web',
    GITHUB_REPOSITORY_ID: '7',
    GITHUB_REF: 'refs/heads/feature',
    GITHUB_SHA: 'b'.repeat(40),
    GITHUB_API_URL: at.github,
    INPUT_TOKEN: 'bench-token',
    'INPUT_GITHUB-TOKEN': 'bench-github-token',
    'INPUT_API-URL': at.vercel,
    'INPUT_PROJECT-ID': projects(job).join(','),
    INPUT_TIMEOUT: '300',
    ...(job.kind === 'id' && { 'INPUT_DEPLOYMENT-ID': 'dpl_0' }),
  }
}

/** The payload of the push. */
export function pushPayload() {
  return {
    ref: 'refs/heads/feature',
    before: '0'.repeat(40),
    after: 'b'.repeat(40),
    repository: {
      id: 7,
      name: 'web',
      full_name: 'acme/web',
      owner: { login: 'acme' },
      default_branch: 'main',
      pushed_at: Math.floor(Date.now() / 1000),
    },
  }
}

/** @param {Job} job */
function projects(job) {
  return Array.from({ length: job.world.projects }, (_, i) => `prj_${i}`)
}
