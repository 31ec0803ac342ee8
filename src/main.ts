import {
  cancelAll,
  cancelNamed,
  kept,
  look,
  type Result,
  type Target,
  type Tools,
  wouldCancel,
} from './cancel.js'
import type { Clock } from './clock.js'
import { startDeadline } from './deadline.js'
import { type Decision, type Head, judge, judgeCanceledRun, screen } from './decide.js'
import { readEvent } from './event.js'
import { createGitHub, type GitHub } from './github/heads.js'
import type { Send } from './http.js'
import {
  type EventBuilds,
  type Inputs,
  type NamedDeployments,
  readInputs,
  secretsOf,
} from './inputs.js'
import { type Core, publish, setOutputs } from './publish.js'
import { emptyReport, type Report } from './report.js'
import { decideSweep, wantedHeads } from './sweep.js'
import { count, plain } from './text.js'
import {
  type BranchTrigger,
  type SweepTrigger,
  secretsWithheld,
  type Trigger,
  toTrigger,
} from './trigger.js'
import { createVercel, type Vercel } from './vercel/client.js'
import { listBuilds } from './vercel/list.js'
import type { Deployment } from './vercel/schemas.js'

/** All that a run touches, so that a test can hand in its own. */
export type Parts = {
  core: Core
  env: Record<string, string | undefined>
  /** A file's text by its path, relative to the checkout; `undefined` when there is none. */
  readFile: (path: string) => string | undefined
  send: Send
  clock: Clock
  /** Aborted, with the reason as an `Error`, when the runner asks the process to stop. */
  stop: AbortSignal
  /** Epoch ms at which the process began: `timeout` counts from there. */
  startedAt: number
  /** From 0 up to 1, for the jitter of retries. */
  random: () => number
}

/**
 * The step: inputs → trigger → list → decide → cancel → report. Never throws: whatever happens, the
 * outputs are set, and a failure is said once.
 */
export async function run(parts: Parts): Promise<void> {
  const { core, env, clock } = parts
  let report: Report
  try {
    for (const secret of secretsOf(env)) core.setSecret(secret)
    core.saveState(POST, 'true')
    report = await work(parts)
  } catch (error) {
    report = failed(emptyReport, error)
  }
  try {
    setOutputs(report, core)
  } catch (error) {
    report = failed(report, error)
  }
  await publish(report, core, clock.now())
}

/** The state by which the post step knows that it is one. */
export const POST = 'post'

function failed(report: Report, error: unknown): Report {
  const problem = error instanceof Error ? error.message : String(error)
  return { ...report, problems: [...report.problems, problem] }
}

/**
 * The post step, which GitHub runs only when the workflow run was cancelled: with `cancel-with-run`,
 * cancels the builds of this run's own commits. Never throws.
 */
export async function runPost(parts: Parts): Promise<void> {
  const { core, env, clock } = parts
  let report: Report | undefined
  try {
    for (const secret of secretsOf(env)) core.setSecret(secret)
    report = await workPost(parts)
  } catch (error) {
    report = failed(emptyReport, error)
  }
  if (report) await publish(report, core, clock.now())
}

async function work(parts: Parts): Promise<Report> {
  const { core, env, readFile } = parts
  const event = readEvent(env, readFile)
  const inputs = readInputs({ env, readFile, secretsWithheld: secretsWithheld(event) })
  if (inputs.token === undefined) {
    core.notice(NO_SECRETS)
    return { ...emptyReport, skipped: 'GitHub gives this run no secrets, so there is no token' }
  }
  const tools = openTools(parts, inputs, inputs.token)
  try {
    if (inputs.what.kind === 'named') return await cancelTheNamed(inputs.what, inputs.dryRun, tools)
    const trigger = toTrigger(event, inputs.what)
    if ('skipped' in trigger) return { ...emptyReport, skipped: trigger.skipped }
    return await cancelByEvent(trigger, inputs.what, inputs.dryRun, tools)
  } finally {
    tools.deadline.clear()
  }
}

