/** Holds what the action did against what people wanted, at that moment and afterwards. */
import { isForgotten, type Kind, showsUp, type Wish, wishes } from './people.js'
import type { Run } from './run.js'
import {
  type Branch,
  type Build,
  isAlive,
  isAskedFor,
  isDefault,
  label,
  pastOf,
  pullsOf,
  tip,
  type World,
} from './world.js'
import { isAbout, whyWorthless } from './worthless.js'

/** A wrong or an accepted outcome, as a class that is counted and a sentence that is printed. */
export type Finding = { what: string; story: string; wrong: boolean }

/** Losses that docs/assumptions.md accepts, each under the number that it has there. */
export const ACCEPTED: Readonly<Record<string, number>> = {
  'laptop, overtaken': 11,
  'last preview, shared': 12,
  'last preview, pushed back': 13,
  'only build, for a fork': 18,
  'last preview, for a fork': 18,
  'later: pointed back': 14,
  'later: reopened': 15,
  'later: replacement failed': 16,
  'later: replacement given up': 17,
  'a hidden fork that went on': 19,
  'changes of a laptop in its place': 20,
}

/** What a run has lost that people want, and has kept that nobody does. */
export function judge(world: World, run: Run, told: Set<string>): Finding[] {
  giveUp(world, run)
  const findings = worthlessKept(world, run)
  for (const wish of wishes(world, isForgotten)) {
    if (!isLost(wish) || !wish.builds.some((build) => run.canceled.includes(build))) continue
    told.add(keyOf(wish))
    // The user gave up the commit. Another branch that has it can do with one build of it.
    if (run.scope.mode === 'commit' && wish.kind === 'newest commit') continue
    // The user said that a newer commit is enough.
    const isOld = wish.kind.startsWith('last preview')
    if (isOld && wish.branch && !run.step.policy.requireReplacement && isAbout(wish.branch, run)) {
      continue
    }
    findings.push(lossOf(wish, classOf(world, wish, run)))
  }
  return findings
}

function classOf(world: World, wish: Wish, run: Run): string {
  if (hasGoneOnHidden(world, wish, run)) return 'a hidden fork that went on'
  if (hasChangesInPlace(world, wish)) return 'changes of a laptop in its place'
  const failed = hasFailedSince(world, wish, run.listedAt)
  return failed ? 'later: replacement failed' : kindOf(wish, run)
}

/** Files that a workflow left look like changes that somebody made on a laptop. */
function hasChangesInPlace(world: World, { builds }: Wish): boolean {
  const [first] = builds
  return (
    builds.every(({ dirty, meta, how }) => how === 'ci' && !dirty && meta.gitDirty !== undefined) &&
    world.builds.some(
      (one) => one.dirty && one.project === first?.project && one.canceledAt === undefined,
    )
  )
}

/**
 * All that GitHub shows of the branch is a record that lags. The user says that the branch is over, or
 * somebody redeployed the commit of the record after the push that it lacks.
 */
function hasGoneOnHidden(world: World, { branch, builds }: Wish, { scope, step }: Run): boolean {
  if (!branch?.repo.fork || !step.faults.forkRefs) return false
  const isRedeployed = (recorded: string) =>
    builds.every((lost) =>
      world.builds.some(
        ({ how, commit, project, createdAt }) =>
          how === 'redeploy' &&
          commit === recorded &&
          project === lost.project &&
          createdAt > lost.createdAt,
      ),
    )
  return pullsOf(world, branch).some(
    ({ recorded }) =>
      recorded !== tip(branch) &&
      (scope.mode === 'branch' ? recorded === scope.ownHead : isRedeployed(recorded)),
  )
}

/** Others may have been given up before, so that the branch was left with another's build. */
function kindOf({ kind, builds, branch, commit }: Wish, { canceled }: Run): Kind {
  const lost = builds.filter((build) => canceled.includes(build))
  const isShared = lost.every((build) => build.branch !== branch)
  const isMerge = lost.every((build) => build.commit !== commit)
  if (kind === 'only build, shared' && isShared && isMerge) return 'last preview, shared'
  return kind === 'last preview' && isShared ? 'last preview, shared' : kind
}

