import type { Event } from '../../src/event/event.js'
import { type EventScope, PayloadError, toScope } from '../../src/event/scope.js'
import type { Mode } from '../../src/inputs/formats.js'
import {
  BRANCH,
  deletingPush,
  deletion,
  deploymentStatus,
  event,
  example,
  FORK,
  forkPayload,
  forkPullRequest,
  MERGE_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  onBranch,
  onDefault,
  onMerge,
  onTag,
  pullRequest,
  push,
  REPOSITORY,
  repository,
  schedule,
  vercelDispatch,
  workflowDispatch,
  workflowRun,
} from './payloads.js'

const AUTO: { mode: Mode; branch: string | undefined } = { mode: 'auto', branch: undefined }

/** The scope of a run on `feature/x` of the own commit that no build is awaited for. */
const ordinary: EventScope = {
  mode: 'auto',
  repository: REPOSITORY,
  headRepository: REPOSITORY,
  fork: false,
  branches: [BRANCH],
  ownHead: OWN_COMMIT,
  ownMerge: undefined,
  branchProven: true,
  awaitsBuild: false,
  projectId: undefined,
  defaultBranch: 'master',
}

type Row = [string, Event, Partial<EventScope>]

const ofFork = { headRepository: FORK, fork: true }
const ofMerge = { ownMerge: MERGE_COMMIT }
const ofVercel = { branchProven: false, projectId: 'prj_web' }
const everything = { mode: 'sweep' as const, branches: 'all' as const, ownHead: undefined }

const pushes: Row[] = [
  ['a push', event('push', push()), { awaitsBuild: true }],
  ['a push that creates the branch', event('push', push({ created: true })), { awaitsBuild: true }],
  [
    'a push whose GITHUB_SHA is another commit',
    event('push', push(), { sha: OLD_COMMIT }),
    { awaitsBuild: true },
  ],
  [
    'a push to a branch with slashes and umlauts',
    event('push', push({ ref: 'refs/heads/a/grüße/"b"' })),
    { branches: ['a/grüße/"b"'], awaitsBuild: true },
  ],
  [
    'a push to a branch whose name holds refs/heads/',
    event('push', push({ ref: 'refs/heads/a/refs/heads/b' })),
    { branches: ['a/refs/heads/b'], awaitsBuild: true },
  ],
  ['a push that deletes', event('push', deletingPush(), onDefault), { ownHead: undefined }],
  [
    'a push that deletes, without saying so',
    event('push', { ...deletingPush(), deleted: undefined }, onDefault),
    { ownHead: undefined },
  ],
  [
    'a push that says to delete, with a commit',
    event('push', push({ deleted: true }), onDefault),
    { ownHead: undefined },
  ],
  ['a deletion', event('delete', deletion(), onDefault), { ownHead: undefined }],
  [
    'a deletion, by the whole ref',
    event('delete', deletion({ ref: onBranch.ref }), onDefault),
    { ownHead: undefined },
  ],
]

