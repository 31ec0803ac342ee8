import { createRequire } from 'node:module'
import type { WebhookEventName } from '@octokit/webhooks-types'
import * as events from '../../simulator/events.js'
import { commits, fork, shop } from '../../simulator/world.js'
import { readRecording } from '../recordings.js'

// GitHub's documented examples judge the payloads: no field that they don't have, and no value of
// another type.

type Fields = Record<string, unknown>
type Started = ReturnType<typeof events.push>

const definitions = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  name: WebhookEventName
  examples: Fields[]
}[]

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value's fields with the type of each, by path: `pull_request.head.sha string`. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`))
  }
  return value === null ? [] : [`${path.slice(1)} ${typeof value}`]
}

const documented = (name: string) =>
  new Set(definitions.find((one) => one.name === name)?.examples.flatMap((one) => fieldsOf(one)))

/** `schedule` is no webhook; GitHub's examples know no empty `payload` of a deployment. */
const all: [string, Started][] = [
  ['push', events.push()],
  ['push that deletes', events.push({ deleted: true })],
  ['push that creates', events.push({ created: true, forced: true })],
  ['push of a tag', events.tagPush()],
  ['delete', events.branchDeleted()],
  ['delete of a tag', events.branchDeleted({ branch: 'v1', refType: 'tag' })],
  ['create', events.branchCreated()],
  ...['opened', 'synchronize', 'reopened', 'labeled', 'closed'].map((action): [string, Started] => [
    `pull_request ${action}`,
    events.pullRequest({ action }),
  ]),
  ['pull_request merged', events.pullRequest({ action: 'closed', merged: true })],
  ['pull_request of a fork', events.pullRequest({ from: fork })],
  ['pull_request of a fork that is gone', events.pullRequest({ from: null, action: 'closed' })],
  ['workflow_run', events.workflowRun()],
  ['workflow_run requested', events.workflowRun({ action: 'requested', from: fork })],
  ['repository_dispatch', events.repositoryDispatch()],
  ['deployment', events.deployment()],
  ['deployment_status', events.deploymentStatus()],
  ['workflow_dispatch', events.workflowDispatch()],
  ['merge_group', events.mergeGroup()],
  ['issue_comment', events.issueComment()],
  ['issues', events.issues()],
  ['release', events.release()],
  ['check_run', events.checkRun()],
]

test.each(all)('%s has only fields that GitHub documents', (_, { event }) => {
  const known = documented(event.name)
  // The examples hold no pull request that was merged.
  const odd = ['pull_request.merged_at']
  const unknown = fieldsOf(event.payload)
    .filter((field) => !known.has(field))
    .filter((field) => !odd.some((one) => field.startsWith(one)))
  expect(unknown).toEqual([])
})

test("Vercel's event has the fields that Vercel documents", () => {
  const { event } = events.vercelDispatch()
  const { client_payload: payload } = event.payload as { client_payload: Fields }
  const recorded = readRecording('doc-repository-dispatch-payload')
  expect(fieldsOf(payload).sort()).toEqual(fieldsOf(recorded).sort())
})

const main = ['refs/heads/main', commits.main]

// https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
test.each<[string, Started, string[]]>([
  ['a push', events.push(), ['refs/heads/feature/cart', commits.head]],
  ['a deleting push', events.push({ deleted: true }), main],
  ['a tag', events.tagPush({ tag: 'v2' }), ['refs/tags/v2', commits.main]],
  ['a deletion', events.branchDeleted(), main],
  ['a creation', events.branchCreated(), ['refs/heads/feature/cart', commits.head]],
  ['a pull request', events.pullRequest(), ['refs/pull/7/merge', commits.merge]],
  ["a fork's", events.pullRequest({ from: fork }), ['refs/pull/12/merge', commits.merge]],
  ['a merged one', events.pullRequest({ action: 'closed', merged: true }), main],
  ['a target', events.pullRequest({ name: 'pull_request_target' }), main],
  ['another run', events.workflowRun(), main],
  ['a dispatch of Vercel', events.vercelDispatch(), main],
  ['a deployment', events.deployment(), ['', commits.head]],
  ['a status', events.deploymentStatus({ sha: commits.typo }), ['', commits.typo]],
  ['a dispatch', events.workflowDispatch({ branch: 'x' }), ['refs/heads/x', commits.head]],
  ['a schedule', events.schedule(), main],
  ['a comment', events.issueComment(), main],
  ['another', events.other('watch', { action: 'started' }), main],
])('the run of %s is for the ref and the commit that GitHub documents', (_, { env }, run) => {
  expect([env.GITHUB_REF, env.GITHUB_SHA]).toEqual(run)
})

test.each<[string, Started, Fields]>([
  ['the own head', events.push(), { before: commits.old, after: commits.head, deleted: false }],
  [
    'no commit after',
    events.push({ deleted: true }),
    { before: commits.head, after: events.noCommit },
  ],
  ['no commit before', events.push({ created: true }), { before: events.noCommit }],
  [
    'what it is told',
    events.push({ payload: { compare: 'x', forced: true } }),
    { compare: 'x', forced: true },
  ],
  [
    "the fork's head",
    events.pullRequest({ from: fork, pull: { draft: true } }),
    {
      number: 12,
      after: commits.fork,
      pull_request: {
        draft: true,
        head: { sha: commits.fork, repo: { full_name: 'octocat/shop', fork: true } },
        base: { repo: { full_name: 'acme/shop', id: shop.id } },
      },
    },
  ],
  [
    'no head repository',
    events.pullRequest({ from: null }),
    { pull_request: { head: { repo: null } } },
  ],
  [
    "the fork's run",
    events.workflowRun({ from: fork, branch: 'x' }),
    {
      workflow_run: { head_branch: 'x', head_sha: commits.fork, head_repository: { id: fork.id } },
    },
  ],
  [
    'the project',
    events.vercelDispatch({ type: 'error', sha: commits.old, project: { id: 'prj_x', name: 'x' } }),
    {
      action: 'vercel.deployment.error',
      client_payload: {
        git: { ref: 'feature/cart', sha: commits.old, shortSha: '01dc0de' },
        project: { id: 'prj_x', name: 'x' },
        state: { type: 'error' },
      },
    },
  ],
  ['the actor', events.push({ actor: 'dependabot[bot]' }), { sender: { type: 'Bot' } }],
])('a payload tells %s', (_, { event }, expected) => {
  expect(event.payload).toMatchObject(expected)
})

test('the actor is also told to the run', () => {
  const { env } = events.pullRequest({ actor: 'dependabot[bot]' })
  expect(env).toMatchObject({
    GITHUB_ACTOR: 'dependabot[bot]',
    GITHUB_HEAD_REF: 'feature/cart',
    GITHUB_BASE_REF: 'main',
  })
})

test("a recorded deployment of Vercel's at GitHub has the same fields", () => {
  const recorded = readRecording('github-deployment-by-vercel-2026-07') as Fields
  const { deployment } = events.deployment().event.payload as { deployment: Fields }
  expect(Object.keys(deployment)).toEqual(expect.arrayContaining(Object.keys(recorded)))
  expect(deployment.ref).toBe(deployment.sha)
  expect(recorded.ref).toBe(recorded.sha)
})