/** One notice, so that a maintainer who looks at a fork's run knows what to do about it. */
const NO_SECRETS =
  "Vercel builds were not looked at: GitHub gives no secrets to runs for a fork's pull request or for Dependabot, so `token` is empty. Nothing is wrong. To cover them too, run this step on `pull_request_target` without checking out the pull request's code, or in a scheduled workflow with `mode: sweep`; for Dependabot save the token as a Dependabot secret as well."

/** Longest time of the post step, in ms: GitHub ends a cancelled job after five minutes. */
const POST_TIMEOUT_MS = 60_000

async function workPost(parts: Parts): Promise<Report | undefined> {
  const { env, readFile } = parts
  const event = readEvent(env, readFile)
  const inputs = readInputs({ env, readFile, secretsWithheld: secretsWithheld(event) })
  const { what, token, dryRun } = inputs
  if (what.kind === 'named' || !what.cancelWithRun || token === undefined) return undefined
  // The event's own branch, whatever `branch` and `mode` made of it: the builds are this run's.
  const trigger = toTrigger(event, { mode: 'auto', branch: undefined })
  if ('skipped' in trigger || trigger.mode !== 'superseded') return undefined
  const timeout = Math.min(inputs.timeout, POST_TIMEOUT_MS)
  const tools = openTools(parts, { ...inputs, timeout }, token)
  try {
    const projects = await projectsOf(trigger, what, tools.vercel)
    const { deployments, problems } = await listBuilds(projects, tools.vercel)
    const decisions = deployments.map((deployment) => ({
      deployment,
      verdict: judgeCanceledRun(deployment, trigger, what),
    }))
    const results = await carryOut(decisions, dryRun, tools)
    const subject = `on ${ticked(trigger.branch)}, whose run was cancelled`
    return { ...emptyReport, subject, results, problems, dryRun }
  } finally {
    tools.deadline.clear()
  }
}

type RunTools = Tools & {
  core: Core
  vercel: Vercel
  github: GitHub
  deadline: ReturnType<typeof startDeadline>
}

function openTools(parts: Parts, inputs: Inputs, token: string): RunTools {
  const { core, env, send, clock, random } = parts
  const deadline = startDeadline(parts, inputs.timeout)
  const shared = {
    send,
    clock,
    deadline,
    random,
    onRequest: (line: string) => core.debug(plain(line)),
  }
  const { apiUrl, scope, githubToken } = inputs
  const onWait = (message: string) => core.info(plain(message))
  return {
    core,
    clock,
    random,
    deadline,
    vercel: createVercel({ ...shared, apiUrl, scope, token, onWait }),
    github: createGitHub({
      ...shared,
      apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
      token: githubToken,
    }),
  }
}

async function cancelTheNamed(
  { deployments, ifFinished }: NamedDeployments,
  dryRun: boolean,
  tools: RunTools,
): Promise<Report> {
  const act = dryRun ? look : cancelNamed
  const results = await Promise.all(deployments.map((ref) => act(ref, tools)))
  const report = { ...emptyReport, named: true, ifFinished, dryRun, results: onceEach(results) }
  if (ifFinished !== 'warn') return report
  const finished = report.results.filter(({ outcome }) => outcome === 'already-finished')
  return { ...report, warnings: finished.map(finishedWarning) }
}

/** A deployment that was named twice, by id and by URL, counts once. */
function onceEach(results: readonly Result[]): Result[] {
  return results.filter(
    ({ deployment: { id } }, i) =>
      id === '' || results.findIndex((other) => other.deployment.id === id) === i,
  )
}

function finishedWarning({ deployment }: Result): string {
  return `\`${deployment.id}\` had already finished (${deployment.state}), so there was nothing left to cancel. If that is to be expected here, set \`if-finished: ignore\`.`
}

async function cancelByEvent(
  trigger: Trigger,
  wanted: EventBuilds,
  dryRun: boolean,
  tools: RunTools,
): Promise<Report> {
  const projects = await projectsOf(trigger, wanted, tools.vercel)
  const { deployments, problems } = await listBuilds(projects, tools.vercel)
  const { decisions, subject, warnings } =
    trigger.mode === 'sweep'
      ? await decideAll(deployments, trigger, wanted, tools.github)
      : await decideBranch(deployments, trigger, wanted, tools.github)
  const results = await carryOut(decisions, dryRun, tools)
  return { ...emptyReport, subject, results, problems, warnings, dryRun }
}

