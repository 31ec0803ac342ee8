/** Random histories: steps that change the world, and runs of the action in between. */
import fc from 'fast-check'
import { type Event, readEvent } from '../../src/event/event.js'
import type { EventBuilds } from '../../src/inputs/inputs.js'
import type { Run } from './model.js'
import { closedAt, payloadOf, pullHead, type Reader, repositoryAt } from './render.js'
import {
  type Build,
  createWorld,
  DEFAULT_BRANCH,
  type Happening,
  headAt,
  isOpen,
  lastUpTo,
  mergeOf,
  move,
  nameAt,
  newCommit,
  PROJECTS,
  type Pull,
  pullOf,
  type Repo,
  type Source,
  setOpen,
  type World,
} from './world.js'

const BRANCHES = [DEFAULT_BRANCH, 'feature/x', 'patch-1', 'feature/x-2'] as const
/** A branch of somebody's checkout that GitHub has never seen. */
const LOCAL_BRANCH = 'not-pushed'

const IDENTITY_KEYS = [
  'githubCommitOrg',
  'githubCommitRepo',
  'githubCommitRepoId',
  'githubOrg',
  'githubRepo',
  'githubRepoId',
] as const
const META_KEYS = [...IDENTITY_KEYS, 'githubCommitRef', 'githubCommitSha', 'githubPrId'] as const

const weighted = <T>(...choices: [weight: number, value: T][]) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))

const index = fc.nat(30)
/** Time that passes before a step: bursts, and pauses that are longer than clocks differ. */
const pause = fc.oneof(
  fc.integer({ min: 1, max: 900 }),
  fc.integer({ min: 900, max: 5000 }),
  fc.integer({ min: 5000, max: 60_000 }),
)
const lag = fc.oneof(
  { weight: 4, arbitrary: fc.nat(300) },
  { weight: 1, arbitrary: fc.nat(30_000) },
)
const place = fc.record({
  repo: weighted([4, 0], [2, 1], [1, 2]),
  branch: weighted([1, 0], [5, 1], [3, 2], [1, 3]),
})
type Place = { repo: number; branch: number }
/** Most of what happens is about one branch, so that it has a story. */
const elsewhere = fc.option(place, { freq: 3 })

/** What Vercel makes of a request to build. */
const detail = fc.record({
  delay: fc.oneof({ weight: 4, arbitrary: fc.nat(900) }, { weight: 1, arbitrary: fc.nat(20_000) }),
  state: weighted([9, 'BUILDING'], [5, 'QUEUED'], [4, 'INITIALIZING'], [1, 'READY'], [1, 'PAUSED']),
  missing: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...META_KEYS]) },
  ),
  environment: weighted<Build['environment']>([18, 'preview'], [1, 'production'], [1, 'staging']),
  project: fc.nat(1),
  /** Whose id stands in `githubCommitRepoId` and in `githubRepoId` of a fork's build. */
  forkIds: weighted<'fork first' | 'base first'>([1, 'fork first'], [1, 'base first']),
  /** Metadata can be written by whoever deploys: the number of another pull request. */
  pullRequest: weighted([12, undefined], [1, '5'], [1, '6']),
  style: weighted<'github' | 'git' | 'script' | 'detached' | 'local'>(
    [4, 'github'],
    [1, 'git'],
    [1, 'script'],
    [1, 'detached'],
    [1, 'local'],
  ),
})
type Detail = typeof detail extends fc.Arbitrary<infer T> ? T : never

