/** Lets a history happen, and the action run in it. */
import * as people from './actions.js'
import { deployFromCi, deployFromLaptop } from './deploys.js'
import type { Change, History } from './histories.js'
import { type Finding, judge, judgeLater } from './judge.js'
import { look, type Run } from './run.js'
import { buildHook, rebuild } from './vercel.js'
import { type Branch, branchOf, createWorld, type Lie, type Project, type World } from './world.js'

const BRANCHES = ['main', 'feature/x', 'feature/y', 'patch-1']

export type Played = { world: World; runs: Run[]; findings: Finding[] }

/**
 * @param lie what Vercel or GitHub tell wrongly, so that a test can see that the model notices
 */
export function play({ skew, projects, steps, last }: History, lie?: Lie): Played {
  const world = createWorld(skew, projects, lie)
  const told = new Set<string>()
  const runs: Run[] = []
  const findings: Finding[] = []
  const note = (found: Finding[]) => {
    findings.push(...found)
    for (const { story } of found) world.story.push(`  => ${story}`)
  }
  for (const step of [...steps, last]) {
    world.now += step.pause
    if (step.do !== 'run') {
      act(world, step)
      note(judgeLater(world, told))
      continue
    }
    const { meanwhile } = step
    const played = look(world, step, () => {
      if (meanwhile === null) return
      world.story.push('  between the list and GitHub:')
      act(world, meanwhile)
    })
    if (played === undefined) continue
    runs.push(played)
    note(judge(world, played, told))
  }
  return { world, runs, findings }
}

type Place = {
  world: World
  branch: Branch
  /** Another branch of the same repository. */
  other: (n: number) => Branch
  project: (n: number) => Project
}
type Step<K> = Extract<Change, { do: K }>

const DEEDS: { [K in Change['do']]: (at: Place, step: Step<K>) => void } = {
  push: ({ world, branch }, { by, blocked, skips, lags, luck }) => {
    const isBlocked = blocked && by === 'a bot'
    const all = isBlocked ? ({ prj_web: 'blocked', prj_docs: 'blocked' } as const) : skips
    people.push(world, branch, by, { skips: all, lags }, luck)
  },
  back: ({ world, branch }, { by, which, luck }) => people.pushBack(world, branch, by, which, luck),
  follow: ({ world, branch, other }, step) =>
    people.follow(world, branch, other(step.other), step.by, step.luck),
  merge: ({ world, branch }, { by, kind, luck }) => people.merge(world, branch, by, kind, luck),
  rename: ({ world, branch, other }, step) =>
    people.rename(world, branch, other(step.other), step.by, step.luck),
  remove: ({ world, branch }, { by }) => people.remove(world, branch, by),
  restore: ({ world, branch }, { by, luck }) => people.restore(world, branch, by, luck),
  pull: ({ world, branch }, { second, by, luck }) =>
    people.togglePull(world, branch, { second }, by, luck),
  label: ({ world, branch }) => people.labelPull(world, branch),
  catchUp: ({ world }) => people.catchUp(world),
  rebuild: ({ world }, { which, how, by, luck }) => {
    const made = world.builds.filter(({ createdAt }) => createdAt <= world.now).reverse()
    const build = made[which % Math.max(1, made.length)]
    if (build) rebuild(world, build, how, by, luck)
  },
  hook: ({ world, branch, project }, step) =>
    buildHook(world, branch, project(step.project), step.luck),
  ci: ({ world, branch, project }, step) =>
    deployFromCi(world, branch, project(step.project), step.style, step.luck),
  laptop: ({ world, branch, project }, step) => {
    const what = { project: project(step.project), style: step.style }
    deployFromLaptop(world, branch, step.by, what, step.luck)
  },
}

function act<K extends Change['do']>(world: World, step: Step<K> & { do: K }): void {
  const { where } = step as Change
  const repo = where.fork ? world.fork : world.base
  const other = (n: number) => branchOf(world, repo, BRANCHES[n] ?? 'main')
  const project = (n: number) => world.projects[n] as Project
  const deed: (at: Place, step: Step<K>) => void = DEEDS[step.do as K]
  deed({ world, branch: other(where.branch), other, project }, step)
}
