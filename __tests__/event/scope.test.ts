import type { Event } from '../../src/event/event.js'
import { PayloadError, secretsWithheld, toTrigger } from '../../src/event/trigger.js'
import type { Mode } from '../../src/inputs/inputs.js'
import {
  ANOTHER,
  BRANCH,
  closedPayload,
  DEFAULT_BRANCH,
  deletePayload,
  deletingPushPayload,
  event,
  example,
  FORK,
  forkHead,
  forkPullRequestPayload,
  forkPullRequestTargetPayload,
  HEAD_AT,
  MERGE_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  PULL_REQUEST,
  pullRequestPayload,
  pushPayload,
  REPOSITORY,
  schedulePayload,
  synchronizePayload,
  vercelDispatchPayload,
  workflowDispatchPayload,
  workflowRunPayload,
} from '../factories.js'

const AUTO = { mode: 'auto' as Mode, branch: undefined }

/** What GitHub sets as `GITHUB_REF` and `GITHUB_SHA`, by event. */
const onBranch = { ref: `refs/heads/${BRANCH}`, sha: OWN_COMMIT }
const onDefault = { ref: `refs/heads/${DEFAULT_BRANCH}`, sha: OLD_COMMIT }
const onMerge = { ref: `refs/pull/${PULL_REQUEST}/merge`, sha: MERGE_COMMIT }

/** All that differs from a run on a branch of the repository without a moment that proves the order. */
const plainly = {
  mode: 'superseded',
  base: REPOSITORY,
  repository: REPOSITORY,
  branch: BRANCH,
  commits: [OWN_COMMIT],
  headIsOwn: false,
  headAt: undefined,
  pullRequest: undefined,
  fork: false,
  defaultBranch: DEFAULT_BRANCH,
  modeGiven: false,
  projectId: undefined,
}

const ofPull = { pullRequest: PULL_REQUEST, headAt: HEAD_AT }
const ofFork = { repository: FORK, fork: true, defaultBranch: 'main', pullRequest: PULL_REQUEST }