function worthlessKept(world: World, run: Run): Finding[] {
  const wanted = new Set(wishes(world).flatMap(({ builds }) => builds))
  return run.listed.flatMap((build) => {
    const verdict = run.verdicts.get(build.id)
    const why = wanted.has(build) ? undefined : whyWorthless(world, build, run)
    if (verdict?.action !== 'keep' || why === undefined) return []
    const story = `${build.id} is worthless (${why}), and was kept: ${verdict.reason}`
    return [{ what: `worthless kept: ${verdict.reason}`, story, wrong: true }]
  })
}

/** What people miss that nobody wanted when it was canceled. */
export function judgeLater(world: World, told: Set<string>): Finding[] {
  if (!world.builds.some(({ canceledAt }) => canceledAt !== undefined)) return []
  return wishes(world, isForgotten).flatMap((wish) => {
    if (!isLost(wish) || told.has(keyOf(wish))) return []
    told.add(keyOf(wish))
    return [lossOf(wish, `later: ${whatChanged(world, wish)}`)]
  })
}

function lossOf({ builds, why }: Wish, what: string): Finding {
  const story = `${builds.map(({ id }) => id).join(' and ')} canceled: ${why}`
  return { what, story, wrong: !(what in ACCEPTED) }
}

const isLost = ({ builds }: Wish) => builds.every(({ canceledAt }) => canceledAt !== undefined)
const keyOf = ({ builds, branch }: Wish) =>
  `${branch ? label(branch) : ''} ${builds.map(({ id }) => id)}`

/** What people did after the cancel that made the build wanted again. */
function whatChanged(world: World, wish: Wish): string {
  const { builds, branch, commit } = wish
  const at = Math.max(...builds.map(({ canceledAt = 0 }) => canceledAt))
  if (branch?.stays.some((stay) => stay.at >= at && stay.commit === commit)) return 'pointed back'
  if (branch && pullsOf(world, branch).some(({ changes }) => (changes.at(-1)?.at ?? 0) >= at)) {
    return 'reopened'
  }
  if (hasFailedSince(world, wish, at)) return 'replacement failed'
  const given = branch && world.builds.some(({ id }) => world.givenUp.has(`${id} ${label(branch)}`))
  return given ? 'replacement given up' : 'unexplained'
}

function hasFailedSince(world: World, { builds, branch }: Wish, at: number): boolean {
  const past = branch ? pastOf(branch) : []
  return world.builds.some(
    (one) =>
      one.project === builds[0]?.project &&
      past.includes(one.shows) &&
      showsUp(one, at) &&
      !showsUp(one, world.now),
  )
}

/** Notes which builds the user said are not needed, by the mode of the run. */
function giveUp(world: World, run: Run): void {
  const { scope, step } = run
  const { ownHead } = scope
  for (const branch of world.branches) {
    const head = tip(branch)
    // A commit that failed is nothing that a branch which went on could have to show, nor a fork's.
    const isOfCommit = scope.mode === 'commit' && (head !== ownHead || branch.repo.fork)
    if (!isAbout(branch, run) && !isOfCommit) continue
    const isEnd = scope.mode === 'branch' && (!isAlive(world, branch) || head === ownHead)
    const past = pastOf(branch)
    for (const build of world.builds) {
      const isOwn = build.branch === branch
      const ends = isEnd && build.branch && !isDefault(build.branch)
      const showsOwn = build.commit === ownHead || build.shows === ownHead
      const isGivenUp =
        (ends && (isOwn || past.includes(build.shows))) ||
        (scope.mode === 'commit' && showsOwn) ||
        (!step.policy.requireReplacement && isOwn && build.shows !== head && !isAskedFor(build))
      if (!isGivenUp) continue
      note(world, build, branch)
      // Whoever asked for a build of a commit gives it up with the commit.
      const isPersons = isAskedFor(build) || build.how === 'laptop'
      if (scope.mode === 'commit' && isPersons) note(world, build, build.branch)
    }
  }
}

function note(world: World, { id }: Build, branch: Branch | undefined): void {
  world.givenUp.add(`${id} ${branch ? label(branch) : ''}`)
}
