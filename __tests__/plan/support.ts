import type { Scope } from '../../src/event/scope.js'
import { decideAll } from '../../src/plan/decide.js'
import { type Facts, noFacts } from '../../src/plan/facts.js'
import type { Plan } from '../../src/plan/plan.js'
import { createSituation, type Policy, type Situation } from '../../src/plan/situation.js'
import { type Deployment, toDeployment } from '../../src/vercel/deployment.js'

/** Noon; builds and pushes are dated by minutes before it. */
export const noon = Date.UTC(2026, 0, 1, 12)
export const minutesAgo = (n: number) => noon - n * 60_000

/** Forty characters that begin with a word of hexadecimal digits. */
export const sha = (begin: string) => begin.padEnd(40, '0')
export const old = sha('01d')
export const head = sha('4ead')
export const other = sha('07e4')
export const merge = sha('3e49e')

export const shop = { host: 'github.com', id: '42', owner: 'acme', name: 'shop' }
export const fork = { host: 'github.com', id: '99', owner: 'octocat', name: 'shop' }

type Meta = Record<string, unknown>

const ours: Meta = {
  githubCommitOrg: 'acme',
  githubCommitRepo: 'shop',
  githubCommitRepoId: '42',
  githubOrg: 'acme',
  githubRepo: 'shop',
  githubRepoId: '42',
  githubHost: 'github.com',
}

export const ofFork: Meta = {
  githubCommitOrg: 'octocat',
  githubCommitRepo: 'shop',
  githubCommitRepoId: '99',
}

type Options = {
  at?: number
  branch?: string | undefined
  sha?: string | undefined
  state?: string
  project?: string
  meta?: Meta
  readAt?: number
  [field: string]: unknown
}

/**
 * A build that a push made: of `feature/cart` at its old commit, building since ten minutes.
 *
 * @param at epoch ms of the push and of the build
 */
export function build(
  id: string,
  { at = minutesAgo(10), branch = 'feature/cart', sha = old, meta = {}, ...more }: Options = {},
): Deployment {
  const { state = 'BUILDING', project = 'web', readAt = noon, ...fields } = more
  const found = toDeployment(
    {
      uid: id,
      name: project,
      projectId: `prj_${project}`,
      readyState: state,
      target: null,
      source: 'git',
      createdAt: at + 2000,
      meta: {
        ...ours,
        githubCommitRef: branch,
        githubCommitSha: sha,
        repoPushedAt: String(at),
        ...meta,
      },
      ...fields,
    },
    readAt,
  )
  if (found === undefined) throw new Error(`No build ${id}`)
  return found
}

/** A build that `vercel deploy` made. */
export function cli(id: string, { meta = {}, ...options }: Options = {}): Deployment {
  const { at = minutesAgo(10) } = options
  return build(id, {
    source: 'cli',
    createdAt: at,
    ...options,
    meta: { repoPushedAt: undefined, ...meta },
  })
}

/** The scope of a push of `head` to `feature/cart`. */
export function scope(more: Partial<Scope> = {}): Scope {
  return {
    mode: 'auto',
    repository: shop,
    headRepository: shop,
    fork: false,
    branches: ['feature/cart'],
    ownHead: head,
    ownMerge: undefined,
    branchProven: true,
    awaitsBuild: true,
    projectId: undefined,
    defaultBranch: 'main',
    ...more,
  }
}

/** `feature/cart` is at `head`, `main` elsewhere; GitHub knows the commits, and no other branch. */
export function facts(more: Partial<Facts> = {}): Facts {
  const known = [old, head, other, merge].map((one) => [one, commit(one)] as const)
  const empty = { builds: [], problem: undefined }
  return {
    ...noFacts,
    heads: new Map([
      ['acme/shop:feature/cart', { state: 'at', commits: [head] }],
      ['acme/shop:main', { state: 'at', commits: [other] }],
    ]),
    defaultBranch: 'main',
    commits: new Map(known),
    branchesAt: new Map([old, head, other, merge].map((one) => [one, []])),
    buildsOf: new Map([old, head, other, merge].map((one) => [`prj_web ${one}`, empty] as const)),
    ...more,
  }
}

export function commit(oid: string, parents: string[] = [sha('ba5e')]) {
  return { known: true, oid, parents } as const
}

export const policy: Policy = {
  environments: ['preview'],
  states: ['QUEUED', 'INITIALIZING', 'BUILDING'],
  requireReplacement: true,
}

export type Known = {
  scope?: Partial<Scope>
  facts?: Partial<Facts>
  policy?: Partial<Policy>
}

/** What the decision about some builds looks at. */
export function situationOf(builds: Deployment[], known: Known = {}): Situation {
  const chosen = { ...policy, ...known.policy }
  return createSituation(builds, scope(known.scope), facts(known.facts), chosen)
}

/** A plan about some builds. */
export function planOf(listed: Deployment[], more: Known = {}): Plan {
  const about = { scope: scope(more.scope), facts: facts(more.facts) }
  const chosen = { ...policy, ...more.policy }
  return {
    ...about,
    policy: chosen,
    projects: { ids: ['prj_web'], names: ['web'], source: '' },
    listed,
    verdicts: decideAll(listed, about.scope, about.facts, chosen),
    readAt: noon,
    problems: [],
  }
}
