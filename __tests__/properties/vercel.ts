/** What Vercel makes of a push, and of people's requests: builds, and what it records of them. */
import {
  type Branch,
  type Build,
  type Environment,
  type How,
  isAlive,
  isDefault,
  label,
  type Person,
  type Project,
  short,
  tell,
  type World,
} from './world.js'

/** What chance decides of a build. */
export type Luck = {
  /** How long Vercel takes to hear of it, to begin, and to build, in ms. */
  late: number
  queued: number
  takes: number
  fails: boolean
  /** Keys that are missing from what Vercel records. */
  missing: string[]
  hidesStart: boolean
  /** Which marks a redeploy has, and whether the push's time is copied to it. */
  marks: 'all' | 'action' | 'original' | 'source'
  copiesPush: boolean
}

/** An Ignored Build Step tells within this time, in ms, whether it skips the build. */
const IGNORE_MS = 25_000

export const environmentOf = (branch: Branch): Environment =>
  isDefault(branch) ? 'production' : 'preview'

/** Vercel hears of a push, or of a fork's pull request. */
export function buildPush(world: World, branch: Branch, by: Person, luck: Luck): void {
  const commit = branch.stays.at(-1)?.commit
  if (commit === undefined || !isAlive(world, branch)) return
  const environment = environmentOf(branch)
  for (const project of world.projects) {
    const skip = world.commits.get(commit)?.skips[project.id]
    const before = world.builds.some(
      (build) =>
        build.how === 'push' &&
        build.project === project &&
        build.environment === environment &&
        build.commit === commit &&
        (project.oncePerCommit || build.branch === branch),
    )
    if (skip === 'unaffected' || before) continue
    const meta = { ...integrationMeta(world, branch, commit), repoPushedAt: pushTime(branch) }
    const asked = { project, environment, how: 'push' as const, by, branch, commit }
    addBuild(world, { ...asked, shows: commit, meta, source: 'git' }, luck)
  }
}

/** GitHub's time of the push by which the branch got its newest commit: whole seconds. */
function pushTime({ stays }: Branch): string {
  return String(Math.floor((stays.at(-1)?.at ?? 0) / 1000) * 1000)
}

/** Somebody asks for the branch's newest commit by a deploy hook, as a CMS does. */
export function buildHook(world: World, branch: Branch, project: Project, luck: Luck): void {
  const commit = branch.stays.at(-1)?.commit
  if (commit === undefined || branch.repo.fork) return
  const meta = {
    ...integrationMeta(world, branch, commit),
    deployHookId: 'hook',
    deployHookRef: '',
  }
  const asked = {
    project,
    environment: environmentOf(branch),
    how: 'hook' as const,
    branch,
    commit,
  }
  const { name } = branch
  const made = { ...asked, by: 'a bot' as const, shows: commit, source: 'git-deploy-hook' }
  addBuild(world, { ...made, meta: { ...meta, deployHookRef: name } }, luck)
}

/** A person presses *Redeploy*, or promotes a preview to production. */
export function rebuild(
  world: World,
  build: Build,
  how: 'redeploy' | 'promotion',
  by: Person,
  luck: Luck,
): void {
  const { marks, copiesPush } = luck
  const { repoPushedAt, ...rest } = build.meta
  const has = (mark: string) => marks === 'all' || marks === mark
  const meta = {
    ...rest,
    ...(copiesPush && repoPushedAt !== undefined ? { repoPushedAt } : {}),
    ...(has('action') ? { action: how === 'promotion' ? 'promote' : 'redeploy' } : {}),
    ...(has('original') ? { originalDeploymentId: build.id } : {}),
  }
  const environment = how === 'promotion' ? 'production' : build.environment
  const source = has('source') ? 'redeploy' : marks === 'original' ? 'cli' : undefined
  addBuild(world, { ...build, how, by, environment, meta, source }, { ...luck, missing: [] })
}

export type Asked = Pick<
  Build,
  'project' | 'environment' | 'how' | 'by' | 'branch' | 'commit' | 'shows' | 'meta' | 'source'
> & { dirty?: boolean; legible?: boolean }

export function addBuild(world: World, asked: Asked, luck: Luck): void {
  const skip = world.commits.get(asked.commit)?.skips[asked.project.id]
  const blocked = asked.how === 'push' && skip === 'blocked'
  // Vercel runs the step for whatever it builds of the commit, but for a person's redeploy.
  const ignored = asked.project.ignores && skip === 'ignored' && asked.how !== 'redeploy'
  const createdAt = world.now + luck.late
  const buildingAt = blocked ? createdAt : createdAt + luck.queued
  const dropped = luck.missing.filter((key) => key in asked.meta)
  const meta = Object.fromEntries(
    Object.entries(asked.meta).filter(([key]) => !dropped.includes(key)),
  )
  const id = `dpl_${world.builds.length}`
  world.builds.push({
    ...asked,
    id,
    dirty: asked.dirty ?? false,
    askedAt: world.now,
    createdAt,
    buildingAt,
    endsAt: buildingAt + (ignored ? Math.min(luck.takes, IGNORE_MS) : luck.takes),
    end: blocked ? 'BLOCKED' : ignored ? 'CANCELED' : luck.fails ? 'ERROR' : 'READY',
    canceledAt: undefined,
    legible: dropped.length === 0 && asked.legible !== false,
    meta,
    hidesStart: luck.hidesStart,
  })
  const { project, environment, how, by, branch, commit } = asked
  const on = branch === undefined ? 'no branch' : label(branch)
  const fate = ignored ? ', to be ignored' : blocked ? ', blocked' : luck.fails ? ', to fail' : ''
  tell(
    world,
    `  ${id} ${how} by ${by}: ${project.name} ${environment} of ${short(commit)} on ${on}, in ${luck.late} ms${fate}`,
  )
}

/** Keys without which nobody can tell which branch, commit or repository a build is of. */
export const TELLING_KEYS = [
  'githubCommitRef',
  'githubCommitSha',
  'githubCommitOrg',
  'githubCommitRepo',
  'githubOrg',
  'githubRepo',
  'repoPushedAt',
] as const

export function integrationMeta(
  { base }: World,
  { repo, name }: Branch,
  commit: string,
): Record<string, string> {
  const fork = repo.fork ? `fork-${repo.owner}-` : ''
  return {
    githubCommitRef: name,
    githubCommitSha: commit,
    githubCommitOrg: repo.owner,
    githubCommitRepo: repo.name,
    githubCommitRepoId: repo.id,
    githubOrg: base.owner,
    githubRepo: base.name,
    githubRepoId: base.id,
    githubHost: 'github.com',
    githubDeployment: '1',
    branchAlias: `web-git-${fork}${name.replaceAll('/', '-')}-acme.vercel.app`,
  }
}

export type { How }
