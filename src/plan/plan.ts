import type { Scope } from '../event/scope.js'
import type { EventBuilds, Projects } from '../inputs/inputs.js'
import { groupBy } from '../shared/group.js'
import { MESSAGES } from '../shared/phrases.js'
import { count, ended, plain } from '../shared/text.js'
import type { Step } from '../step.js'
import { linkedProjects, scopeHint } from '../vercel/client.js'
import type { Deployment } from '../vercel/deployment.js'
import { listBuilds } from '../vercel/list.js'
import { prepareCancels, prepareGitHub } from './ahead.js'
import { readFacts, readMore } from './ask.js'
import { decideAll, isOutOfScope, screen } from './decide.js'
import { type Facts, noFacts } from './facts.js'
import { sameCommit } from './replacement.js'
import { kept, type Result, wouldCancel } from './result.js'
import { createSituation, type Policy } from './situation.js'
import type { Verdict } from './verdict.js'

/** What is to become of every unfinished build of the projects, and what that rests on. */
export type Plan = {
  scope: Scope
  policy: Policy
  projects: LookedAt
  listed: Deployment[]
  facts: Facts
  /** In the order of the list. */
  verdicts: Verdict[]
  /** Epoch ms at which the facts were asked for. */
  readAt: number
  problems: string[]
}

/** The projects that were looked at. */
export type LookedAt = {
  /** By id or name, as they are asked for. */
  ids: string[]
  /** As they are told. */
  names: string[]
  /** Where they came from, in words. */
  source: string
}

type Apis = Pick<Step, 'vercel' | 'github' | 'clock'>

/**
 * Lists the unfinished builds, reads the facts that they call for, and decides.
 *
 * @param known facts that are known already
 * @throws Error when no project is named and none is linked to the repository
 * @throws VercelError when the projects can't be looked up
 */
export async function makePlan(
  scope: Scope,
  selection: EventBuilds,
  known: Pick<Facts, 'branchesAt'>,
  apis: Apis,
): Promise<Plan> {
  const { environments, states, requireReplacement } = selection
  const policy = { environments, states, requireReplacement }
  const projects = await projectsOf(scope, selection.projects, apis.vercel)
  const listing = listBuilds(apis.vercel, projects.ids)
  prepareGitHub(apis)
  const { deployments: listed, problems } = await listing
  const readAt = apis.clock.now()
  const start = { ...noFacts, ...known }
  const { facts, verdicts } = await decideWithFacts(listed, { scope, policy }, start, apis)
  return { scope, policy, projects, listed, facts, verdicts, readAt, problems }
}

/**
 * Decides, and asks for what the verdicts turn out to need until they need nothing more.
 *
 * @param facts what is known already
 */
export async function decideWithFacts(
  listed: readonly Deployment[],
  { scope, policy }: Pick<Plan, 'scope' | 'policy'>,
  start: Facts,
  apis: Apis,
): Promise<{ facts: Facts; verdicts: Verdict[] }> {
  const situation = createSituation(listed, scope, start, policy)
  const open = listed.filter((build) => screen(build, situation) === undefined)
  const candidates = open.filter(({ sha }) => !sameCommit(sha, scope.ownHead))
  const reading = readFacts(open, scope, start, apis)
  // Most of what a sweep looks at stays.
  if (scope.mode !== 'sweep') prepareCancels(apis, candidates.length)
  const facts = await reading
  return decideOn(listed, { scope, policy }, facts, apis)
}

/** The same on facts that were read: asks only for what the verdicts turn out to need besides. */
export async function decideOn(
  listed: readonly Deployment[],
  { scope, policy }: Pick<Plan, 'scope' | 'policy'>,
  start: Facts,
  apis: Apis,
): Promise<{ facts: Facts; verdicts: Verdict[] }> {
  let facts = start
  for (;;) {
    const verdicts = decideAll(listed, scope, facts, policy)
    const needs = verdicts.flatMap((verdict) => verdict.needs ?? [])
    if (needs.length === 0) return { facts, verdicts }
    facts = await readMore(needs, scope, facts, apis)
  }
}

/** The input's projects, else the event's, else those of the environment or files, else all linked. */
async function projectsOf(
  { projectId, repository }: Scope,
  { names, source }: Projects,
  vercel: Step['vercel'],
): Promise<LookedAt> {
  const linkedTo = `${repository.owner}/${repository.name}`
  if (source === 'project-id') return { ids: names, names, source: '`project-id`' }
  if (projectId !== undefined) {
    return { ids: [projectId], names: [projectId], source: "Vercel's event" }
  }
  if (source !== undefined) return { ids: names, names, source }
  if (repository.host !== 'github.com') {
    throw new Error(`${MESSAGES.noProject} ${linkedTo}. ${NOT_ON_GITHUB_COM}`)
  }
  const linked = await linkedProjects(vercel, repository.owner, repository.name)
  if (linked.length > 0) {
    const ids = linked.map(({ id }) => id)
    return { ids, names: linked.map(({ name }) => name), source: `linked to ${linkedTo}` }
  }
  throw new Error(
    `${MESSAGES.noProject} ${linkedTo}. ${scopeHint(vercel)} Or set \`project-id\` to the project's ID (\`prj_…\`) or name.`,
  )
}

const NOT_ON_GITHUB_COM =
  "Vercel connects projects to repositories on github.com only, so set `project-id` to the project's ID (`prj_…`) or name."

/** The results of a plan before anything is done about it, grouped by project. */
export function resultsOf(plan: Plan): Result[] {
  const situation = createSituation(plan.listed, plan.scope, plan.facts, plan.policy)
  const results = plan.listed.map((build, i) => {
    const verdict = plan.verdicts[i] ?? { action: 'keep', reason: 'not-replaced' }
    return resultOf(build, verdict, isOutOfScope(build, situation))
  })
  return [...groupBy(results, ({ deployment }) => deployment.project).values()].flat()
}

/** What a verdict comes to. */
export function resultOf(build: Deployment, verdict: Verdict, outOfScope = false): Result {
  return verdict.action === 'cancel'
    ? wouldCancel(build, verdict.reason, verdict.replacedBy)
    : kept(build, verdict.reason, outOfScope)
}

/** One warning, however many builds were kept because GitHub could not tell something. */
export function githubWarnings(results: readonly Result[], { why }: Facts): string[] {
  const n = results.filter(({ reason }) => reason === 'github-unknown').length
  if (n === 0) return []
  const because = why ?? "GitHub's reply does not tell where the branch points"
  return [`${count(n, 'build')} ${MESSAGES.githubUnknown}: ${ended(plain(because))}`]
}