const change = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      pause,
      elsewhere,
      /** Back to an old commit of the branch, or forward to a new one. */
      back: fc.option(index, { freq: 4 }),
      lag,
      detail,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('redeploy' as const), pause, which: index, detail }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cli' as const),
      pause,
      elsewhere,
      which: weighted<'head' | 'old' | 'merge' | 'hook'>(
        [2, 'head'],
        [1, 'old'],
        [1, 'merge'],
        [1, 'hook'],
      ),
      detail,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delete' as const), pause, elsewhere, lag }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pull' as const),
      pause,
      elsewhere,
      label: fc.boolean(),
      lag,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rename' as const),
      pause,
      elsewhere,
      back: fc.boolean(),
    }),
  },
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const run = fc.record({
  do: fc.constant('run' as const),
  pause,
  via: weighted<
    | 'event'
    | 'end'
    | 'workflow_dispatch'
    | 'workflow_run'
    | 'repository_dispatch'
    | 'schedule'
    | 'branch input'
    | 'canceled'
  >(
    [9, 'event'],
    [4, 'end'],
    [2, 'workflow_dispatch'],
    [2, 'workflow_run'],
    [2, 'repository_dispatch'],
    [4, 'schedule'],
    [2, 'branch input'],
    [2, 'canceled'],
  ),
  /** How long ago the event was: late webhooks and re-runs of old workflows. */
  which: fc.oneof({ weight: 2, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: index }),
  elsewhere,
  mode: weighted<EventBuilds['mode']>([12, 'auto'], [1, 'superseded'], [1, 'branch'], [1, 'sweep']),
  target: fc.nat(1),
  environments: weighted([12, ['preview']], [1, ['preview', 'production']], [1, ['staging']]),
  states: weighted([12, ['QUEUED', 'INITIALIZING', 'BUILDING']], [1, ['QUEUED']]),
  withId: weighted([4, true], [1, false]),
  reader: weighted<Reader>(
    [8, { token: true, refs: true, pulls: true, refusal: 403 }],
    [1, { token: false, refs: false, pulls: false, refusal: 403 }],
    [1, { token: true, refs: false, pulls: false, refusal: 403 }],
    [1, { token: true, refs: false, pulls: false, refusal: 404 }],
    [1, { token: true, refs: false, pulls: true, refusal: 404 }],
    [1, { token: true, refs: true, pulls: false, refusal: 404 }],
    [1, { token: true, refs: false, pulls: false, refusal: 500 }],
  ),
  /** What happens between the end of the list and the reading of the head. */
  between: fc.option(change, { freq: 3 }),
})
type RunStep = typeof run extends fc.Arbitrary<infer T> ? T : never

export const histories = fc.record({
  skew: fc.integer({ min: -1000, max: 1000 }),
  focus: place,
  steps: fc.array(fc.oneof({ weight: 5, arbitrary: change }, { weight: 1, arbitrary: run }), {
    minLength: 3,
    maxLength: 22,
  }),
  last: fc.array(run, { minLength: 1, maxLength: 3 }),
})
export type History = typeof histories extends fc.Arbitrary<infer T> ? T : never

/** A run with what the action is given: its event, its inputs, and the builds that are listed. */
export type PlayedRun = {
  run: Run
  event: Event
  inputs: Pick<EventBuilds, 'mode' | 'branch' | 'environments' | 'states'>
  listed: Build[]
  reader: Reader
  story: string[]
}

/** Lets the history happen. */
export function play({ skew, focus, steps, last }: History): { world: World; runs: PlayedRun[] } {
  const world = createWorld(skew)
  const runs: PlayedRun[] = []
  for (const step of [...steps, ...last]) {
    world.now += step.pause
    if (step.do !== 'run') {
      apply(world, step, focus)
      continue
    }
    const played = start(world, step, focus)
    if (played) runs.push(played)
  }
  return { world, runs }
}

function tell(world: World, words: string): void {
  world.story.push(`${new Date(world.now).toISOString().slice(11, 23)} ${words}`)
}

const label = (at: Repo, name: string) => `${at.id}:${name}`

function apply(world: World, step: Change, focus: Place): void {
  if (step.do === 'redeploy') {
    redeploy(world, step.which, step.detail)
    return
  }
  const place = step.elsewhere ?? focus
  const at = pick(world.repos, place.repo)
  if (at === undefined) return
  if (step.do === 'rename') {
    rename(world, at, step.back)
    return
  }
  const name = BRANCHES[place.branch] ?? DEFAULT_BRANCH
  switch (step.do) {
    case 'push':
      push(world, at, name, step)
      break
    case 'cli':
      deploy(world, at, name, step.which, step.detail)
      break
    case 'pull':
      changePull(world, at, name, step)
      break
    case 'delete':
      remove(world, at, name, step.lag)
  }
}

