import type { DeploymentRef } from '../inputs/formats.js'
import type { Step } from '../step.js'
import { readDeployment } from '../vercel/client.js'
import { type Deployment, unreadDeployment } from '../vercel/deployment.js'
import { canceledBefore, failure, finishedResult } from './outcome.js'
import { type Result, wouldCancel } from './result.js'

type Apis = Pick<Step, 'vercel' | 'clock' | 'startedAt'>

/**
 * The plan for deployments that the user named. A hostname is looked up; an id is not, so that
 * canceling it is a single request, unless `lookAtAll` asks for the state of each.
 */
export async function planNamed(
  refs: readonly DeploymentRef[],
  lookAtAll: boolean,
  apis: Apis,
): Promise<Result[]> {
  const plan = await Promise.all(
    refs.map((ref) =>
      'id' in ref && !lookAtAll ? wouldCancel(unread(ref), 'requested') : look(ref, apis),
    ),
  )
  // A deployment that was named twice, by id and by URL, is one.
  const byId = new Map(plan.map((one) => [one.deployment.id || one, one]))
  return [...byId.values()]
}

/** Reads a named deployment and says what canceling it would come to. */
async function look(ref: DeploymentRef, apis: Apis): Promise<Result> {
  try {
    const build = await readDeployment(apis.vercel, 'id' in ref ? ref.id : ref.hostname)
    const found = wouldCancel(build, 'requested')
    const done = finishedResult(found, build, apis)
    const result = done ? canceledBefore(done) : found
    return 'hostname' in ref ? { ...result, message: aliasOf(ref.hostname, build) } : result
  } catch (error) {
    return failure(wouldCancel(unread(ref), 'requested'), error, apis.vercel)
  }
}

/** Says of a hostname that it is an alias, which may lead elsewhere tomorrow. */
function aliasOf(hostname: string, { id, url, state }: Deployment): string | undefined {
  if (url === undefined || url.toLowerCase() === hostname) return undefined
  return `\`${hostname}\` is an alias of \`${id}\`, ${state}; the branch's own build may be another. To cancel a build, pass its own URL or ID.`
}

/** A deployment of which nothing but its name is known yet. */
function unread(ref: DeploymentRef): Deployment {
  return 'id' in ref ? unreadDeployment(ref.id) : unreadDeployment('', ref.hostname)
}
