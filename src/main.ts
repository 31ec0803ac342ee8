import { type CarryOut, carryOut, createCarryOut, lookOnceMore } from './cancel.js'
import { type Event, readEvent } from './event/event.js'
import { type Scope, secretsWithheld, toScope } from './event/scope.js'
import { createGitHub } from './github/octokit.js'
import { sameName } from './github/repository.js'
import {
  type EventBuilds,
  type Inputs,
  type NamedDeployments,
  readInputs,
  secretsOf,
} from './inputs/inputs.js'
import { problemsOf } from './plan/facts.js'
import { planNamed } from './plan/named.js'
import { githubWarnings, makePlan, resultsOf } from './plan/plan.js'
import { createRecheck } from './plan/recheck.js'
import { resolveBranches } from './plan/resolve.js'
import type { Result } from './plan/result.js'
import { decideInTime, type Waiting, waitingOf, waitLines } from './plan/wait.js'
import { publish, setOutputs } from './report/publish.js'
import type { Report } from './report/report.js'
import { startDeadline } from './shared/deadline.js'
import { MESSAGES } from './shared/phrases.js'
import { proxySecrets } from './shared/proxy.js'
import { createRedactor } from './shared/redact.js'
import { count, listed, messageOf, plain, ticked } from './shared/text.js'
import type { Outside, Step } from './step.js'
import { createVercel, withDeadline } from './vercel/client.js'

/**
 * The step: inputs → event → plan → cancel → report. Never throws: whatever happens, the outputs are
 * set, and a failure is reported once.
 */
export async function run(outside: Outside): Promise<void> {
  const { core, clock } = outside
  const report = await reportOf(outside)
  setOutputs(report, core)
  await publish(report, core, clock.now())
}

/** What the work came to, also when it fails. Nothing is done before the tokens are masked. */
async function reportOf(outside: Outside): Promise<Report> {
  const { core, env, readFile } = outside
  let warnings: string[] = []
  try {
    const { redact, forms } = createRedactor([...secretsOf(env), ...proxySecrets(env)])
    for (const form of forms) core.setSecret(form)
    const event = readEvent(env, readFile)
    const withheld = secretsWithheld(event)
    const inputs = readInputs({ env, readFile, secretsWithheld: withheld })
    warnings = inputs.warnings
    const { token, selection } = inputs
    if (token === undefined) return { kind: 'skipped', why: NO_SECRETS, notice: true, warnings }
    return await withStep(outside, { ...inputs, token }, redact, (step) =>
      selection.kind === 'named'
        ? cancelNamed(selection, inputs, step)
        : cancelByEvent(event, selection, inputs, step),
    )
  } catch (error) {
    return { kind: 'failed', problems: [messageOf(error)], warnings }
  }
}

/** Shown to a maintainer who opens the run of a fork's pull request. */
const NO_SECRETS = `${MESSAGES.noSecrets}: GitHub passes no secrets to runs for a fork's pull request or for Dependabot, so \`token\` is empty. Nothing is wrong. To cover these pull requests too, run this step on \`pull_request_target\` without checking out the pull request's code, or in a scheduled workflow with \`mode: sweep\`; for Dependabot, save the token as a Dependabot secret as well.`

/** Runs `use` with both APIs at hand and the step's clock ticking. */
async function withStep(
  outside: Outside,
  inputs: Inputs & { token: string },
  redact: (text: string) => string,
  use: (step: Step) => Promise<Report>,
): Promise<Report> {
  const { core, env, send, clock, random } = outside
  const deadline = startDeadline(outside, inputs.timeout)
  // A line for each request costs time, so it is written only where debug logging shows it.
  const isDebug = env.RUNNER_DEBUG === '1'
  const onRequest = (line: string) => (isDebug ? core.debug(plain(redact(line))) : undefined)
  const shared = { send, clock, deadline, random, onRequest, redact }
  const { apiUrl, team, token, githubToken } = inputs
  const onWait = (message: string) => core.info(plain(message))
  const vercel = createVercel({ ...shared, apiUrl, team, token, onWait })
  const github = createGitHub({
    ...shared,
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    token: githubToken,
  })
  try {
    return await use({ ...outside, deadline, vercel, github })
  } finally {
    deadline.clear()
  }
}