const pulls: Row[] = [
  ...['opened', 'synchronize', 'reopened'].flatMap((action): Row[] => [
    [
      `pull_request ${action}`,
      event('pull_request', pullRequest(action), onMerge),
      { ...ofMerge, awaitsBuild: true },
    ],
    [
      `pull_request_target ${action}`,
      event('pull_request_target', pullRequest(action), onDefault),
      { awaitsBuild: true },
    ],
  ]),
  ...['labeled', 'ready_for_review', 'converted_to_draft', 'unlabeled'].flatMap((action): Row[] => [
    [`pull_request ${action}`, event('pull_request', pullRequest(action), onMerge), ofMerge],
    [
      `pull_request_target ${action}`,
      event('pull_request_target', pullRequest(action), onDefault),
      {},
    ],
  ]),
  [
    'pull_request of an unknown activity',
    event('pull_request', { ...pullRequest(), action: 'something_new' }, onMerge),
    ofMerge,
  ],
  [
    'pull_request without an activity',
    event('pull_request', { ...pullRequest(), action: undefined }, onMerge),
    ofMerge,
  ],
  [
    'pull_request without GITHUB_SHA',
    event('pull_request', pullRequest('labeled'), { sha: undefined }),
    {},
  ],
  // GitHub makes no merge of a closed one: GITHUB_SHA is the base's, or an old merge.
  ['pull_request closed', event('pull_request', pullRequest('closed'), onMerge), {}],
  ['pull_request merged', event('pull_request', pullRequest('closed'), onDefault), {}],
  [
    'pull_request_target closed',
    event('pull_request_target', pullRequest('closed'), onDefault),
    {},
  ],
  [
    "a fork's pull_request",
    event('pull_request', forkPullRequest(), onMerge),
    { ...ofFork, ...ofMerge, awaitsBuild: true },
  ],
  [
    "a fork's pull_request_target",
    event('pull_request_target', forkPullRequest(), onDefault),
    { ...ofFork, awaitsBuild: true },
  ],
  [
    "a fork's pull_request_target, closed",
    event('pull_request_target', forkPullRequest('closed'), onDefault),
    ofFork,
  ],
]

const others: Row[] = [
  ['workflow_run', event('workflow_run', workflowRun(), onDefault), {}],
  [
    'workflow_run of a fork',
    event('workflow_run', workflowRun({}, forkPayload()), onDefault),
    ofFork,
  ],
  ...['pending', 'ready', 'promoted', 'error', 'canceled', 'success', 'something.new'].map(
    (state): Row => [
      `vercel.deployment.${state}`,
      event('repository_dispatch', vercelDispatch({}, `vercel.deployment.${state}`), onDefault),
      ofVercel,
    ],
  ),
  [
    "Vercel's event with a whole ref",
    event('repository_dispatch', vercelDispatch({ git: onBranch }), onDefault),
    ofVercel,
  ],
  [
    "Vercel's event without a project",
    event('repository_dispatch', vercelDispatch({ project: undefined }), onDefault),
    { branchProven: false },
  ],
  [
    "Vercel's event with an odd project",
    event('repository_dispatch', vercelDispatch({ project: { id: 7 } }), onDefault),
    { branchProven: false },
  ],
  ...[
    vercelDispatch({}, 'on-demand-test'),
    vercelDispatch({}, 'vercel.deployments'),
    { ...vercelDispatch(), action: undefined },
    { ...vercelDispatch(), action: 7 },
  ].map(
    (payload): Row => [
      `somebody else's repository_dispatch (${payload.action})`,
      event('repository_dispatch', payload, onDefault),
      { branches: ['master'], ownHead: OLD_COMMIT },
    ],
  ),
  ...['deployment', 'deployment_status'].map(
    (name): Row => [
      name,
      // GITHUB_REF is empty where a deployment was made for a commit.
      event(name, deploymentStatus(), { ref: undefined }),
      { branches: { withHead: OWN_COMMIT } },
    ],
  ),
  ['workflow_dispatch', event('workflow_dispatch', workflowDispatch(), onBranch), {}],
  ['create of a branch', event('create', example('create'), onBranch), {}],
  [
    'an event that the action does not know, on a branch',
    event('something_new', {}, onBranch),
    { defaultBranch: undefined },
  ],
  [
    'a branch without GITHUB_SHA',
    event('workflow_dispatch', workflowDispatch(), { sha: undefined }),
    { ownHead: undefined },
  ],
  ['schedule', event('schedule', schedule(), onDefault), everything],
  [
    'schedule with another payload than documented',
    event('schedule', 'text', onDefault),
    { ...everything, defaultBranch: undefined },
  ],
]

