/**
 * Which builds people would miss: told by somebody who has seen the whole history, from what people
 * did, and from that alone.
 */
import {
  type Branch,
  type Build,
  isAlive,
  isDefault,
  label,
  type Project,
  pastOf,
  short,
  tip,
  type World,
} from './world.js'

/** Somebody wants to see one of these builds, and does not care which. */
export type Wish = {
  builds: Build[]
  why: string
  kind: Kind
  branch: Branch | undefined
  /** The branch's commit that they show; of a wish for a branch's preview. */
  commit?: string
}

export type Kind =
  /** The branch's newest commit, built for the branch. */
  | 'newest commit'
  /** All that a branch has of its newest commit; `shared`: built for another branch. */
  | 'only build'
  | 'only build, shared'
  /** What a branch has to show as long as none of its later commits is built. */
  | 'last preview'
  | 'last preview, shared'
  /** A fork's branch at a commit that was built for another branch. */
  | 'only build, for a fork'
  | 'last preview, for a fork'
  /** The last preview of a branch that was pushed back to it from a later commit. */
  | 'last preview, pushed back'
  /** A person pressed *Redeploy* or *Promote*, and nobody's push was built since. */
  | 'asked for'
  /** Somebody ran `vercel`, and did not push or deploy the branch since. */
  | 'laptop'
  /** The same, and the branch has a newer commit, or is over. */
  | 'laptop, overtaken'

/**
 * All that people want of the builds at this moment, whatever was canceled by the action.
 *
 * @param forgets which builds a branch's people gave up
 */
export function wishes(world: World, forgets: Forgets = isGivenUp): Wish[] {
  const found: Wish[] = []
  for (const branch of world.branches.filter((one) => isAlive(world, one))) {
    for (const project of world.projects) found.push(...ofBranch(world, branch, project, forgets))
  }
  for (const build of world.builds) {
    const wish = ofPerson(world, build)
    if (wish) found.push(wish)
  }
  return found
}

/** Whether the build is there to be seen, or will be: it did not fail, and is not skipped. */
export function showsUp(build: Build, at: number): boolean {
  if (build.end === 'BLOCKED' || build.end === 'CANCELED') return false
  return build.end === 'READY' || at < build.endsAt
}

type Forgets = (world: World, build: Build, branch: Branch | undefined) => boolean

/** The user said so, by the mode of a run. */
export const isGivenUp: Forgets = (world, { id }, branch) =>
  world.givenUp.has(`${id} ${branch ? label(branch) : ''}`)

/** The same, and it is gone: what is still there can be seen for all that. */
export const isForgotten: Forgets = (world, build, branch) =>
  build.canceledAt !== undefined && isGivenUp(world, build, branch)

function ofBranch(world: World, branch: Branch, project: Project, forgets: Forgets): Wish[] {
  const head = tip(branch)
  const seen = world.builds.filter(
    (build) =>
      build.project === project && !forgets(world, build, branch) && showsUp(build, world.now),
  )
  const newest = seen.filter(
    ({ branch: own, shows, how }) =>
      own === branch && shows === head && (how === 'push' || how === 'hook' || how === 'ci'),
  )
  const wishesForNewest = newest.map((build): Wish => {
    const why = `${label(branch)}'s newest commit, built for it (${build.how})`
    return { builds: [build], why, kind: 'newest commit', branch, commit: build.shows }
  })
  const last = lastOf(branch, project, seen)
  return last ? [...wishesForNewest, last] : wishesForNewest
}

/** A branch has to have something to show: of its newest commit, else of the last one before. */
function lastOf(branch: Branch, project: Project, seen: readonly Build[]): Wish | undefined {
  for (const commit of pastOf(branch)) {
    const isNewest = commit === tip(branch)
    const builds = seen.filter((build) => showsCommit(build, commit, branch, isNewest))
    if (builds.length === 0) continue
    const why = isNewest
      ? `all that there is of ${label(branch)}'s newest commit in ${project.name}, ${short(commit)}`
      : `the last that ${label(branch)} has to show in ${project.name}, ${short(commit)}`
    const isShared = builds.every((build) => build.branch !== branch)
    const isBack = branch.stays.filter((stay) => stay.commit === commit).length > 1
    // Of another pull request's merge commit, GitHub does not tell that it shows this commit, too.
    const isMerge = isShared && builds.every((build) => build.commit !== commit)
    const kind = isNewest && !isMerge ? 'only build' : 'last preview'
    if (isShared && branch.repo.fork)
      return { builds, why, kind: `${kind}, for a fork`, branch, commit }
    if (isShared) return { builds, why, kind: `${kind}, shared`, branch, commit }
    if (isBack && !isNewest)
      return { builds, why, kind: `last preview, pushed back`, branch, commit }
    return { builds, why, kind, branch, commit }
  }
  return undefined
}

/**
 * Whether people of the branch can see its commit in a build. What somebody changed on a laptop is
 * not what the branch has. Of the newest commit, or in another branch's build, any environment will
 * do: the same content is there.
 */
function showsCommit(build: Build, commit: string, branch: Branch, isNewest: boolean): boolean {
  if (build.dirty || build.shows !== commit) return false
  if (build.branch !== branch) return true
  const environment = isDefault(branch) ? 'production' : 'preview'
  return isNewest || build.environment === environment || build.how === 'laptop'
}

function ofPerson(world: World, build: Build): Wish | undefined {
  const { branch, by, how, project, environment, askedAt } = build
  if (!showsUp(build, world.now) || isGivenUp(world, build, branch)) return undefined
  const since = branch?.stays.filter(({ at }) => at > askedAt) ?? []
  if (how === 'redeploy' || how === 'promotion') {
    const isOvertaken = world.builds.some(
      (one) =>
        one.how === 'push' &&
        since.some(({ commit }) => commit === one.shows) &&
        one.project === project &&
        one.environment === environment &&
        showsUp(one, world.now),
    )
    const why = `${by} asked for it (${how}), and nobody's push was built since`
    return isOvertaken ? undefined : { builds: [build], why, kind: 'asked for', branch }
  }
  if (how !== 'laptop') return undefined
  const again = world.builds.some(
    (one) =>
      one.how === 'laptop' &&
      one.by === by &&
      one.branch === branch &&
      one.project === project &&
      one.askedAt > askedAt,
  )
  if (again || since.some((stay) => stay.by === by)) return undefined
  // Others can't have overtaken a commit that nobody pushed.
  const isPushed = world.commits.get(build.shows)?.pushed === true
  const isOutdated = branch !== undefined && build.shows !== tip(branch)
  const kind = isPushed && (since.length > 0 || isOutdated) ? 'laptop, overtaken' : 'laptop'
  const why = `${by} ran vercel on a laptop, and did not push or deploy that branch since`
  return { builds: [build], why, kind, branch }
}
