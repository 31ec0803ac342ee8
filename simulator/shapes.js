import { momentsAt, readyStateAt } from './deployments.js'

/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').Project} Project */

/** Who owns what no team owns. */
export const personalId = 'usr_personal'

/**
 * A deployment as `GET /v7/deployments` lists it.
 * @param {Deployment} deployment
 * @param {number} now
 */
export function listItem(deployment, now) {
  const { id, project, createdAt, customEnvironment, creator, extra } = deployment
  const state = readyStateAt(deployment, now)
  const { url, inspectorUrl, target, source, meta } = deployment
  const { canceledAt: _, ...moments } = momentsAt(deployment, now)
  return {
    uid: id,
    name: project.name,
    projectId: project.id,
    url,
    created: createdAt,
    createdAt,
    source,
    state,
    readyState: state,
    type: 'LAMBDAS',
    creator: { uid: 'usr_creator', email: `${creator}@example.com`, username: creator },
    inspectorUrl,
    meta,
    target,
    ...(customEnvironment ? { customEnvironment } : {}),
    ...moments,
    aliasError: null,
    aliasAssigned: state === 'READY' ? (moments.ready ?? createdAt) : null,
    isRollbackCandidate: false,
    projectSettings: { framework: null, nodeVersion: '24.x' },
    ...extra,
  }
}

/**
 * A deployment as `GET /v13/deployments/{idOrUrl}` and the cancel endpoint answer it: with every
 * field that Vercel's published schema requires of its owner's view.
 * @param {Deployment} deployment
 * @param {number} now
 */
export function details(deployment, now) {
  const { id, project, team, createdAt, customEnvironment, creator, extra } = deployment
  const state = readyStateAt(deployment, now)
  const { url, inspectorUrl, target, source, meta, alias } = deployment
  const moments = momentsAt(deployment, now)
  const gitSource = gitSourceOf(deployment)
  return {
    id,
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
    createdIn: 'iad1',
    readyState: state,
    status: state,
    ...(state === 'CANCELED' ? { readyStateReason: 'The deployment was canceled.' } : {}),
    type: 'LAMBDAS',
    source,
    meta,
    target,
    ...(customEnvironment ? { customEnvironment } : {}),
    ...(gitSource ? { gitSource } : {}),
    ...(team ? { team: { id: team.id, slug: team.slug, name: team.slug } } : {}),
    creator: { uid: 'usr_creator', username: creator },
    ownerId: team?.id ?? personalId,
    plan: 'pro',
    alias,
    aliasAssigned: state === 'READY',
    aliasError: null,
    build: { env: [] },
    buildSkipped: false,
    env: [],
    isInConcurrentBuildsQueue: state === 'QUEUED',
    isInSystemBuildsQueue: false,
    projectSettings: { framework: null, nodeVersion: '24.x' },
    public: false,
    regions: ['iad1'],
    routes: null,
    version: 2,
    ...extra,
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
export function projectItem({ id, name, teamId, link, updatedAt }) {
  const dates = { createdAt: updatedAt, updatedAt }
  return {
    id,
    name,
    accountId: teamId ?? personalId,
    ...dates,
    ...(link
      ? {
          link: {
            productionBranch: 'main',
            ...link,
            ...dates,
            deployHooks: [],
            gitCredentialId: 'cred_simulated',
            sourceless: true,
          },
        }
      : {}),
    alias: [],
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
