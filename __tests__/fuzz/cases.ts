import fc from 'fast-check'
import type { Started } from '../../simulator/events.js'
import * as events from '../../simulator/events.js'
import { GITHUB_TOKEN, TOKEN } from '../../simulator/world.js'

/** Text that anybody may have written: a branch, a message, an input. */
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '::error::boom',
    '\n::set-output name=status::CANCELED',
    'x\r\n##[error]boom',
    '</td></table><script>alert(1)</script>',
    '| a | b |\n| --- | --- |',
    '[click](javascript:alert(1))',
    '\ud800',
    '..',
    '.',
    'refs/heads/main',
    '__proto__',
    'constructor',
    `${'a/'.repeat(2000)}`,
  ),
)

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -1, 1e21, Number.MAX_SAFE_INTEGER),
  fc.constantFrom<unknown>([], {}, [null], { id: '..' }, 'production', 'CANCELED', 'READY'),
  fc.jsonValue({ maxDepth: 2 }),
)

const INPUTS = [
  'deployment-id',
  'team-id',
  'team-slug',
  'project-id',
  'mode',
  'branch',
  'target',
  'states',
  'require-replacement',
  'if-finished',
  'dry-run',
  'timeout',
  'github-token',
  'token',
  'deploymentId',
  'vercel-token',
]

const oddInput = fc.oneof(
  { weight: 2, arbitrary: oddText },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['', ' ', ',', 'true', 'True', 'yes', 'auto', 'branch', 'commit', 'sweep', 'ignore'],
      ...['preview', 'production', 'prod', '*', 'QUEUED', 'queued, building', '1', '0', '99999'],
      ...['dpl_old', 'dpl_old, dpl_new', 'dpl_..', 'https://vercel.com/acme/web/old', '987650321'],
      ...['prj_web', 'web, docs', 'prj_web,,', 'feature/cart', 'main', 'team_acme', TOKEN],
      ...[`Bearer ${TOKEN}`, `"${TOKEN}"`, GITHUB_TOKEN, `${TOKEN.slice(0, -1)}x`],
    ),
  },
)

export const inputs = fc.dictionary(fc.constantFrom(...INPUTS), oddInput, { maxKeys: 4 })

/** Every event, as GitHub sends it. */
const started: fc.Arbitrary<Started> = fc.constantFrom(
  events.push(),
  events.push({ deleted: true }),
  events.tagPush(),
  events.branchDeleted(),
  events.pullRequest(),
  events.pullRequest({ action: 'closed' }),
  events.pullRequest({ name: 'pull_request_target' }),
  events.workflowRun(),
  events.vercelDispatch(),
  events.deploymentStatus(),
  events.workflowDispatch(),
  events.schedule(),
  events.mergeGroup(),
  events.issueComment(),
)

type Change = { at: number; how: 'remove' | 'replace'; value: unknown }
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(200),
  how: fc.constantFrom('remove', 'replace'),
  value: oddValue,
})

/** An event whose payload has a few fields that are missing, or of another kind. */
export const oddEvent = fc
  .tuple(started, fc.array(change, { maxLength: 4 }))
  .map(([{ event, env }, changes]): Started => {
    const payload = structuredClone(event.payload)
    for (const one of changes) apply(payload, one)
    return { event: { ...event, payload }, env }
  })

function apply(payload: unknown, { at, how, value }: Change): void {
  const places: [Record<string, unknown>, string][] = []
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      visit((node as Record<string, unknown>)[key])
    }
  }
  visit(payload)
  const [node, key] = places[at % places.length] ?? []
  if (node === undefined || key === undefined) return
  if (how === 'remove') delete node[key]
  else node[key] = value
}

const FIELDS = [
  ...['uid', 'id', 'name', 'projectId', 'url', 'inspectorUrl', 'readyState', 'state', 'target'],
  ...['source', 'created', 'createdAt', 'buildingAt', 'meta', 'customEnvironment'],
  'projectSettings',
]
const META = [
  ...['githubCommitRef', 'githubCommitSha', 'githubCommitOrg', 'githubCommitRepo', 'githubOrg'],
  ...['githubRepo', 'githubRepoId', 'githubHost', 'branchAlias', 'repoPushedAt', 'action'],
  ...['originalDeploymentId', 'gitDirty'],
]

/** What a listed build says otherwise than Vercel's documentation has it. */
export const oddBuild = fc.record({
  extra: fc.dictionary(fc.constantFrom(...FIELDS), oddValue, { maxKeys: 2 }),
  meta: fc.dictionary(fc.constantFrom(...META), oddValue, { maxKeys: 3 }),
})

/** What goes wrong with a request on its way. */
export const fault = fc.record({
  operation: fc.constantFrom('list', 'cancel', 'get', 'graphql', 'branches-where-head'),
  skip: fc.nat(2),
  times: fc.integer({ min: 1, max: 6 }),
  wrong: fc.oneof(
    fc.constantFrom(400, 401, 403, 404, 410, 422, 429, 500, 502, 503).map((status) => ({ status })),
    fc
      .constantFrom(
        'empty',
        'truncated',
        'shape',
        'reset-before',
        'reset-after',
        'echo',
        'redirect',
      )
      .map((kind) => ({ kind, ...(kind === 'redirect' && { to: 'http://127.0.0.1:9/' }) })),
    oddValue.map((body) => ({ kind: 'shape', body })),
    fc.tuple(fc.constantFrom(400, 403, 500), oddText).map(([status, message]) => ({
      status,
      body: { error: { code: message, message }, message, errors: [{ message, type: message }] },
    })),
  ),
})
