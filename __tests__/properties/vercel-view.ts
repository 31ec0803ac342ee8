/** What Vercel's lists show of the builds at a moment. */
import { type Deployment, toDeployment } from '../../src/vercel/deployment.js'
import { type Build, isUnfinished, type Lie, stateAt, type World } from './world.js'

/** The unfinished builds of all projects, as `state=` lists them: the newest first. */
export function unfinished(world: World, at: number): Build[] {
  return world.builds
    .filter((build) => isUnfinished(build, at))
    .sort((a, b) => b.createdAt - a.createdAt)
}

/** All builds of a commit in a project, as `sha=` lists them. */
export function buildsOfCommit(world: World, projectId: string, sha: string, at: number): Build[] {
  return world.builds.filter(
    ({ project, meta, createdAt }) =>
      project.id === projectId &&
      createdAt <= at &&
      (meta.githubCommitSha ?? meta.gitCommitSha) === sha,
  )
}

/** Builds as the action reads them from a list that is answered at this moment. */
export function asListed(world: World, builds: Build[], at: number): Deployment[] {
  return builds.map((build) => {
    const deployment = toDeployment(listItem(world, build, at), at + world.skew)
    if (deployment === undefined) throw new Error(`${build.id} can't be read`)
    return deployment
  })
}

/** One item of `GET /v7/deployments`. */
export function listItem(world: World, build: Build, at: number): Record<string, unknown> {
  const { id, project, environment, createdAt, buildingAt, hidesStart } = build
  const { skew, lie } = world
  const began = at >= buildingAt && !hidesStart
  const ignoring = project.ignores && lie !== 'no Ignored Build Step' ? 'npx turbo-ignore' : null
  return {
    uid: id,
    name: project.name,
    projectId: project.id,
    created: createdAt + skew,
    createdAt: createdAt + skew,
    readyState: stateAt(build, at),
    target: environment === 'preview' ? null : environment,
    ...(environment === 'staging' ? { customEnvironment: { id: 'env_1', slug: 'staging' } } : {}),
    ...(began ? { buildingAt: buildingAt + skew } : {}),
    projectSettings: { commandForIgnoringBuildStep: ignoring },
    ...recordOf(build, lie),
  }
}

/** Who made it, and of what. */
function recordOf({ meta, source }: Build, lie: Lie | undefined): Record<string, unknown> {
  if (lie === 'no marks of redeploys') {
    const { action, originalDeploymentId, ...rest } = meta
    return { meta: rest, source: 'git' }
  }
  if (lie === 'no times of pushes') {
    const { repoPushedAt, ...rest } = meta
    return { meta: repoPushedAt ? { ...rest, repoPushedAt: '1' } : rest, source }
  }
  return { meta, ...(source === undefined ? {} : { source }) }
}