describe('what happened, and where it makes the step look', () => {
  it.each([...pushes, ...pulls, ...others])('%s', (_, sent, expected) => {
    expect(toScope(sent, AUTO)).toStrictEqual({ ...ordinary, ...expected })
  })

  it('GITHUB_REF and GITHUB_SHA are never read where they are of the base branch', () => {
    for (const [name, payload] of [
      ['pull_request_target', pullRequest()],
      ['workflow_run', workflowRun()],
      ['deployment_status', deploymentStatus()],
    ] as const) {
      const trap = (): never => {
        throw new Error('was read')
      }
      const sent = event(name, payload)
      Object.defineProperty(sent, 'ref', { get: trap })
      Object.defineProperty(sent, 'sha', { get: trap })
      expect(toScope(sent, AUTO)).toMatchObject({ ownHead: OWN_COMMIT })
    }
  })
})

describe('what happened, and why nothing is looked at', () => {
  const skipped: [string, Event, string][] = [
    ['a tag is pushed', event('push', example('push'), onTag), 'A pushed tag '],
    [
      'a tag is deleted by a push',
      event('push', deletingPush({ ref: onTag.ref })),
      'A pushed tag ',
    ],
    ['a tag is deleted', event('delete', example('delete'), onDefault), 'A deleted tag '],
    ['a tag is created', event('create', {}, onTag), 'This `create` run on a tag '],
    [
      'a run by hand on a tag',
      event('workflow_dispatch', workflowDispatch(onTag.ref), onTag),
      'This `workflow_dispatch` run on a tag ',
    ],
    [
      'a run in the merge queue',
      event('merge_group', example('merge_group'), {
        ref: 'refs/heads/gh-readonly-queue/main/pr-104-929f8209',
      }),
      'The event `merge_group` ',
    ],
    [
      'a review of a pull request',
      event('pull_request_review', example('pull_request_review'), onMerge),
      'This `pull_request_review` run ',
    ],
    [
      'a workflow_run on no branch',
      event('workflow_run', workflowRun({ head_branch: null as never }), onDefault),
      'This `workflow_run` ',
    ],
    [
      "Vercel's event of a deployment without git",
      event('repository_dispatch', vercelDispatch({ git: undefined }), onDefault),
      'This `vercel.deployment.ready` event ',
    ],
    [
      "Vercel's event of a detached checkout",
      event('repository_dispatch', vercelDispatch({ git: { ref: 'HEAD', sha: OWN_COMMIT } })),
      'This `vercel.deployment.ready` event ',
    ],
    [
      "Vercel's event of a commit without a branch",
      event('repository_dispatch', vercelDispatch({ git: { sha: OWN_COMMIT } })),
      'This `vercel.deployment.ready` event ',
    ],
    ['no ref', event('workflow_dispatch', {}, { ref: undefined }), 'This `workflow_dispatch` run '],
    ['an empty branch', event('x', {}, { ref: 'refs/heads/' }), 'This `x` run '],
    ['no event', event('', {}, { ref: undefined }), 'This `no event` run '],
    // GitHub runs these on the default branch, which they say nothing about.
    ...`branch_protection_rule check_run check_suite discussion discussion_comment fork gollum
    image_version issue_comment issues label merge_group milestone page_build project project_card
    project_column public registry_package release status watch`
      .split(/\s+/)
      .map((name): [string, Event, string] => [
        `${name}, on the default branch`,
        event(name, {}, onDefault),
        `The event \`${name}\` `,
      ]),
  ]

  it.each(skipped)('%s', (_, sent, start) => {
    const result = toScope(sent, AUTO) as { skipped: string }
    expect(Object.keys(result)).toEqual(['skipped'])
    expect(result.skipped.startsWith(start)).toBe(true)
    expect(result.skipped).toMatch(
      /no branch.*`push` or `pull_request`.*`branch`.*`mode: sweep`\.$/,
    )
  })

  it.each(skipped)('%s: not by any other mode but sweep either', (_, sent) => {
    for (const mode of ['branch', 'commit'] as const) {
      expect(toScope(sent, { mode, branch: undefined })).toHaveProperty('skipped')
    }
  })

  it.each([
    ['pull_request', pullRequest('opened', { repo: null })],
    ['pull_request_target', pullRequest('closed', { repo: null })],
    ['workflow_run', workflowRun({ head_repository: null as never })],
  ])('%s from a fork that was deleted', (name, payload) => {
    expect(toScope(event(name, payload, onMerge), AUTO)).toEqual({
      skipped: expect.stringMatching(/fork|gone.*`mode: sweep`/),
    })
  })

  it.each<[string, Event, Mode, RegExp]>([
    [
      'commit, on schedule',
      event('schedule', schedule(), onDefault),
      'commit',
      /`schedule`.*`push`/,
    ],
    ['commit, on a deletion', event('delete', deletion()), 'commit', /`delete`.*`mode`/],
    ['commit, on a deleting push', event('push', deletingPush()), 'commit', /`push`.*has none/],
    ['branch, on schedule', event('schedule', schedule(), onDefault), 'branch', /`branch`, or/],
  ])('mode %s', (_, sent, mode, words) => {
    expect(toScope(sent, { mode, branch: undefined })).toEqual({
      skipped: expect.stringMatching(words),
    })
  })

  it('text of the payload can not start a command', () => {
    const action = 'vercel.deployment.\n::error::x'
    const sent = event('repository_dispatch', vercelDispatch({ git: undefined }, action))
    expect((toScope(sent, AUTO) as { skipped: string }).skipped).not.toMatch(/\n/)
  })
})

