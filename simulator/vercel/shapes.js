import { momentsAt, readyStateAt, targetAt } from './timeline.js'

/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').State} State */
/** @typedef {import('./state.js').Project} Project */

/** Who owns what no team owns. */
export const personalId = 'usr_personal'

/**
 * A deployment as `GET /v7/deployments` lists it.
 * @param {Deployment} deployment
 * @param {number} now epoch ms
 */
export function listItem(deployment, now) {
  const { id, project, createdAt, customEnvironment, creator, extra } = deployment
  const state = readyStateAt(deployment, now)
  const { url, inspectorUrl, source, meta } = deployment
  const { canceledAt: _, ...moments } = momentsAt(deployment, now)
  return {
    uid: id,
    name: project.name,
    projectId: project.id,
    url,
    created: createdAt,
    source,
    state,
    readyState: state,
    type: 'LAMBDAS',
    creator: {
      uid: 'usr_creator',
      email: `${creator}@example.com`,
      username: creator,
      githubLogin: creator,
    },
    inspectorUrl,
    meta,
    target: targetAt(deployment, now),
    ...(customEnvironment ? { customEnvironment } : {}),
    aliasAssigned: state === 'READY' ? (moments.ready ?? createdAt) : null,
    isRollbackCandidate: false,
    createdAt,
    ...moments,
    projectSettings: projectSettings(project),
    ...extra,
  }
}

/** @param {Project} project */
function projectSettings({ ignoreCommand = null }) {
  return { commandForIgnoringBuildStep: ignoreCommand }
}

/**
 * A deployment as `GET /v13/deployments/{idOrUrl}` and the cancel endpoint answer it: with every
 * field that Vercel's published schema requires of its owner's view.
 * @param {Deployment} deployment
 * @param {number} now epoch ms
 */
export function details(deployment, now) {
  const { id, project, team, createdAt, customEnvironment, creator, extra } = deployment
  const state = readyStateAt(deployment, now)
  const { url, inspectorUrl, source, meta, alias } = deployment
  const moments = momentsAt(deployment, now)
  const gitSource = gitSourceOf(deployment)
  return {
    id,
    ...constants,
    name: project.name,
    projectId: project.id,
    project: { id: project.id, name: project.name, framework: null },
    url,
    inspectorUrl,
    createdAt,
    bootedAt: createdAt,
    // The schema requires it of builds that haven't begun, too.
    buildingAt: createdAt,
    ...moments,
    readyState: state,
    status: state,
    ...reasonOf(deployment, state),
    source,
    meta,
    target: targetAt(deployment, now),
    ...(customEnvironment ? { customEnvironment } : {}),
    ...(gitSource ? { gitSource } : {}),
    ...(team ? { team: { id: team.id, slug: team.slug, name: team.slug } } : {}),
    creator: { uid: 'usr_creator', username: creator },
    ownerId: team?.id ?? personalId,
    alias,
    aliasAssigned: state === 'READY',
    buildSkipped: state === 'BLOCKED',
    isInConcurrentBuildsQueue: state === 'QUEUED',
    projectSettings: projectSettings(project),
    ...extra,
  }
}

/** What is the same for every deployment here. */
const constants = {
  createdIn: 'iad1',
  type: 'LAMBDAS',
  plan: 'pro',
  aliasError: null,
  build: { env: [] },
  builds: [],
  env: [],
  functions: null,
  isInSystemBuildsQueue: false,
  lambdas: [],
  previewCommentsEnabled: true,
  public: false,
  regions: ['iad1'],
  routes: null,
  version: 2,
}

/**
 * Why a deployment did not come to its end.
 * @param {Deployment} deployment
 * @param {State} state
 */
function reasonOf({ ends, cancelAt }, state) {
  if (state === 'BLOCKED') {
    return {
      readyStateReason:
        'The Deployment was blocked because GitHub could not associate the committer with a GitHub user.',
      seatBlock: { blockCode: 'COMMIT_AUTHOR_REQUIRED' },
    }
  }
  if (state !== 'CANCELED') return {}
  const ignored = ends === 'CANCELED' && cancelAt === undefined
  return {
    readyStateReason: ignored
      ? 'The Deployment has been canceled as a result of running the command defined in the "Ignored Build Step" setting.'
      : 'The deployment was canceled.',
  }
}

/** @param {Deployment} deployment */
function gitSourceOf({ project: { link }, meta }) {
  if (link === undefined || meta.githubCommitSha === undefined) return undefined
  return {
    type: 'github',
    org: link.org,
    repo: link.repo,
    repoId: link.repoId,
    ref: meta.githubCommitRef ?? null,
    sha: meta.githubCommitSha,
    prId: meta.githubPrId === undefined ? null : Number(meta.githubPrId),
  }
}

/**
 * A project as `GET /v10/projects` lists it.
 * @param {Project & { updatedAt: number }} project
 */
export function projectItem({ id, name, teamId, link, ignoreCommand = null, updatedAt }) {
  const dates = { createdAt: updatedAt, updatedAt }
  const linked = {
    productionBranch: 'main',
    ...link,
    ...dates,
    deployHooks: [],
    gitCredentialId: 'cred_simulated',
    sourceless: true,
  }
  return {
    id,
    name,
    accountId: teamId ?? personalId,
    ...dates,
    ...(link ? { link: linked } : {}),
    alias: [],
    commandForIgnoringBuildStep: ignoreCommand,
    defaultResourceConfig: { functionDefaultRegions: ['iad1'] },
    deploymentExpiration: {},
    directoryListing: false,
    framework: null,
    latestDeployments: [],
    nodeVersion: '24.x',
    resourceConfig: { functionDefaultRegions: ['iad1'] },
    serverlessFunctionRegion: 'iad1',
    targets: {},
  }
}