function push(
  world: World,
  at: Repo,
  name: string,
  step: { back: number | null; lag: number; detail: Detail },
): void {
  const before = (at.branches.get(name) ?? []).map(({ value }) => value)
  const old = before.filter((commit) => commit !== undefined && commit !== before.at(-1))
  const commit = (step.back === null ? undefined : pick(old, step.back)) ?? newCommit(world)
  move(world, at, name, commit)
  tell(world, `push ${label(at, name)} ${commit.slice(0, 7)}`)
  if (at === world.base) happen(world, { kind: 'push', repo: at, branch: name, commit }, step.lag)
  const pull = pullOf(world, at, name)
  const open = isOpen(pull, world.now)
  if (open) {
    const action = { pull, action: 'synchronize' }
    happen(world, { kind: 'pull', repo: at, branch: name, commit, pull: action }, step.lag)
  }
  // Of a fork, Vercel builds what is in a pull request.
  if (at !== world.base && !open) return
  PROJECTS.forEach((project, i) => {
    if (i > step.detail.project) return
    addBuild(world, { repo: at, branch: name, commit, source: 'git', project }, step.detail)
  })
}

function remove(world: World, at: Repo, name: string, late: number): void {
  // (8) GitHub lets nobody delete the default branch, by which it is told what a token may read.
  const commit = headAt(at, name, world.now)
  if (name === DEFAULT_BRANCH || commit === undefined) return
  const pull = pullOf(world, at, name)
  if (isOpen(pull, world.now)) close(world, pull, commit, late)
  move(world, at, name, undefined)
  tell(world, `delete ${label(at, name)}`)
  if (at === world.base) happen(world, { kind: 'deleted', repo: at, branch: name, commit }, late)
}

function close(world: World, pull: Pull, commit: string, late: number) {
  setOpen(world, pull, false)
  tell(world, `close #${pull.number}`)
  const { repo: at, branch: name } = pull
  const action = { pull, action: 'closed' }
  happen(world, { kind: 'pull', repo: at, branch: name, commit, pull: action }, late)
}

function changePull(
  world: World,
  at: Repo,
  name: string,
  { label: labels, lag: late }: { label: boolean; lag: number },
): void {
  const commit = headAt(at, name, world.now)
  const found = pullOf(world, at, name)
  if (labels && found !== undefined) {
    found.updates.push(world.now)
    tell(world, `label #${found.number}`)
    const head = pullHead(found, world.now)
    const pull = { pull: found, action: 'labeled' }
    happen(world, { kind: 'pull', repo: at, branch: name, commit: head, pull }, late)
    return
  }
  if (commit === undefined) return
  if (found === undefined) {
    const pull = {
      number: 5 + world.pulls.length,
      repo: at,
      branch: name,
      open: [],
      heads: [],
      updates: [],
    }
    world.pulls.push(pull)
    setOpen(world, pull, true)
    tell(world, `open #${pull.number} ${label(at, name)}`)
    const action = { pull, action: 'opened' }
    happen(world, { kind: 'pull', repo: at, branch: name, commit, pull: action }, late)
    return
  }
  const open: boolean = isOpen(found, world.now)
  if (open) {
    close(world, found, commit, late)
    return
  }
  setOpen(world, found, true)
  tell(world, `reopen #${found.number}`)
  const action = { pull: found, action: 'reopened' }
  happen(world, { kind: 'pull', repo: at, branch: name, commit, pull: action }, late)
}

/** (6) A name that a repository gave up is nobody else's. */
function rename(world: World, at: Repo, back: boolean): void {
  const { owner, name } = nameAt(at, world.now)
  const first = at.names[0]?.value.name ?? name
  at.names.push({
    at: world.now,
    value: { owner, name: back ? first : `${first}-${at.names.length}` },
  })
  tell(world, `rename ${at.id} ${nameAt(at, world.now).name}`)
}

