import { carryOut, planNamed, type Result, type Tools } from './cancel.js'
import { readEvent } from './event/event.js'
import { secretsWithheld, toTrigger } from './event/trigger.js'
import { createGitHub, type GitHub } from './github/heads.js'
import { type Inputs, type NamedDeployments, readInputs, secretsOf } from './inputs/inputs.js'
import { planByEvent, planCanceledRun } from './plan/plan.js'
import { type Core, publish, setOutputs } from './report/publish.js'
import { emptyReport, type Report } from './report/report.js'
import type { Clock } from './shared/clock.js'
import { startDeadline } from './shared/deadline.js'
import type { Send } from './shared/http.js'
import { MESSAGES } from './shared/phrases.js'
import { count, messageOf, plain } from './shared/text.js'
import { createVercel, type Vercel } from './vercel/client.js'

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

/** The state by which the post step knows that it is one. */
export const POST = 'post'

/**
 * The step: inputs → trigger → list → decide → cancel → report. Never throws: whatever happens, the
 * outputs are set, and a failure is said once.
 */
export async function run(parts: Parts): Promise<void> {
  const { core, clock } = parts
  let report = await reportOf(parts, async () => {
    core.saveState(POST, 'true')
    return work(parts)
  })
  try {
    setOutputs(report, core)
  } catch (error) {
    report = failed(report, error)
  }
  await publish(report, core, clock.now())
}

/**
 * The post step, which GitHub runs only when the workflow run was cancelled: with `cancel-with-run`,
 * cancels the builds of this run's own commits. Never throws.
 */
export async function runPost(parts: Parts): Promise<void> {
  const report = await reportOf(parts, () => workPost(parts))
  await publish(report, parts.core, parts.clock.now())
}

/** What the work came to, also when it fails. Nothing is done before the tokens are masked. */
async function reportOf({ core, env }: Parts, workOn: () => Promise<Report>): Promise<Report> {
  try {
    for (const secret of secretsOf(env)) core.setSecret(secret)
    return await workOn()
  } catch (error) {
    return failed(emptyReport, error)
  }
}

function failed(report: Report, error: unknown): Report {
  return { ...report, problems: [...report.problems, messageOf(error)] }
}

async function work(parts: Parts): Promise<Report> {
  const { event, inputs } = read(parts)
  const { token, what, dryRun } = inputs
  if (token === undefined) return { ...emptyReport, skipped: NO_SECRETS, notice: true }
  return withTools(parts, inputs, token, async (tools) => {
    if (what.kind === 'named') return cancelNamed(what, dryRun, tools)
    const trigger = toTrigger(event, what)
    if ('skipped' in trigger) return { ...emptyReport, skipped: trigger.skipped }
    const where = trigger.mode === 'sweep' ? 'every branch' : trigger.branch
    tools.core.debug(plain(`${event.name}: ${trigger.mode} on ${where}`))
    const plan = await planByEvent(trigger, what, tools)
    const results = await carryOutPlan(plan.results, dryRun, tools)
    const kind = trigger.mode === 'sweep' ? 'sweep' : 'branch'
    return { ...emptyReport, ...plan, kind, dryRun, results }
  })
}

async function workPost(parts: Parts): Promise<Report> {
  const { event, inputs } = read(parts)
  const { token, what, dryRun } = inputs
  const nothing = { ...emptyReport, silent: true }
  if (what.kind === 'named' || !what.cancelWithRun || token === undefined) return nothing
  // The event's own branch, whatever `branch` and `mode` made of it: the builds are this run's.
  const trigger = toTrigger(event, { mode: 'auto', branch: undefined })
  if ('skipped' in trigger || trigger.mode !== 'superseded') return nothing
  const timeout = Math.min(inputs.timeout, POST_TIMEOUT_MS)
  return withTools(parts, { ...inputs, timeout }, token, async (tools) => {
    const plan = await planCanceledRun(trigger, what, tools)
    const results = await carryOutPlan(plan.results, dryRun, tools)
    return { ...emptyReport, ...plan, dryRun, results }
  })
}

/** Longest time of the post step, in ms: GitHub ends a cancelled job after five minutes. */
const POST_TIMEOUT_MS = 60_000

/** Said to a maintainer who looks at a fork's run and asks what to do about it. */
const NO_SECRETS = `${MESSAGES.noSecrets}: GitHub gives no secrets to runs for a fork's pull request or for Dependabot, so \`token\` is empty. Nothing is wrong. To cover them too, run this step on \`pull_request_target\` without checking out the pull request's code, or in a scheduled workflow with \`mode: sweep\`; for Dependabot save the token as a Dependabot secret as well.`

function read({ env, readFile }: Parts) {
  const event = readEvent(env, readFile)
  return { event, inputs: readInputs({ env, readFile, secretsWithheld: secretsWithheld(event) }) }
}

type RunTools = Tools & { core: Core; vercel: Vercel; github: GitHub }

/** Runs `use` with both APIs at hand and the step's clock ticking. */
async function withTools(
  parts: Parts,
  inputs: Inputs,
  token: string,
  use: (tools: RunTools) => Promise<Report>,
): Promise<Report> {
  const { core, env, send, clock, random } = parts
  const deadline = startDeadline(parts, inputs.timeout)
  const onRequest = (line: string) => core.debug(plain(line))
  const shared = { send, clock, deadline, random, onRequest }
  const { apiUrl, scope, githubToken } = inputs
  const onWait = (message: string) => core.info(plain(message))
  const vercel = createVercel({ ...shared, apiUrl, scope, token, onWait })
  const github = createGitHub({
    ...shared,
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    token: githubToken,
  })
  try {
    return await use({ core, clock, random, deadline, vercel, github })
  } finally {
    deadline.clear()
  }
}

async function cancelNamed(
  { deployments, ifFinished }: NamedDeployments,
  dryRun: boolean,
  tools: RunTools,
): Promise<Report> {
  const plan = await planNamed(deployments, dryRun, tools)
  const results = await carryOutPlan(plan, dryRun, tools)
  const finished = results.filter(({ outcome }) => outcome === 'already-finished')
  const warnings = ifFinished === 'warn' ? finished.map(finishedWarning) : []
  return { ...emptyReport, kind: 'named', ifFinished, dryRun, results, warnings }
}

function finishedWarning({ deployment }: Result): string {
  return `\`${deployment.id}\` ${MESSAGES.alreadyFinished} (${deployment.state}), so there was nothing left to cancel. If that is to be expected here, set \`if-finished: ignore\`.`
}

async function carryOutPlan(plan: Result[], dryRun: boolean, tools: RunTools): Promise<Result[]> {
  if (dryRun) return plan
  const total = plan.filter(({ outcome }) => outcome === 'would-cancel').length
  return carryOut(plan, tools, progress(total, tools.core))
}

/** Says now and then how far a long job is. */
function progress(total: number, core: Core): () => void {
  let done = 0
  const step = Math.max(20, Math.ceil(total / 10))
  return () => {
    done += 1
    if (done % step === 0 && done < total) core.info(`${done} of ${count(total, 'build')} done`)
  }
}
