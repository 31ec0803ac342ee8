import { pause } from './shared/deadline.js'
import type { Step } from './step.js'
import { readDeployment } from './vercel/client.js'
import { type Deployment, isFinished } from './vercel/deployment.js'
import { listBuilds } from './vercel/list.js'

const FIRST_POLL_MS = 250
const LONGEST_POLL_MS = 4000

/** Up to this many builds are read one by one; more would use up Vercel's limit on reads. */
const FEW = 3

type Waiting = { id: string; done: (build: Deployment) => void; failed: (error: unknown) => void }

/** Reads builds until they have finished. */
export type Settle = (id: string) => Promise<Deployment>

/**
 * Watches all builds whose cancel was accepted but not yet carried out. One loop reads for all of
 * them: each build alone while they are few, else the list of unfinished builds, and then only those
 * that are no longer in it.
 *
 * @param projects the projects to list; without them every build is read alone
 */
export function createSettle(
  step: Pick<Step, 'vercel' | 'clock' | 'deadline'>,
  projects: readonly string[] | undefined,
): Settle {
  const waiting = new Set<Waiting>()
  let isRunning = false

  const readOne = async (one: Waiting) => {
    try {
      const build = await readDeployment(step.vercel, one.id)
      if (!isFinished(build)) return
      waiting.delete(one)
      one.done(build)
    } catch (error) {
      waiting.delete(one)
      one.failed(error)
    }
  }

  const run = async () => {
    isRunning = true
    for (
      let delay = FIRST_POLL_MS;
      waiting.size > 0;
      delay = Math.min(delay * 2, LONGEST_POLL_MS)
    ) {
      try {
        await pause(delay, step)
        const unfinished = await unfinishedAmong(waiting, step, projects)
        await Promise.all([...waiting].filter(({ id }) => !unfinished.has(id)).map(readOne))
      } catch (error) {
        for (const one of waiting) one.failed(error)
        waiting.clear()
      }
    }
    isRunning = false
  }

  return (id) =>
    new Promise((done, failed) => {
      waiting.add({ id, done, failed })
      if (!isRunning) void run()
    })
}

/** The ids that the list still shows as unfinished; empty where each build is read alone. */
async function unfinishedAmong(
  waiting: ReadonlySet<Waiting>,
  { vercel }: Pick<Step, 'vercel'>,
  projects: readonly string[] | undefined,
): Promise<Set<string>> {
  if (projects === undefined || waiting.size <= FEW) return new Set()
  const { deployments } = await listBuilds(vercel, projects)
  return new Set(deployments.filter((build) => !isFinished(build)).map(({ id }) => id))
}