/** The user's projects, else the event's, else all that are linked to the repository. */
async function projectsOf(
  trigger: Trigger,
  { projects }: EventBuilds,
  vercel: Vercel,
): Promise<string[]> {
  if (projects.length > 0) return projects
  if (trigger.mode !== 'sweep' && trigger.projectId !== undefined) return [trigger.projectId]
  const { owner, name } = trigger.base
  const linked = await vercel.linkedProjects(owner, name)
  if (linked.length > 0) return linked
  throw new Error(
    `No project is named, and none that this token can see is linked to ${owner}/${name}. Set \`project-id\` to the project's id (\`prj_…\`) or name; if a team owns it, set \`team-id\` too.`,
  )
}

type Decided = { decisions: Decision[]; subject: string; warnings: string[] }

async function decideBranch(
  deployments: readonly Deployment[],
  trigger: BranchTrigger,
  policy: EventBuilds,
  github: GitHub,
): Promise<Decided> {
  const screened = deployments.map((deployment) => ({
    deployment,
    verdict: screen(deployment, trigger, policy),
  }))
  // The head is only asked for when a build is left for it to decide, and after the whole list.
  const open = screened.some(({ verdict }) => verdict === undefined)
  const head: Head = open ? await github.head(trigger) : { state: 'unknown', why: 'not asked' }
  const decisions = screened.map(({ deployment, verdict }) => ({
    deployment,
    verdict: verdict ?? judge(deployment, trigger, head),
  }))
  return {
    decisions,
    subject: `on ${ticked(trigger.branch)}`,
    warnings: headWarnings(decisions, head.state === 'unknown' ? head.why : ''),
  }
}

async function decideAll(
  deployments: readonly Deployment[],
  trigger: SweepTrigger,
  policy: EventBuilds,
  github: GitHub,
): Promise<Decided> {
  const wanted = wantedHeads(deployments, trigger, policy)
  const heads = await github.heads(trigger.repository, wanted)
  const decisions = decideSweep(deployments, trigger, policy, heads)
  return {
    decisions,
    subject: `in ${trigger.repository.owner}/${trigger.repository.name}`,
    warnings: headWarnings(decisions, heads.why ?? 'GitHub does not tell some of the heads'),
  }
}

/** One warning, however many builds were kept because a head could not be read. */
function headWarnings(decisions: readonly Decision[], why: string): string[] {
  const n = decisions.filter(({ verdict }) => 'headNeeded' in verdict).length
  if (n === 0) return []
  return [
    `${count(n, 'build')} kept: whether a newer commit is there could not be read from GitHub. ${why}. Give the job \`permissions: contents: read\`, and \`pull-requests: read\` for pull requests of a private repository.`,
  ]
}

async function carryOut(
  decisions: readonly Decision[],
  dryRun: boolean,
  tools: RunTools,
): Promise<Result[]> {
  const targets: Target[] = []
  for (const { deployment, verdict } of decisions) {
    if (verdict.action === 'cancel') targets.push({ deployment, reason: verdict.reason })
  }
  const done = dryRun
    ? targets.map(wouldCancel)
    : await cancelAll(targets, tools, progress(targets.length, tools.core))
  const results = new Map(done.map((result) => [result.deployment.id, result]))
  return decisions.map(({ deployment, verdict }) => {
    if (verdict.action === 'keep') return kept(deployment, verdict.reason)
    return results.get(deployment.id) as Result
  })
}

/** Says now and then how far a long job is. */
function progress(total: number, core: Core): () => void {
  let done = 0
  const step = Math.max(20, Math.ceil(total / 10))
  return () => {
    done += 1
    if (done % step === 0 && done < total) core.info(`${done} of ${total} builds done`)
  }
}

function ticked(branch: string): string {
  return `\`${plain(branch, 200)}\``
}