describe('event and activity → trigger', () => {
  it.each<[string, Event, Record<string, unknown>]>([
    ['push', event('push', pushPayload()), { headAt: HEAD_AT }],
    [
      'push that creates the branch',
      event('push', pushPayload({ created: true, before: '0'.repeat(40) })),
      { headAt: HEAD_AT },
    ],
    ['push by force', event('push', pushPayload({ forced: true })), { headAt: HEAD_AT }],
    [
      'push of the default branch',
      event('push', pushPayload({ ref: 'refs/heads/master' }), onDefault),
      { branch: DEFAULT_BRANCH, headAt: HEAD_AT },
    ],
    [
      'push of a branch with slashes and umlauts',
      event('push', pushPayload({ ref: 'refs/heads/a/grüße/"b"' })),
      { branch: 'a/grüße/"b"', headAt: HEAD_AT },
    ],
    [
      'push of a branch whose name holds refs/heads/',
      event('push', pushPayload({ ref: 'refs/heads/a/refs/heads/b' })),
      { branch: 'a/refs/heads/b', headAt: HEAD_AT },
    ],
    [
      'push whose GITHUB_SHA is something else',
      event('push', pushPayload(), { sha: OLD_COMMIT }),
      { headAt: HEAD_AT },
    ],
    [
      'push that deletes',
      event('push', deletingPushPayload(), onDefault),
      { mode: 'branch', commits: [] },
    ],
    [
      'push that deletes, of the documentation',
      event('push', { ...deletingPushPayload(), ref: 'refs/heads/master' }, onDefault),
      { mode: 'branch', branch: DEFAULT_BRANCH, commits: [] },
    ],
    [
      'delete of a branch',
      event('delete', deletePayload(), onDefault),
      { mode: 'branch', commits: [] },
    ],
    [
      'delete of a branch, by its whole ref',
      event('delete', deletePayload({ ref: `refs/heads/${BRANCH}` }), onDefault),
      { mode: 'branch', commits: [] },
    ],

    ...['opened', 'reopened', 'ready_for_review', 'labeled', 'converted_to_draft'].map(
      (action): [string, Event, Record<string, unknown>] => [
        `pull_request ${action}`,
        event('pull_request', pullRequestPayload(action), onMerge),
        { ...ofPull, commits: [OWN_COMMIT, MERGE_COMMIT] },
      ],
    ),
    [
      'pull_request synchronize, after is its head',
      event('pull_request', synchronizePayload(), onMerge),
      { ...ofPull, commits: [OWN_COMMIT, MERGE_COMMIT] },
    ],
    [
      'pull_request synchronize, after is another commit',
      event('pull_request', synchronizePayload({ after: OLD_COMMIT }), onMerge),
      { ...ofPull, commits: [OWN_COMMIT, MERGE_COMMIT], headAt: undefined },
    ],
    [
      'pull_request without GITHUB_SHA',
      event('pull_request', pullRequestPayload(), { sha: undefined }),
      ofPull,
    ],
    [
      'pull_request closed, merged',
      event('pull_request', closedPayload({ merged: true }), onDefault),
      { ...ofPull, mode: 'branch' },
    ],
    [
      'pull_request closed, not merged',
      event('pull_request', closedPayload(), onMerge),
      { ...ofPull, mode: 'branch' },
    ],
    [
      'pull_request of a fork',
      event('pull_request', forkPullRequestPayload(), onMerge),
      { ...ofFork, headAt: HEAD_AT, commits: [OWN_COMMIT, MERGE_COMMIT] },
    ],
    [
      'pull_request of a fork, closed',
      event('pull_request', closedPayload({ head: { repo: forkHead() } }), onMerge),
      { ...ofFork, headAt: HEAD_AT, mode: 'branch' },
    ],

    // The ref and the sha of these are the base's.
    [
      'pull_request_target opened',
      event('pull_request_target', pullRequestPayload(), onDefault),
      ofPull,
    ],
    [
      'pull_request_target synchronize',
      event('pull_request_target', synchronizePayload(), onDefault),
      ofPull,
    ],
    [
      'pull_request_target synchronize, after is another commit',
      event('pull_request_target', synchronizePayload({ after: OLD_COMMIT }), onDefault),
      { ...ofPull, headAt: undefined },
    ],
    [
      'pull_request_target reopened',
      event('pull_request_target', pullRequestPayload('reopened'), onDefault),
      ofPull,
    ],
    [
      'pull_request_target closed',
      event('pull_request_target', closedPayload(), onDefault),
      { ...ofPull, mode: 'branch' },
    ],
    [
      'pull_request_target of a fork',
      event('pull_request_target', forkPullRequestTargetPayload(), onDefault),
      { ...ofFork, headAt: HEAD_AT },
    ],

    ['workflow_run', event('workflow_run', workflowRunPayload(), onDefault), {}],
    [
      'workflow_run of a fork',
      event('workflow_run', workflowRunPayload({}, FORK), onDefault),
      { repository: FORK, fork: true, defaultBranch: undefined },
    ],

    ...['ready', 'promoted', 'error', 'canceled', 'success'].map(
      (state): [string, Event, Record<string, unknown>] => [
        `repository_dispatch vercel.deployment.${state}`,
        event(
          'repository_dispatch',
          vercelDispatchPayload({}, `vercel.deployment.${state}`),
          onDefault,
        ),
        { projectId: 'prj_web' },
      ],
    ),
    [
      'repository_dispatch by Vercel with a whole ref',
      event(
        'repository_dispatch',
        vercelDispatchPayload({ git: { ref: `refs/heads/${BRANCH}`, sha: OWN_COMMIT } }),
        onDefault,
      ),
      { projectId: 'prj_web' },
    ],
    [
      'repository_dispatch by Vercel without a project',
      event('repository_dispatch', vercelDispatchPayload({ project: undefined }), onDefault),
      {},
    ],
    [
      'repository_dispatch of something else',
      event('repository_dispatch', vercelDispatchPayload({}, 'on-demand-test'), onDefault),
      { branch: DEFAULT_BRANCH, commits: [OLD_COMMIT] },
    ],
    [
      'repository_dispatch without an action',
      event('repository_dispatch', { ...vercelDispatchPayload(), action: undefined }, onDefault),
      { branch: DEFAULT_BRANCH, commits: [OLD_COMMIT] },
    ],
    [
      'repository_dispatch that only begins like Vercel',
      event('repository_dispatch', vercelDispatchPayload({}, 'vercel.deployments'), onDefault),
      { branch: DEFAULT_BRANCH, commits: [OLD_COMMIT] },
    ],

    [
      'workflow_dispatch on a branch',
      event('workflow_dispatch', workflowDispatchPayload(), onBranch),
      {},
    ],
    [
      'an event that this code does not know, on a branch',
      event('something_new', {}, onBranch),
      { defaultBranch: undefined },
    ],
    [
      'a branch without GITHUB_SHA',
      event('workflow_dispatch', workflowDispatchPayload(), { sha: undefined }),
      { commits: [] },
    ],
  ])('%s', (_, sent, expected) => {
    expect(toTrigger(sent, AUTO)).toEqual({ ...plainly, ...expected })
  })

  it('schedule looks at every branch', () => {
    expect(toTrigger(event('schedule', schedulePayload(), onDefault), AUTO)).toEqual({
      mode: 'sweep',
      base: REPOSITORY,
      repository: REPOSITORY,
      defaultBranch: DEFAULT_BRANCH,
    })
  })

  it('schedule without a repository in its payload', () => {
    expect(toTrigger(event('schedule', { schedule: '0 3 * * *' }, onDefault), AUTO)).toMatchObject({
      mode: 'sweep',
      repository: REPOSITORY,
    })
  })
})

