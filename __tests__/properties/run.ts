/** One run of the action: a workflow starts, looks, decides, and cancels. */
import { type EventScope, type Scope, toScope } from '../../src/event/scope.js'
import { branchKey } from '../../src/github/repository.js'
import type { Mode } from '../../src/inputs/formats.js'
import { decideAll, screen } from '../../src/plan/decide.js'
import { buildsKey, commitKey, type Facts, type Need, noFacts } from '../../src/plan/facts.js'
import { branchOf } from '../../src/plan/origin.js'
import { createSituation, newestCommits, type Policy } from '../../src/plan/situation.js'
import type { Verdict } from '../../src/plan/verdict.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import { branchesAt, commitOf, type Faults, headOf } from './github-view.js'
import { asListed, buildsOfCommit, unfinished } from './vercel-view.js'
import { eventOf, happeningsFor, type Via } from './workflows.js'
import { type Build, type Happening, isUnfinished, label, tell, type World } from './world.js'

export type RunStep = {
  via: Via
  /** How long ago that happened which the run is about: workflows are late, or run again. */
  which: number
  mode: Mode
  policy: Policy
  faults: Faults
  /** Between the list of builds and GitHub's answers, in ms. */
  lag: number
}

export type Run = {
  step: RunStep
  scope: Scope
  happening: Happening | undefined
  listed: Build[]
  listedAt: number
  verdicts: Map<string, Verdict>
  canceled: Build[]
}

/**
 * Lets the action look, decide and cancel.
 *
 * @param meanwhile what people do between the list and GitHub's answers
 */
export function look(world: World, step: RunStep, meanwhile: () => void): Run | undefined {
  const { via, mode, policy, faults, lag } = step
  const happenings = happeningsFor(world, via)
  const happening = via === 'schedule' ? undefined : happenings[step.which % happenings.length]
  if (via !== 'schedule' && happening === undefined) return undefined
  const branch = via === 'branch input' ? happening?.branch.name : undefined
  const found = toScope(eventOf(world, via, happening), { mode, branch })
  if ('skipped' in found) return undefined
  const scope = resolved(world, found, faults)
  if (scope === undefined) return undefined
  const about = happening ? `of ${label(happening.branch)}` : ''
  tell(world, `the action runs (${via}, mode ${scope.mode}) ${about}`)
  const listedAt = world.now
  const listed = unfinished(world, listedAt).filter(
    ({ project }) => scope.projectId === undefined || scope.projectId === project.id,
  )
  const deployments = asListed(world, listed, listedAt)
  world.now += lag
  meanwhile()
  const facts = firstFacts(world, deployments, scope, { policy, faults })
  const run: Run = { step, scope, happening, listed, listedAt, verdicts: new Map(), canceled: [] }
  settle(world, run, deployments, facts)
  return run
}

/** Settles some builds' verdicts, and cancels what they let go, as far as it is not finished. */
function carryOut(world: World, run: Run, decided: ReadonlyMap<string, Verdict>): void {
  for (const build of run.listed) {
    const verdict = decided.get(build.id)
    if (verdict === undefined || run.verdicts.has(build.id)) continue
    run.verdicts.set(build.id, verdict)
    if (verdict.action === 'keep' || !isUnfinished(build, world.now)) continue
    build.canceledAt = world.now
    run.canceled.push(build)
    tell(world, `  canceled ${build.id}: ${verdict.reason}`)
  }
}

/** `deployment_status` tells a commit: GitHub is asked for its branches. */
function resolved(world: World, scope: EventScope, faults: Faults): Scope | undefined {
  const { branches } = scope
  if (branches === 'all' || Array.isArray(branches)) return { ...scope, branches }
  const names = branchesAt(world, branches.withHead, faults)
  return names === undefined || names.length === 0 ? undefined : { ...scope, branches: names }
}