/** Cancels the deployments that `deployment-id` names. */
async function cancelNamed(
  { deployments, ifFinished }: NamedDeployments,
  { dryRun, warnings }: Inputs,
  step: Step,
): Promise<Report> {
  const plan = await planNamed(deployments, dryRun, step)
  const how = createCarryOut(step, {}, progress(plan.length, step))
  const results = dryRun ? plan : await lookAgainAtTheEnd(await carryOut(plan, how), how, step)
  return {
    kind: 'done',
    selection: 'named',
    subject: '',
    projects: { names: [], source: undefined },
    results,
    problems: [],
    warnings,
    notices: [],
    dryRun,
    ifFinished,
  }
}

/** Cancels the builds that the event's branches no longer need. */
async function cancelByEvent(
  event: Event,
  selection: EventBuilds,
  { dryRun, warnings, timeout }: Inputs,
  step: Step,
): Promise<Report> {
  const found = toScope(event, selection)
  if ('skipped' in found) return { kind: 'skipped', why: found.skipped, notice: false, warnings }
  const resolved = await resolveBranches(found, step)
  if ('skipped' in resolved) {
    return { kind: 'skipped', why: resolved.skipped, notice: false, warnings }
  }
  const { scope, branchesAt } = resolved
  const plan = await makePlan(scope, selection, { branchesAt }, step)
  const planned = resultsOf(plan)
  // Waiting leaves half of the time for canceling.
  const end = step.startedAt + timeout / 2
  const waiting = await waitingOf(plan, end, step)
  const results = dryRun
    ? planned.map((result) => withWait(result, waiting, step))
    : await carryOutInTime(plan, planned, { waiting, end }, step)
  return {
    kind: 'done',
    selection: scope.mode === 'sweep' || scope.mode === 'commit' ? scope.mode : 'branch',
    subject: subjectOf(scope),
    projects: plan.projects,
    results,
    problems: [...plan.problems, ...problemsOf(plan.facts)],
    warnings: [...warnings, ...githubWarnings(results, plan.facts)],
    notices: [],
    dryRun,
    ifFinished: 'warn',
  }
}

/** Cancels what is decided at once, and what had to wait for a replacement as soon as it has one. */
async function carryOutInTime(
  plan: Awaited<ReturnType<typeof makePlan>>,
  planned: readonly Result[],
  { waiting, end }: { waiting: readonly Waiting[]; end: number },
  step: Step,
): Promise<Result[]> {
  const later = new Set(waiting.map(({ build }) => build.id))
  const now = planned.filter(({ deployment }) => !later.has(deployment.id))
  const total = now.filter(({ outcome }) => outcome === 'would-cancel').length + later.size
  const recheck = createRecheck(plan, step)
  const projects = plan.projects.ids
  const how = createCarryOut(step, { recheck, projects }, progress(total, step))
  const jobs = [carryOut(now, how)]
  for await (const decided of decideInTime(plan, waiting, end, step)) {
    jobs.push(carryOut(decided, how))
  }
  const done = await lookAgainAtTheEnd((await Promise.all(jobs)).flat(), how, step)
  const byId = new Map(done.map((result) => [result.deployment.id, result]))
  return planned.map((result) => byId.get(result.deployment.id) ?? result)
}

/** After the time ran out, a cancel that was sent may still have worked. */
async function lookAgainAtTheEnd(results: Result[], how: CarryOut, step: Step): Promise<Result[]> {
  if (how.underWay.size === 0 || step.stop.aborted) return results
  const vercel = withDeadline(step.vercel, step.deadline.lastLook())
  return lookOnceMore(results, how, { ...step, vercel })
}

/** Says in a dry run what the step would wait for. */
function withWait(result: Result, waiting: readonly Waiting[], { clock }: Step): Result {
  const one = waiting.filter(({ build }) => build.id === result.deployment.id)
  const [line] = waitLines(one, clock.now())
  return line === undefined ? result : { ...result, message: line.replace('Waiting', 'Would wait') }
}

/** Where builds were looked for, as the end of a sentence. */
function subjectOf({ mode, branches, fork, headRepository, repository, ownHead }: Scope): string {
  if (mode === 'commit') return `of commit \`${plain(ownHead ?? '', 40).slice(0, 7)}\``
  if (branches === 'all') return `in ${repository.owner}/${repository.name}`
  const isFork = fork && !sameName(headRepository.owner, repository.owner)
  const owner = isFork ? `${headRepository.owner}:` : ''
  return `on ${listed(ticked(branches.map((branch) => plain(`${owner}${branch}`, 200))))}`
}

/** Logs progress during long jobs. */
function progress(total: number, { core }: Pick<Step, 'core'>): () => void {
  let done = 0
  const step = Math.max(20, Math.ceil(total / 10))
  return () => {
    done += 1
    if (done % step === 0 && done < total) core.info(`${done} of ${count(total, 'build')} done`)
  }
}