describe('the moment at which the branch pointed at the own commit', () => {
  const push = (pushedAt: unknown) => {
    const payload = pushPayload()
    return event('push', { ...payload, repository: { ...payload.repository, pushed_at: pushedAt } })
  }
  const pull = (
    payload: { action: string; pull_request: object },
    changes: object,
    action = payload.action,
  ) =>
    event('pull_request', {
      ...payload,
      action,
      pull_request: { ...payload.pull_request, ...changes },
    })

  it.each<[string, Event, number | undefined]>([
    ['push: seconds', push(1772445600), 1772445600_000],
    ['push: ISO 8601', push('2026-03-02T10:00:00Z'), HEAD_AT],
    ['push: null', push(null), undefined],
    ['push: missing', push(undefined), undefined],
    ['push: no time', push('yesterday'), undefined],
    ['push: another type', push({ at: 1 }), undefined],
    ['push: no repository', event('push', { ...pushPayload(), repository: undefined }), undefined],
    [
      'pull request: updated_at',
      pull(pullRequestPayload(), { updated_at: '2026-03-02T10:00:09Z' }),
      HEAD_AT + 9000,
    ],
    [
      'pull request: with an offset',
      pull(pullRequestPayload(), { updated_at: '2026-03-02T11:00:00+01:00' }),
      HEAD_AT,
    ],
    ['pull request: no time', pull(pullRequestPayload(), { updated_at: 'soon' }), undefined],
    ['pull request: missing', pull(pullRequestPayload(), { updated_at: undefined }), undefined],
    [
      'closed: closed_at, not updated_at',
      pull(closedPayload(), {
        closed_at: '2026-03-02T10:00:03Z',
        updated_at: '2026-03-02T10:00:09Z',
      }),
      HEAD_AT + 3000,
    ],
    [
      // Labelled after it was closed: its branch may have moved on.
      'closed before: neither time counts',
      pull(closedPayload(), { updated_at: '2026-03-02T10:00:09Z', state: 'closed' }, 'labeled'),
      undefined,
    ],
    ['closed: closed_at is null', pull(closedPayload(), { closed_at: null }), undefined],
    [
      'open again: an old closed_at does not count',
      pull(pullRequestPayload('reopened'), { closed_at: '2020-01-01T00:00:00Z' }),
      HEAD_AT,
    ],
  ])('%s', (_, sent, expected) => {
    expect(toTrigger(sent, AUTO)).toHaveProperty('headAt', expected)
  })
})