function firstFacts(
  world: World,
  listed: readonly Deployment[],
  scope: Scope,
  { policy, faults }: Pick<RunStep, 'policy' | 'faults'>,
): Facts {
  const situation = createSituation(listed, scope, noFacts, policy)
  const open = listed.filter((build) => screen(build, situation) === undefined)
  const heads = new Map()
  const commits = new Map()
  for (const build of open) {
    const branch = branchOf(build, scope)
    if (scope.mode === 'commit' || branch === undefined) continue
    const { owner } = branch.repository
    heads.set(branchKey(branch), headOf(world, { owner, name: branch.name }, faults))
    const sha = commitKey(build.sha ?? '')
    const commit = commitOf(world, sha, faults)
    if (commit) commits.set(sha, commit)
  }
  const defaultBranch = faults.heads ? undefined : 'main'
  return { ...noFacts, heads, commits, defaultBranch, firstSeen: seen(listed, noFacts.firstSeen) }
}

/**
 * Decides, asks for more, cancels, and waits for late and for unsure builds, as long as that is worth
 * it.
 */
function settle(world: World, run: Run, listed: readonly Deployment[], start: Facts): void {
  const { scope } = run
  const { policy, faults } = run.step
  let facts = start
  let waits = scope.mode === 'auto' && Array.isArray(scope.branches) ? 2 : 0
  for (;;) {
    const verdicts = decideAll(listed, scope, facts, policy)
    const needs = verdicts.flatMap((verdict) => verdict.needs ?? [])
    if (needs.length === 0) {
      const decided = new Map(listed.map(({ id }, i) => [id, verdicts[i] as Verdict]))
      const again = waits > 0 ? awaited(listed, decided, scope, facts, policy) : new Map()
      for (const id of again.keys()) decided.delete(id)
      carryOut(world, run, decided)
      if (again.size === 0) return
      waits -= 1
      world.now += 15_000
      needs.push(...[...again.values()].flat())
    }
    facts = answer(world, needs, facts, faults)
  }
}

/**
 * By build: the requests that tell whether the builds that its verdict waits for have come, or have
 * begun for sure.
 */
function awaited(
  listed: readonly Deployment[],
  decided: ReadonlyMap<string, Verdict>,
  scope: Scope,
  facts: Facts,
  policy: Policy,
): Map<string, Need[]> {
  const situation = createSituation(listed, scope, facts, policy)
  const found = new Map<string, Need[]>()
  for (const build of listed) {
    const verdict = decided.get(build.id)
    const branch = branchOf(build, scope)
    const { id, projectId } = build
    if (verdict?.reason !== 'not-replaced' || !branch || projectId === undefined) continue
    const pending = verdict.pending?.sha
    if (pending === undefined && !scope.awaitsBuild) continue
    const commits = pending === undefined ? newestCommits(branch, situation) : [pending]
    const needs = commits.map((sha) => ({ kind: 'builds-of', projectId, sha: commitKey(sha) }))
    found.set(id, needs as Need[])
  }
  return found
}

function answer(world: World, needs: readonly Need[], facts: Facts, faults: Faults): Facts {
  const otherHeads = new Map(facts.branchesAt)
  const buildsOf = new Map(facts.buildsOf)
  let { firstSeen } = facts
  for (const need of needs) {
    if (need.kind === 'branches-at') {
      otherHeads.set(need.sha, branchesAt(world, need.sha, faults))
      continue
    }
    const { projectId, sha } = need
    const found = buildsOfCommit(world, projectId, sha, world.now)
    const builds = asListed(world, found, world.now)
    buildsOf.set(buildsKey(projectId, sha), { builds, problem: undefined })
    firstSeen = seen(builds, firstSeen)
  }
  return { ...facts, branchesAt: otherHeads, buildsOf, firstSeen }
}

function seen(builds: readonly Deployment[], known: Facts['firstSeen']): Facts['firstSeen'] {
  const firstSeen = new Map(known)
  for (const { id, state, readAt = 0 } of builds) {
    if (state === 'BUILDING' && !firstSeen.has(id)) firstSeen.set(id, readAt)
  }
  return firstSeen
}
