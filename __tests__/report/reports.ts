/** Builds, results and reports as a step comes to them, with real-length ids. */
import type { Outcome, Result } from '../../src/plan/result.js'
import { type Core, publish } from '../../src/report/publish.js'
import type { Done, Report } from '../../src/report/report.js'
import type { Deployment } from '../../src/vercel/deployment.js'

export const NOW = Date.parse('2026-11-25T14:48:30Z')
export const OLD = 'df4d8ad3c5e7f9102b4d6f8a0c2e4f6b8d0f2c4e'
export const NEWEST = 'b020c30c5a4b1d0f6e7a8b9c0d1e2f3a4b5c6d7e'

const acme = { owner: 'acme', name: 'shop' }
export const ACME = origin(acme, acme)
export const FORK = origin({ owner: 'octocat', name: 'shop' }, acme)
export const ANOTHER = origin({ owner: 'acme', name: 'old-shop' })

export function origin(
  commit: { owner: string; name: string },
  base: { owner: string; name: string } = commit,
): Deployment['origin'] {
  return { host: 'github.com', commit, base, ids: [], branchAlias: undefined }
}

/** A preview build of the branch's older commit, that has been building for 80 s. */
export function build(over: Partial<Deployment> = {}): Deployment {
  return {
    id: 'dpl_4GvBn7hYjU1mKi9LoPq3Zx6CvBd8',
    projectId: 'prj_web',
    project: 'web',
    url: 'web-4gvbn7hyj-acme.vercel.app',
    inspectorUrl: 'https://vercel.com/acme/web/4GvBn7hYjU1mKi9LoPq3Zx6CvBd8',
    state: 'BUILDING',
    environment: 'preview',
    createdAt: NOW - 90_000,
    buildingAt: NOW - 80_000,
    canceledAt: undefined,
    source: 'git',
    branch: 'feature/x',
    sha: OLD,
    madeByPush: true,
    pushedAt: NOW - 95_000,
    redeploy: false,
    dirty: false,
    ignoredBuildStep: false,
    origin: ACME,
    readAt: NOW,
    ...over,
  }
}

/** The build of the branch's newest commit. */
export const newest = build({
  id: 'dpl_2FyEkXq7PbS5uRi8WeLt6Nh1DvGo',
  inspectorUrl: 'https://vercel.com/acme/web/2FyEkXq7PbS5uRi8WeLt6Nh1DvGo',
  sha: NEWEST,
  createdAt: NOW - 9000,
  buildingAt: NOW - 5000,
})

export function result(
  outcome: Outcome,
  over: Partial<Deployment> = {},
  more: Partial<Result> = {},
): Result {
  return {
    deployment: build(over),
    outcome,
    reason: outcome === 'kept' ? 'newest-commit' : 'superseded',
    replacedBy: undefined,
    stateBefore: 'BUILDING',
    message: undefined,
    outOfScope: false,
    ...more,
  }
}

export function canceled(over: Partial<Deployment> = {}, more: Partial<Result> = {}): Result {
  const now = { state: 'CANCELED', canceledAt: NOW }
  return result('canceled', { ...now, ...over }, { replacedBy: newest, ...more })
}

export const kept = (over: Partial<Deployment> = {}, more: Partial<Result> = {}) =>
  result('kept', { ...newest, ...over }, more)

/** A push to `feature/x` of a project that an input names. */
export function report(results: Result[], over: Partial<Done> = {}): Done {
  return {
    kind: 'done',
    selection: 'branch',
    subject: 'on `feature/x`',
    projects: { names: ['prj_web'], source: '`project-id`' },
    results,
    problems: [],
    warnings: [],
    notices: [],
    dryRun: false,
    ifFinished: 'warn',
    ...over,
  }
}

/** Deployments that `deployment-id` names. */
export function named(results: Result[], over: Partial<Done> = {}): Done {
  const projects = { names: [], source: undefined }
  return report(
    results.map((one) => ({ ...one, reason: 'requested', replacedBy: undefined })),
    { selection: 'named', subject: '', projects, ...over },
  )
}

export const failed = (...problems: string[]): Report => ({
  kind: 'failed',
  problems,
  warnings: [],
})

/** `@actions/core` that keeps what it is told: `['info', 'Canceled …']`. */
export function recorder(over: Partial<Core> = {}) {
  const calls: [string, ...unknown[]][] = []
  const names = ['debug', 'endGroup', 'info', 'notice', 'setFailed', 'setOutput', 'startGroup']
  let raw = ''
  const summary = {
    addRaw(text: string) {
      raw += text
      return summary
    },
    async write() {
      calls.push(['summary', raw])
    },
  }
  const recorded = [...names, 'warning'].map((name) => [
    name,
    (...args: unknown[]) => void calls.push([name, ...args]),
  ])
  const core = { ...Object.fromEntries(recorded), summary, ...over } as unknown as Core
  return { core, calls }
}

const MARKS: Record<string, string> = {
  info: '',
  startGroup: '▼ ',
  notice: 'notice: ',
  warning: 'warning: ',
  setFailed: 'error: ',
}

/** What a person reads of a run, but for the summary: the log and the annotations, as one text. */
export async function told(one: Report): Promise<string> {
  const { core, calls } = recorder()
  await publish(one, core, NOW)
  return calls
    .flatMap(([name, text]) => (name in MARKS ? [`${MARKS[name]}${String(text)}`] : []))
    .join('\n')
}