describe('nothing to cancel because of this event', () => {
  it.each<[string, Event]>([
    ['push of a tag', event('push', example('push'), { ref: 'refs/tags/simple-tag' })],
    [
      'push that deletes a tag',
      event('push', deletingPushPayload({ ref: 'refs/tags/v1' }), onDefault),
    ],
    ['delete of a tag', event('delete', example('delete'), onDefault)],
    [
      'workflow_dispatch on a tag',
      event('workflow_dispatch', workflowDispatchPayload({ ref: 'refs/tags/v1' }), {
        ref: 'refs/tags/v1',
      }),
    ],
    [
      'merge_group',
      event('merge_group', example('merge_group'), {
        ref: 'refs/heads/gh-readonly-queue/main/pr-104-929f8209',
      }),
    ],
    ['issue_comment', event('issue_comment', example('issue_comment'), onDefault)],
    ['release', event('release', example('release'), { ref: 'refs/tags/v1' })],
    ['release of a draft, on the default branch', event('release', example('release'), onDefault)],
    ['pull_request_review', event('pull_request_review', example('pull_request_review'), onMerge)],
    [
      'workflow_run whose head branch is null',
      event('workflow_run', workflowRunPayload({ head_branch: null as never }), onDefault),
    ],
    [
      'workflow_run whose head repository is null',
      event('workflow_run', workflowRunPayload({ head_repository: null as never }), onDefault),
    ],
    [
      'repository_dispatch by Vercel without git',
      event('repository_dispatch', vercelDispatchPayload({ git: undefined }), onDefault),
    ],
    [
      'a ref that is missing',
      event('workflow_dispatch', workflowDispatchPayload(), { ref: undefined }),
    ],
    ['no event', event('', {}, { ref: undefined, sha: undefined })],
  ])('%s: the sentence says what to use instead', (_, sent) => {
    const result = toTrigger(sent, AUTO)
    expect(Object.keys(result)).toEqual(['skipped'])
    expect(result).toHaveProperty(
      'skipped',
      expect.stringMatching(/^[A-Z`].*no branch.*`push`.*`branch`.*`mode: sweep`\.$/),
    )
  })

  // GitHub runs these on the default branch, which they say nothing about.
  it.each([
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'discussion',
    'discussion_comment',
    'fork',
    'gollum',
    'image_version',
    'issue_comment',
    'issues',
    'label',
    'merge_group',
    'milestone',
    'page_build',
    'public',
    'registry_package',
    'release',
    'status',
    'watch',
  ])('%s, though it runs on the default branch', (name) => {
    expect(toTrigger(event(name, {}, onDefault), AUTO)).toEqual({
      skipped: expect.stringContaining(`A run on \`${name}\` is about no branch`),
    })
  })

  it.each<[string, Event, string]>([
    ['an event without a name', event('', {}, { ref: undefined }), 'A run on `no event` is'],
    ['a tag', event('push', example('push')), 'A pushed tag is'],
    ['a deleted tag', event('delete', example('delete')), 'A deleted tag is'],
    [
      'a workflow_run without a branch',
      event('workflow_run', workflowRunPayload({ head_branch: null as never })),
      'This `workflow_run` is',
    ],
    [
      'a dispatch without a commit',
      event('repository_dispatch', vercelDispatchPayload({ git: undefined })),
      'This `vercel.deployment.ready` event, without a git commit, is',
    ],
  ])('the sentence begins with what it was: %s', (_, sent, start) => {
    const { skipped } = toTrigger(sent, AUTO) as { skipped: string }
    expect(skipped.startsWith(`${start} about no branch`)).toBe(true)
  })

  it.each(['pull_request', 'pull_request_target'])('%s whose head repository is gone', (name) => {
    for (const payload of [
      pullRequestPayload('opened', { repo: null }),
      closedPayload({ head: { repo: null } }),
    ]) {
      expect(toTrigger(event(name, payload, onMerge), AUTO)).toEqual({
        skipped: expect.stringMatching(/gone.*`mode: sweep`/),
      })
    }
  })

  it('text from the payload can not start a command', () => {
    const sent = event(
      'repository_dispatch',
      vercelDispatchPayload({ git: undefined }, 'vercel.deployment.\n::error::x'),
    )
    const { skipped } = toTrigger(sent, AUTO) as { skipped: string }
    expect(skipped).not.toMatch(/\n|\r/)
  })
})