describe('the input mode', () => {
  it.each<[Mode, string, Event, Partial<EventScope>]>([
    ['branch', 'a push', event('push', push()), { awaitsBuild: true }],
    ['branch', 'a closed pull request', event('pull_request', pullRequest('closed')), {}],
    ['commit', 'a push', event('push', push()), { awaitsBuild: true }],
    [
      'commit',
      'a pull request',
      event('pull_request', pullRequest('labeled'), onMerge),
      { ownMerge: MERGE_COMMIT },
    ],
    [
      'commit',
      'a deployment_status',
      event('deployment_status', deploymentStatus()),
      { branches: { withHead: OWN_COMMIT } },
    ],
    ['branch', 'a run by hand', event('workflow_dispatch', workflowDispatch()), {}],
  ])('%s, on %s: the same scope, in this mode', (mode, _, sent, expected) => {
    const scope = toScope(sent, { mode, branch: undefined })
    expect(scope).toStrictEqual({ ...ordinary, mode, ...expected })
  })

  it.each<[string, Event, Partial<EventScope>]>([
    ['a push', event('push', push()), { ownHead: OWN_COMMIT }],
    [
      'a pull request',
      event('pull_request', pullRequest(), onMerge),
      { ownHead: OWN_COMMIT, ownMerge: MERGE_COMMIT },
    ],
    [
      "a fork's pull request: of this repository",
      event('pull_request_target', forkPullRequest(), onDefault),
      { ownHead: OWN_COMMIT },
    ],
    [
      "Vercel's event: of its project",
      event('repository_dispatch', vercelDispatch(), onDefault),
      { ownHead: OWN_COMMIT, projectId: 'prj_web' },
    ],
    ['a tag', event('push', example('push'), onTag), {}],
    ['merge_group', event('merge_group', example('merge_group')), {}],
    ['a comment', event('issue_comment', example('issue_comment')), {}],
    ['a deleted fork', event('pull_request', pullRequest('opened', { repo: null })), {}],
    ['schedule', event('schedule', schedule(), onDefault), {}],
    ['a broken payload', event('push', {}), { defaultBranch: undefined }],
    [
      'no payload',
      { ...event('push'), payload: { file: 'x', unreadable: 'it is not JSON' } },
      { defaultBranch: undefined },
    ],
  ])('sweep, on %s', (_, sent, expected) => {
    const scope = toScope(sent, { mode: 'sweep', branch: undefined })
    const defaultBranch = expect.any(String) as string
    expect(scope).toStrictEqual({ ...ordinary, ...everything, defaultBranch, ...expected })
  })
})