function deploy(
  world: World,
  at: Repo,
  name: string,
  which: 'head' | 'old' | 'merge' | 'hook',
  how: Detail,
): void {
  const head = headAt(at, name, world.now)
  if (head === undefined) return
  const project = PROJECTS[how.project] ?? PROJECTS[0]
  if (which === 'hook') {
    if (at !== world.base) return
    const style = 'github' as const
    const asked = {
      repo: at,
      branch: name,
      commit: head,
      source: 'git-deploy-hook' as const,
      project,
    }
    addBuild(world, asked, { ...how, style })
    return
  }
  const pull = pullOf(world, at, name)
  const old = at.branches.get(name)?.[0]?.value ?? head
  const merge = isOpen(pull, world.now) ? mergeOf(pull, head) : head
  const commit = { head, old, merge }[which]
  const { style } = how
  const on = style === 'detached' ? undefined : style === 'local' ? LOCAL_BRANCH : name
  addBuild(world, { repo: at, branch: on, commit, source: 'cli', project }, how)
}

function redeploy(world: World, which: number, { delay, state }: Detail): void {
  const build = pick(
    world.builds.filter(({ createdAt }) => createdAt <= world.now),
    which,
  )
  if (build === undefined) return
  const id = `dpl_${world.builds.length}`
  const askedAt = world.now
  const createdAt = askedAt + delay
  world.builds.push({ ...build, id, askedAt, createdAt, source: 'redeploy', state })
  tell(world, `redeploy ${build.id} as ${id}`)
}

type Asked = Pick<Build, 'repo' | 'branch' | 'commit' | 'project'> & { source: Source }

function addBuild(world: World, asked: Asked, how: Detail): void {
  const { delay, state, environment } = how
  const id = `dpl_${world.builds.length}`
  const askedAt = world.now
  const fork = asked.repo !== world.base
  const cli = asked.source === 'cli'
  const meta = cli ? cliMeta(world, asked, how.style) : integrationMeta(world, asked, how.forkIds)
  const drop = new Set<string>(how.missing)
  // (3) A fork's build that does not name the fork does not name the project's repository either.
  if (fork && drop.has('githubCommitOrg') && drop.has('githubCommitRepo')) {
    for (const key of IDENTITY_KEYS) drop.add(key)
  }
  if (how.pullRequest !== undefined) meta.githubPrId = how.pullRequest
  const complete = ![...drop].some((key) => key in meta) && !(cli && how.style === 'git')
  for (const key of drop) delete meta[key]
  const build: Build = {
    ...asked,
    id,
    askedAt,
    createdAt: askedAt + delay,
    state,
    environment,
    meta,
    complete,
    byName: fork || cli,
  }
  world.builds.push(build)
  const { repo: at, branch: name = 'HEAD', commit, source } = asked
  tell(world, `build ${id} ${source} ${label(at, name)} ${commit.slice(0, 7)} +${delay} ms`)
}

function integrationMeta(
  world: World,
  { repo: at, branch: name = 'HEAD', commit }: Asked,
  forkIds: Detail['forkIds'],
): Record<string, string> {
  const own = nameAt(at, world.now)
  const base = nameAt(world.base, world.now)
  const ids = [String(at.id), String(world.base.id)]
  const [commitId = '', baseId = ''] = forkIds === 'fork first' ? ids : ids.reverse()
  const pull = pullOf(world, at, name)
  return {
    githubCommitRef: name,
    githubCommitSha: commit,
    githubCommitOrg: own.owner,
    githubCommitRepo: own.name,
    githubCommitRepoId: commitId,
    githubOrg: base.owner,
    githubRepo: base.name,
    githubRepoId: baseId,
    githubDeployment: '1',
    ...(isOpen(pull, world.now) ? { githubPrId: String(pull.number) } : {}),
  }
}

function cliMeta(
  world: World,
  { repo: at, branch: name = 'HEAD', commit }: Asked,
  style: Detail['style'],
): Record<string, string> {
  const { owner, name: repoName } = nameAt(at, world.now)
  if (style === 'git') return { gitCommitRef: name, gitCommitSha: commit, gitDirty: '1' }
  if (style === 'script') {
    return {
      githubCommitRef: `refs/heads/${name}`,
      githubCommitSha: commit.slice(0, 8),
      githubCommitOrg: owner.toUpperCase(),
      githubCommitRepo: repoName,
    }
  }
  return {
    githubCommitRef: name,
    githubCommitSha: commit,
    githubCommitOrg: owner,
    githubCommitRepo: repoName,
    githubDeployment: '1',
  }
}

function happen(world: World, happening: Omit<Happening, 'at' | 'renderedAt'>, late: number): void {
  world.happenings.push({ ...happening, at: world.now, renderedAt: world.now + late })
}