describe('the inputs mode and branch', () => {
  const closed = event('pull_request', closedPayload(), onMerge)
  const push = event('push', pushPayload())
  const schedule = event('schedule', schedulePayload(), onDefault)

  it.each<[string, Event, { mode: Mode; branch: string | undefined }, Record<string, unknown>]>([
    [
      'superseded, on a closed pull request',
      closed,
      { mode: 'superseded', branch: undefined },
      {
        mode: 'superseded',
        modeGiven: false,
        branch: BRANCH,
        commits: [OWN_COMMIT],
        headAt: HEAD_AT,
      },
    ],
    [
      'branch, on a closed pull request',
      closed,
      { mode: 'branch', branch: undefined },
      { mode: 'branch', modeGiven: true, headAt: HEAD_AT },
    ],
    [
      'auto, on a closed pull request',
      closed,
      { mode: 'auto', branch: undefined },
      { mode: 'branch', modeGiven: false },
    ],
    [
      'branch, on a push',
      push,
      { mode: 'branch', branch: undefined },
      { mode: 'branch', modeGiven: true, branch: BRANCH, headAt: HEAD_AT },
    ],
    [
      'superseded, on a push',
      push,
      { mode: 'superseded', branch: undefined },
      { mode: 'superseded', headAt: HEAD_AT },
    ],
    [
      'superseded, on a push that deletes',
      event('push', deletingPushPayload()),
      { mode: 'superseded', branch: undefined },
      { mode: 'superseded', commits: [], headAt: undefined },
    ],
    [
      'superseded, on a schedule',
      schedule,
      { mode: 'superseded', branch: undefined },
      { mode: 'superseded', branch: DEFAULT_BRANCH, commits: [OLD_COMMIT], headAt: undefined },
    ],
    [
      'branch, on a schedule',
      schedule,
      { mode: 'branch', branch: undefined },
      { mode: 'branch', modeGiven: true, branch: DEFAULT_BRANCH },
    ],
    // A branch that is named: by head proof alone, whatever the event says of its own.
    [
      'a named branch, on a push',
      push,
      { mode: 'auto', branch: 'other' },
      {
        mode: 'superseded',
        branch: 'other',
        commits: [],
        headIsOwn: true,
        headAt: undefined,
        repository: REPOSITORY,
      },
    ],
    [
      'a named branch, on a closed pull request',
      closed,
      { mode: 'auto', branch: 'other' },
      {
        mode: 'superseded',
        branch: 'other',
        headIsOwn: true,
        headAt: undefined,
        pullRequest: undefined,
      },
    ],
    [
      "a named branch, on a fork's pull request",
      event('pull_request_target', forkPullRequestTargetPayload(), onDefault),
      { mode: 'auto', branch: 'other' },
      {
        branch: 'other',
        repository: REPOSITORY,
        fork: false,
        pullRequest: undefined,
        defaultBranch: DEFAULT_BRANCH,
      },
    ],
    [
      'a named branch, on a schedule',
      schedule,
      { mode: 'auto', branch: 'other' },
      { mode: 'superseded', branch: 'other', headIsOwn: true },
    ],
    [
      'a named branch, on an issue comment',
      event('issue_comment', example('issue_comment'), onDefault),
      { mode: 'auto', branch: 'other' },
      { mode: 'superseded', branch: 'other', headIsOwn: true },
    ],
    [
      'a named branch, mode branch',
      push,
      { mode: 'branch', branch: 'other' },
      { mode: 'branch', modeGiven: true, branch: 'other', headAt: undefined },
    ],
    [
      'a named branch, by Vercel',
      event('repository_dispatch', vercelDispatchPayload()),
      { mode: 'auto', branch: 'other' },
      { branch: 'other', projectId: undefined },
    ],
  ])('%s', (_, sent, inputs, expected) => {
    expect(toTrigger(sent, inputs)).toMatchObject(expected)
  })

  it.each<[string, Event]>([
    ['push', push],
    ['a tag', event('push', example('push'), { ref: 'refs/tags/simple-tag' })],
    ['a closed pull request', closed],
    [
      "a fork's pull request",
      event('pull_request_target', forkPullRequestTargetPayload(), onDefault),
    ],
    ['merge_group', event('merge_group', example('merge_group'))],
    ['workflow_dispatch', event('workflow_dispatch', workflowDispatchPayload())],
  ])('sweep, on %s: every branch of this repository', (_, sent) => {
    const trigger = toTrigger(sent, { mode: 'sweep', branch: undefined })
    expect(trigger).toMatchObject({ mode: 'sweep', base: REPOSITORY, repository: REPOSITORY })
  })
})