describe('the input branch', () => {
  /** Another branch of this repository, which only the input named. */
  const named: EventScope = {
    ...ordinary,
    branches: ['other'],
    ownHead: undefined,
    branchProven: false,
  }

  it.each<[string, Event, Partial<EventScope>]>([
    ['a push', event('push', push()), {}],
    ['a deletion', event('delete', deletion()), {}],
    ['a pull request', event('pull_request', pullRequest(), onMerge), {}],
    ["a fork's pull request", event('pull_request_target', forkPullRequest(), onDefault), {}],
    ['a tag', event('push', example('push'), onTag), {}],
    ['a deleted fork', event('pull_request', pullRequest('opened', { repo: null })), {}],
    // Not the sweep that a schedule is without it.
    ['schedule', event('schedule', schedule(), onDefault), {}],
    [
      'a deployment_status: GitHub tells whether it is one of its own',
      event('deployment_status', deploymentStatus()),
      {
        branches: { withHead: OWN_COMMIT, named: 'other' },
        ownHead: OWN_COMMIT,
        branchProven: true,
      },
    ],
    [
      "Vercel's event: of its project",
      event('repository_dispatch', vercelDispatch(), onDefault),
      { projectId: 'prj_web' },
    ],
    ['a broken payload', event('push', { ref: 7 }), { defaultBranch: undefined }],
  ])('another, on %s', (_, sent, expected) => {
    expect(toScope(sent, { mode: 'auto', branch: 'other' })).toStrictEqual({
      ...named,
      ...expected,
    })
  })

  const own = [...pushes, ...pulls, ...others].flatMap(
    ([what, sent, { fork, branches = [BRANCH] }]): [string, Event, string | undefined][] =>
      fork || !Array.isArray(branches) ? [] : [[what, sent, branches[0]]],
  )

  it.each(own)("the event's own, on %s: nothing changes", (_, sent, branch) => {
    expect(toScope(sent, { mode: 'auto', branch })).toStrictEqual(toScope(sent, AUTO))
  })

  it.each([
    ['a fork', event('pull_request_target', forkPullRequest(), onDefault)],
    ["a fork's workflow_run", event('workflow_run', workflowRun({}, forkPayload()), onDefault)],
  ])('named as the one of %s: the one of this repository', (_, sent) => {
    expect(toScope(sent, { mode: 'auto', branch: BRANCH })).toStrictEqual({
      ...named,
      branches: [BRANCH],
    })
  })

  it('in another case it is another branch', () => {
    const scope = toScope(event('push', push()), { mode: 'auto', branch: BRANCH.toUpperCase() })
    expect(scope).toMatchObject({ ownHead: undefined, branchProven: false })
  })

  it('with mode: branch', () => {
    expect(
      toScope(event('schedule', schedule()), { mode: 'branch', branch: 'other' }),
    ).toStrictEqual({ ...named, mode: 'branch' })
  })
})