function pick<T>(items: readonly T[], which: number): T | undefined {
  return items[which % Math.max(1, items.length)]
}

/** The one that was last, or so many before it. */
function fromLast<T>(items: readonly T[], which: number): T | undefined {
  return pick([...items].reverse(), which)
}

type Subject = Pick<Run, 'purpose' | 'repo' | 'own' | 'moment' | 'final' | 'happenedAt'> & {
  branch: string | undefined
  named?: boolean
  project?: string
  /** When the names in the payload were true. */
  renderedAt: number
  env: Record<string, string>
  payload: Record<string, unknown>
}

function start(world: World, step: RunStep, focus: Place): PlayedRun | undefined {
  const sweep = step.via === 'schedule' || (step.mode === 'sweep' && step.via !== 'canceled')
  const mode = sweep
    ? step.via === 'schedule'
      ? 'auto'
      : 'sweep'
    : step.mode === 'sweep'
      ? 'auto'
      : step.mode
  const subject = sweep ? everyBranch(world) : subjectOf(world, step, mode, step.elsewhere ?? focus)
  if (subject === undefined) return undefined
  world.now = Math.max(world.now, subject.renderedAt)
  const { env, payload, renderedAt, project, named = false, ...truth } = subject
  const listedAt = world.now
  const { base } = world
  const { owner, name } = nameAt(base, listedAt)
  const event = readEvent(
    {
      GITHUB_REPOSITORY: `${owner}/${name}`,
      ...(step.withId ? { GITHUB_REPOSITORY_ID: String(base.id) } : {}),
      GITHUB_ACTOR: 'mona',
      GITHUB_EVENT_PATH: 'event.json',
      ...env,
    },
    () => JSON.stringify({ repository: repositoryAt(base, listedAt), ...payload }),
  )
  const listed = world.builds.filter(
    (build) => build.createdAt <= listedAt && (project === undefined || build.project === project),
  )
  tell(world, `run ${step.via} (${mode}) of ${truth.repo.id}:${truth.branch ?? 'all'}`)
  const story = [...world.story]
  if (step.between) {
    world.now += 1
    apply(world, step.between, focus)
    story.push('between list and head:', ...world.story.slice(story.length))
  }
  const headReadAt = world.now
  const { token, refs, pulls } = step.reader
  const sameName = (one: Repo, then: number) =>
    nameAt(one, then).name === nameAt(one, headReadAt).name
  const { environments, states } = step
  return {
    run: {
      ...truth,
      named,
      project,
      listedAt,
      headReadAt,
      readable:
        token && refs && pulls && sameName(base, listedAt) && sameName(truth.repo, renderedAt),
      environments,
      states,
    },
    event,
    inputs: { mode, branch: named ? truth.branch : undefined, environments, states },
    listed,
    reader: step.reader,
    story,
  }
}

const isEnd = ({ kind, pull }: Happening) => kind === 'deleted' || pull?.action === 'closed'

function everyBranch(world: World): Subject {
  return {
    purpose: 'sweep',
    repo: world.base,
    branch: undefined,
    own: [],
    moment: undefined,
    final: false,
    happenedAt: world.now,
    renderedAt: world.now,
    env: { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: `refs/heads/${DEFAULT_BRANCH}` },
    payload: { schedule: '0 3 * * *' },
  }
}