describe('whose repository it is', () => {
  it('a renamed repository is no fork: its id is the same', () => {
    const renamed = { ...REPOSITORY, name: 'New-Name' }
    const trigger = toTrigger(
      event('pull_request', pullRequestPayload(), { repository: renamed }),
      AUTO,
    )
    expect(trigger).toMatchObject({ fork: false, base: renamed })
  })

  it('equal names with another id are a fork', () => {
    const payload = pullRequestPayload('opened', { repo: { ...forkHead(), ...{ id: 5 } } })
    expect(toTrigger(event('pull_request', payload), AUTO)).toMatchObject({ fork: true })
  })

  it.each([
    [
      'the same names in another case',
      { id: undefined, owner: 'codertocat', name: 'HELLO-WORLD' },
      false,
    ],
    ['another owner', { id: undefined, owner: 'octocat', name: 'Hello-World' }, true],
    ['another name', { id: undefined, owner: 'Codertocat', name: 'Hello-World-1' }, true],
  ])('without an id in the environment: %s', (_, repository, fork) => {
    const payload = { ...pullRequestPayload(), repository: undefined }
    expect(toTrigger(event('pull_request', payload, { repository }), AUTO)).toMatchObject({ fork })
  })

  it('without GITHUB_REPOSITORY the payload tells it', () => {
    const sent = event('push', pushPayload(), { repository: undefined })
    expect(toTrigger(sent, AUTO)).toMatchObject({ base: REPOSITORY, repository: REPOSITORY })
  })

  it('without GITHUB_REPOSITORY_ID the payload tells the id', () => {
    const sent = event('push', pushPayload(), { repository: { ...REPOSITORY, id: undefined } })
    expect(toTrigger(sent, AUTO)).toMatchObject({ repository: REPOSITORY })
  })

  it('neither tells an id: none is known', () => {
    const sent = event(
      'workflow_dispatch',
      { repository: { name: 'a', owner: { login: 'b' } } },
      { repository: undefined },
    )
    expect(toTrigger(sent, AUTO)).toMatchObject({
      repository: { id: undefined, owner: 'b', name: 'a' },
    })
  })

  it.each([
    ['an owner', { id: 1, name: 'a' }],
    ["an owner's name", { id: 1, name: 'a', owner: {} }],
    ['a name', { id: 1, owner: { login: 'b' } }],
  ])('a payload whose repository is without %s does not tell it', (_, repository) => {
    const sent = event('workflow_dispatch', { repository }, { repository: undefined })
    const attempt = () => toTrigger(sent, AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow('The repository is not known: GITHUB_REPOSITORY is not set.')
  })

  it('neither: an error that names the variable', () => {
    const sent = event('workflow_dispatch', {}, { repository: undefined })
    expect(() => toTrigger(sent, AUTO)).toThrow(/GITHUB_REPOSITORY/)
  })
})

describe('a payload that is not as GitHub documents it', () => {
  const without = (payload: object, path: string): object => {
    const copy = structuredClone(payload) as Record<string, unknown>
    const keys = path.split('.')
    const last = keys.pop() as string
    const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy)
    delete parent[last]
    return copy
  }

  it.each<[string, string, object]>([
    ['push', 'ref', pushPayload()],
    ['push', 'after', pushPayload()],
    ['delete', 'ref', deletePayload()],
    ['delete', 'ref_type', deletePayload()],
    ['pull_request', 'pull_request', pullRequestPayload()],
    ['pull_request', 'pull_request.number', pullRequestPayload()],
    ['pull_request', 'pull_request.head', pullRequestPayload()],
    ['pull_request', 'pull_request.head.ref', pullRequestPayload()],
    ['pull_request', 'pull_request.head.sha', pullRequestPayload()],
    ['pull_request', 'pull_request.head.repo', pullRequestPayload()],
    ['pull_request', 'pull_request.head.repo.id', pullRequestPayload()],
    ['pull_request', 'pull_request.head.repo.owner.login', pullRequestPayload()],
    ['pull_request_target', 'pull_request.head.sha', pullRequestPayload()],
    ['workflow_run', 'workflow_run', workflowRunPayload()],
    ['workflow_run', 'workflow_run.head_branch', workflowRunPayload()],
    ['workflow_run', 'workflow_run.head_sha', workflowRunPayload()],
    ['workflow_run', 'workflow_run.head_repository', workflowRunPayload()],
    ['repository_dispatch', 'client_payload', vercelDispatchPayload()],
  ])('%s without %s', (name, path, payload) => {
    const sent = event(name, without(payload, path))
    const attempt = () => toTrigger(sent, AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow(`\`${name}\``)
    expect(attempt).toThrow('/github/workflow/event.json')
    expect(attempt).toThrow(`\`${path}\` is missing`)
  })

  it('all the fields at once', () => {
    const sent = event('push', { repository: example('push').repository })
    expect(() => toTrigger(sent, AUTO)).toThrow('`ref`, `after` is missing')
    expect(() => toTrigger(sent, AUTO)).toThrow(expect.objectContaining({ name: 'PayloadError' }))
  })

  it('a field of another type', () => {
    expect(() => toTrigger(event('push', { ...pushPayload(), after: 7 }), AUTO)).toThrow('`after`')
  })

  it.each([[null], ['a text'], [7], [[]]])('the whole of it is %j', (content) => {
    const attempt = () => toTrigger(event('push', content), AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow(/: `the whole` is missing or of another type than GitHub documents\.$/)
  })

  it('a payload that could not be read: the error says why', () => {
    const payload = { file: '/github/workflow/event.json', unreadable: 'it is not JSON' }
    const attempt = () => toTrigger({ ...event('push'), payload }, AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow('/github/workflow/event.json')
    expect(attempt).toThrow('it is not JSON')
  })

  it('what is not needed may be missing or of another type', () => {
    const payload = { ...pushPayload(), deleted: 'no', repository: 'gone', pusher: null, extra: {} }
    expect(toTrigger(event('push', payload), AUTO)).toMatchObject({
      branch: BRANCH,
      headAt: undefined,
    })
  })
})

describe('whether GitHub withholds secrets', () => {
  const fork = forkPullRequestPayload()
  const unreadable = { file: 'x', unreadable: 'there is no such file' }

  it.each<[string, Event, boolean]>([
    ["a fork's pull_request", event('pull_request', fork, onMerge), true],
    [
      "a fork's pull_request, closed",
      event('pull_request', closedPayload({ head: { repo: forkHead() } }), onMerge),
      true,
    ],
    [
      'a pull_request whose fork is gone',
      event('pull_request', pullRequestPayload('opened', { repo: null }), onMerge),
      true,
    ],
    [
      'a pull_request of this repository',
      event('pull_request', pullRequestPayload(), onMerge),
      false,
    ],
    [
      'a pull_request of this repository, renamed',
      event('pull_request', pullRequestPayload(), {
        repository: { ...REPOSITORY, name: 'New-Name' },
      }),
      false,
    ],
    ["a fork's pull_request_target", event('pull_request_target', fork, onDefault), false],
    ['push', event('push', pushPayload()), false],
    [
      'workflow_run of a fork',
      event('workflow_run', workflowRunPayload({}, FORK), onDefault),
      false,
    ],
    ['schedule', event('schedule', schedulePayload(), onDefault), false],
    [
      "Dependabot's pull_request",
      event('pull_request', pullRequestPayload(), { actor: 'dependabot[bot]' }),
      true,
    ],
    ["Dependabot's push", event('push', pushPayload(), { actor: 'dependabot[bot]' }), true],
    ['another bot', event('pull_request', pullRequestPayload(), { actor: 'renovate[bot]' }), false],
    [
      'somebody with a similar name',
      event('pull_request', pullRequestPayload(), { actor: 'dependabot' }),
      false,
    ],
    ['no actor', event('push', pushPayload(), { actor: undefined }), false],
    ['a payload that can not be read', { ...event('pull_request'), payload: unreadable }, false],
    ['a payload that is broken', event('pull_request', { pull_request: {} }), false],
    [
      'a repository that is not known',
      event('pull_request', fork, { repository: undefined }),
      false,
    ],
    [
      'a workflow of another repository',
      event('pull_request', pullRequestPayload(), { repository: ANOTHER }),
      true,
    ],
  ])('%s', (_, sent, withheld) => {
    expect(secretsWithheld(sent)).toBe(withheld)
  })
})