describe('whose repository it is', () => {
  it('a renamed repository is no fork: its id is the same, and its new name is meant', () => {
    const renamed = { ...REPOSITORY, name: 'New-Name' }
    const sent = event('pull_request', pullRequest(), { repository: renamed })
    expect(toScope(sent, AUTO)).toMatchObject({
      fork: false,
      repository: renamed,
      headRepository: renamed,
    })
  })

  it('equal names with another id are a fork', () => {
    const payload = pullRequest('opened', { repo: { ...repository(), id: 5 } })
    expect(toScope(event('pull_request', payload), AUTO)).toMatchObject({
      fork: true,
      headRepository: { ...REPOSITORY, id: '5' },
    })
  })

  it.each([
    ['the same names in another case', { owner: 'codertocat', name: 'HELLO-WORLD' }, false],
    ['another owner', { owner: 'octocat', name: 'Hello-World' }, true],
    ['another name', { owner: 'Codertocat', name: 'Hello-World-1' }, true],
  ])('without an id in the environment: %s', (_, names, fork) => {
    const own = { host: 'github.com', id: undefined, ...names }
    const sent = event('pull_request', pullRequest(), { repository: own })
    expect(toScope(sent, AUTO)).toMatchObject({ fork })
  })

  it('without an id in the payload: by names', () => {
    const repo = { ...forkPayload(), id: undefined as never }
    expect(toScope(event('pull_request', pullRequest('opened', { repo })), AUTO)).toMatchObject({
      headRepository: { ...FORK, id: undefined },
      fork: true,
    })
  })

  it("a fork is on the workflow's own server", () => {
    const own = { ...REPOSITORY, host: 'github.acme.com' }
    const sent = event('pull_request', forkPullRequest(), { repository: own })
    expect(toScope(sent, AUTO)).toMatchObject({ headRepository: { ...FORK, host: own.host } })
  })

  it('not known: an error that names the variable', () => {
    const attempt = () => toScope(event('push', push(), { repository: undefined }), AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow('GITHUB_REPOSITORY is not set')
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
    ['push', 'ref', push()],
    ['push', 'after', push()],
    ['delete', 'ref', deletion()],
    ['delete', 'ref_type', deletion()],
    ['pull_request', 'pull_request', pullRequest()],
    ['pull_request', 'pull_request.head', pullRequest()],
    ['pull_request', 'pull_request.head.ref', pullRequest()],
    ['pull_request', 'pull_request.head.sha', pullRequest()],
    ['pull_request', 'pull_request.head.repo', pullRequest()],
    ['pull_request', 'pull_request.head.repo.name', pullRequest()],
    ['pull_request', 'pull_request.head.repo.owner.login', pullRequest()],
    ['pull_request_target', 'pull_request.head.sha', pullRequest()],
    ['workflow_run', 'workflow_run', workflowRun()],
    ['workflow_run', 'workflow_run.head_branch', workflowRun()],
    ['workflow_run', 'workflow_run.head_sha', workflowRun()],
    ['workflow_run', 'workflow_run.head_repository', workflowRun()],
    ['deployment_status', 'deployment', deploymentStatus()],
    ['deployment', 'deployment.sha', deploymentStatus()],
    ['repository_dispatch', 'client_payload', vercelDispatch()],
  ])('%s without %s: the file and the field are named', (name, path, payload) => {
    const attempt = () => toScope(event(name, without(payload, path)), AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow(
      `(\`${name}\`, /github/workflow/event.json): \`${path}\` is missing or has an unexpected type.`,
    )
  })

  it('several fields', () => {
    const attempt = () => toScope(event('push', {}), AUTO)
    expect(attempt).toThrow('`ref`, `after` are missing or have an unexpected type.')
    expect(attempt).toThrow(expect.objectContaining({ name: 'PayloadError' }))
  })

  it('a field of another type', () => {
    expect(() => toScope(event('push', { ...push(), after: 7 }), AUTO)).toThrow(': `after` is')
  })

  it.each([[null], ['a text'], [7], [[]]])('the whole of it is %j', (content) => {
    expect(() => toScope(event('push', content), AUTO)).toThrow(
      /event\.json\): it is missing or has an unexpected type\.$/,
    )
  })

  it('a payload that could not be read: the error says why', () => {
    const payload = { file: '/a/event.json', unreadable: 'it is not JSON' }
    const attempt = () => toScope({ ...event('push'), payload }, AUTO)
    expect(attempt).toThrow(PayloadError)
    expect(attempt).toThrow('(`push`, /a/event.json): it is not JSON.')
  })

  it('what is not needed may be missing or of another type', () => {
    const payload = { ...push(), deleted: 'no', repository: 'gone', pusher: null, extra: {} }
    expect(toScope(event('push', payload), AUTO)).toStrictEqual({
      ...ordinary,
      awaitsBuild: true,
      defaultBranch: undefined,
    })
  })
})
