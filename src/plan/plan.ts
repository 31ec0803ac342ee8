import { kept, type Result, wouldCancel } from '../cancel.js'
import type { BranchTrigger, SweepTrigger, Trigger } from '../event/trigger.js'
import type { GitHub } from '../github/heads.js'
import type { EventBuilds } from '../inputs/inputs.js'
import { groupBy } from '../shared/group.js'
import { MESSAGES } from '../shared/phrases.js'
import { count, plain } from '../shared/text.js'
import type { Vercel } from '../vercel/client.js'
import { listBuilds } from '../vercel/list.js'
import type { Deployment } from '../vercel/schemas.js'
import { type Decision, type Head, isElsewhere, judge, judgeCanceledRun, screen } from './decide.js'
import { decideSweep, wantedHeads } from './sweep.js'

/** What is to become of every build in flight of the projects, before anything is done about it. */
export type Plan = {
  /** Where builds were looked for, as the end of a sentence: "on `feature/x`". */
  subject: string
  /** `would-cancel` or `kept` each, grouped by project. */
  results: Result[]
  problems: string[]
  warnings: string[]
}

type Apis = { vercel: Vercel; github: GitHub }

/** Lists the builds, reads the head where it is needed, and decides. Throws when no project is known. */
export async function planByEvent(
  trigger: Trigger,
  wanted: EventBuilds,
  { vercel, github }: Apis,
): Promise<Plan> {
  const { deployments, problems } = await listAll(trigger, wanted, vercel)
  const { decisions, subject, warnings } =
    trigger.mode === 'sweep'
      ? await decideAll(deployments, trigger, wanted, github)
      : await decideBranch(deployments, trigger, wanted, github)
  return { subject, results: planned(decisions), problems, warnings }
}

/** The plan when this run itself was cancelled: the builds of its own commits. */
export async function planCanceledRun(
  trigger: BranchTrigger,
  wanted: EventBuilds,
  { vercel }: Apis,
): Promise<Plan> {
  const { deployments, problems } = await listAll(trigger, wanted, vercel)
  const decisions = deployments.map((deployment) => {
    const verdict = judgeCanceledRun(deployment, trigger, wanted)
    // Other commits' builds are no concern of a run that is over.
    const elsewhere = isElsewhere(deployment, trigger) || verdict.reason === 'order-unproven'
    return { deployment, verdict, elsewhere }
  })
  const subject = `of this cancelled run's commit on ${branchInWords(trigger.branch)}`
  return { subject, results: planned(decisions), problems, warnings: [] }
}

async function listAll(trigger: Trigger, wanted: EventBuilds, vercel: Vercel) {
  return listBuilds(await projectsOf(trigger, wanted, vercel), vercel)
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
    `${MESSAGES.noProject} ${owner}/${name}. Set \`project-id\` to the project's id (\`prj_…\`) or name. ${vercel.scopeHint}`,
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
    elsewhere: isElsewhere(deployment, trigger),
  }))
  // The head is only asked for when a build is left for it to decide, and after the whole list.
  const open = screened.some(({ verdict }) => verdict === undefined)
  const head: Head = open ? await github.head(trigger) : { state: 'unknown', why: 'not asked' }
  const decisions = screened.map((one) => ({
    ...one,
    verdict: one.verdict ?? judge(one.deployment, trigger, head),
  }))
  const question = trigger.mode === 'branch' ? MESSAGES.branchUnknown : MESSAGES.headUnknown
  return {
    decisions,
    subject: `on ${branchInWords(trigger.branch)}`,
    warnings: head.state === 'unknown' ? headWarnings(decisions, question, head.why) : [],
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
    warnings: headWarnings(
      decisions,
      MESSAGES.headUnknown,
      heads.why ?? 'GitHub does not tell some of the heads',
    ),
  }
}

/** One warning, however many builds were kept because a head could not be read. */
function headWarnings(decisions: readonly Decision[], question: string, why: string): string[] {
  const n = decisions.filter(({ verdict }) => 'headNeeded' in verdict).length
  return n === 0 ? [] : [`${count(n, 'build')} ${question}. ${why}.`]
}

function planned(decisions: readonly Decision[]): Result[] {
  const results = decisions.map(({ deployment, verdict, elsewhere }) =>
    verdict.action === 'cancel'
      ? wouldCancel(deployment, verdict.reason)
      : kept(deployment, verdict.reason, elsewhere),
  )
  return [...groupBy(results, ({ deployment }) => deployment.project).values()].flat()
}

function branchInWords(branch: string): string {
  return `\`${plain(branch, 200)}\``
}
