/** `vercel deploy`, by workflows and from laptops. */
import { mergeOf } from './actions.js'
import { type Asked, addBuild, environmentOf, type Luck } from './vercel.js'
import {
  type Branch,
  isAlive,
  isOpen,
  label,
  newCommit,
  type Person,
  type Project,
  pastOf,
  pullsOf,
  short,
  tell,
  tip,
  type World,
} from './world.js'

/** What a workflow's script records: the head, the whole ref, GitHub's merge commit, no branch. */
export type CiStyle = 'head' | 'ref' | 'merge' | 'detached' | 'rerun'

export function deployFromCi(
  world: World,
  branch: Branch,
  project: Project,
  style: CiStyle,
  luck: Luck,
): void {
  const head = tip(branch)
  if (head === undefined || branch.repo.fork || !isAlive(world, branch)) return
  const isPull = pullsOf(world, branch).some(isOpen)
  const shows = style === 'rerun' ? (pastOf(branch)[1] ?? head) : head
  const merges = isPull && (style === 'merge' || style === 'detached')
  const commit = merges ? mergeOf(world, head) : shows
  const name = { ref: `refs/heads/${branch.name}`, detached: 'HEAD' }[String(style)] ?? branch.name
  tell(world, `a workflow deploys ${short(commit)} of ${label(branch)} (${style})`)
  // What a workflow generates before it deploys counts as changed, too.
  deploy(
    world,
    name,
    { ...luck, leavesFiles: luck.marks === 'all' },
    {
      project,
      environment: environmentOf(branch),
      how: 'ci',
      by: 'a bot',
      branch,
      commit,
      shows,
      legible: style !== 'detached',
    },
  )
}

/** What is checked out on somebody's laptop. */
export type LaptopStyle =
  | 'head'
  | 'changed'
  | 'old'
  | 'unpushed commit'
  | 'unpushed branch'
  | 'detached'
  | 'unknown remote'

export function deployFromLaptop(
  world: World,
  branch: Branch,
  by: Person,
  { project, style }: { project: Project; style: LaptopStyle },
  luck: Luck,
): void {
  const head = tip(branch)
  if (head === undefined || branch.repo.fork) return
  const old = pastOf(branch)[1] ?? head
  const commit =
    style === 'unpushed commit' ? newCommit(world, [head], {}, false) : style === 'old' ? old : head
  const isLocal = style === 'unpushed branch'
  const name = isLocal ? 'local' : style === 'detached' ? 'HEAD' : branch.name
  const on = isLocal ? 'a branch that nobody pushed' : label(branch)
  tell(world, `${by} runs vercel on a laptop: ${short(commit)} of ${on} (${style})`)
  deploy(world, name, luck, {
    project,
    environment: 'preview',
    how: 'laptop',
    by,
    branch: isLocal ? undefined : branch,
    commit,
    shows: commit,
    dirty: style === 'changed',
    legible: !isLocal && style !== 'detached' && style !== 'unknown remote',
  })
}

function deploy(
  world: World,
  name: string,
  luck: Luck & { leavesFiles?: boolean },
  asked: Omit<Asked, 'meta' | 'source'>,
): void {
  const { owner, name: repo } = asked.branch?.repo ?? world.base
  const dirty = asked.dirty || luck.leavesFiles ? { gitDirty: '1' } : {}
  const known = asked.legible || asked.branch === undefined || name === 'HEAD'
  const meta: Record<string, string> = known
    ? {
        githubCommitRef: name,
        githubCommitSha: asked.commit,
        githubCommitOrg: owner,
        githubCommitRepo: repo,
        githubOrg: owner,
        githubRepo: repo,
        githubDeployment: '1',
      }
    : { gitCommitRef: name, gitCommitSha: asked.commit }
  addBuild(world, { ...asked, meta: { ...meta, ...dirty }, source: 'cli' }, luck)
}