function subjectOf(
  world: World,
  step: RunStep,
  mode: EventBuilds['mode'],
  place: Place,
): Subject | undefined {
  const blank = everyBranch(world)
  const happened = world.happenings
  const purposeOf = (ended: boolean): Run['purpose'] =>
    mode === 'branch' || (mode === 'auto' && ended) ? 'ended' : 'superseded'
  const final = mode === 'branch'
  const { base } = world

  switch (step.via) {
    case 'event':
    case 'end':
    case 'canceled': {
      const which = step.via === 'end' ? happened.filter(isEnd) : happened
      const happening = fromLast(which, step.which)
      if (happening === undefined) return undefined
      const subject = ofHappening(world, happening, step.target === 0)
      const ended = isEnd(happening)
      if (step.via === 'canceled') return ended ? undefined : { ...subject, purpose: 'canceled' }
      const fork = ended && happening.repo !== base
      return { ...subject, purpose: purposeOf(ended), final: final || fork }
    }
    case 'workflow_dispatch': {
      const pushed = fromLast(
        happened.filter(({ kind }) => kind === 'push'),
        step.which,
      )
      if (pushed === undefined) return undefined
      const ref = `refs/heads/${pushed.branch}`
      return {
        ...blank,
        purpose: purposeOf(false),
        final,
        branch: pushed.branch,
        own: [pushed.commit],
        happenedAt: pushed.at,
        env: { GITHUB_EVENT_NAME: step.via, GITHUB_REF: ref, GITHUB_SHA: pushed.commit },
        payload: { ref },
      }
    }
    case 'workflow_run': {
      const before = fromLast(
        happened.filter(({ kind }) => kind !== 'deleted'),
        step.which,
      )
      if (before === undefined) return undefined
      return {
        ...blank,
        purpose: purposeOf(false),
        final,
        repo: before.repo,
        branch: before.branch,
        own: [before.commit],
        happenedAt: before.at,
        renderedAt: before.renderedAt,
        env: { GITHUB_EVENT_NAME: step.via, GITHUB_REF: `refs/heads/${DEFAULT_BRANCH}` },
        payload: {
          workflow_run: {
            head_branch: before.branch,
            head_sha: before.commit,
            head_repository: repositoryAt(before.repo, before.renderedAt),
          },
        },
      }
    }
    case 'repository_dispatch': {
      const build = fromLast(
        world.builds.filter((one) => one.source === 'git' && one.createdAt <= world.now),
        step.which,
      )
      if (build?.branch === undefined) return undefined
      const { branch: name, commit, project } = build
      return {
        ...blank,
        purpose: purposeOf(false),
        final,
        branch: name,
        own: [commit],
        happenedAt: build.askedAt,
        project,
        env: { GITHUB_EVENT_NAME: step.via, GITHUB_REF: `refs/heads/${DEFAULT_BRANCH}` },
        payload: {
          action: 'vercel.deployment.ready',
          client_payload: { git: { ref: name, sha: commit }, project: { id: project } },
        },
      }
    }
    default: {
      const name = BRANCHES[place.branch] ?? DEFAULT_BRANCH
      return { ...blank, purpose: purposeOf(false), final, branch: name, named: true }
    }
  }
}

/** The run that a webhook starts, be it late, or a re-run with the payload of old. */
function ofHappening(world: World, happening: Happening, asTarget: boolean): Subject {
  const { kind, at, renderedAt, repo: of, branch: name, commit, pull } = happening
  const subject = {
    ...everyBranch(world),
    repo: of,
    branch: name,
    happenedAt: at,
    renderedAt,
    payload: payloadOf(happening, world),
  }
  const ref = `refs/heads/${name}`
  if (kind === 'push') {
    const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref, GITHUB_SHA: commit }
    return { ...subject, own: [commit], moment: lastUpTo(of.pushes, renderedAt), env }
  }
  if (kind === 'deleted' || pull === undefined) {
    if (!asTarget) return { ...subject, env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref } }
    const payload = { ...subject.payload, ref: name, ref_type: 'branch' }
    const env = { GITHUB_EVENT_NAME: 'delete', GITHUB_REF: `refs/heads/${DEFAULT_BRANCH}` }
    return { ...subject, payload, env }
  }
  const head = pullHead(pull.pull, renderedAt)
  const merge = mergeOf(pull.pull, commit)
  if (pull.action === 'closed') {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: ref, GITHUB_SHA: merge }
    return { ...subject, own: [head], moment: closedAt(pull.pull, renderedAt), env }
  }
  // A closed pull request no longer follows its branch, and a later push may stand in its payload.
  const proves = isOpen(pull.pull, renderedAt) && (pull.action !== 'synchronize' || commit === head)
  const env = asTarget
    ? { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: `refs/heads/${DEFAULT_BRANCH}` }
    : { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge', GITHUB_SHA: merge }
  return {
    ...subject,
    own: asTarget ? [head] : [head, merge],
    moment: proves ? lastUpTo(pull.pull.updates, renderedAt) : undefined,
    env,
  }
}
