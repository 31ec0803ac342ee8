import type { Event } from '../../src/event/event.js'
import { secretsWithheld } from '../../src/event/scope.js'
import {
  event,
  FORK,
  forkPayload,
  forkPullRequest,
  onDefault,
  onMerge,
  pullRequest,
  push,
  REPOSITORY,
  schedule,
  workflowRun,
} from './payloads.js'

const dependabot = { actor: 'dependabot[bot]' }
const unreadable = { file: 'x', unreadable: 'there is no such file, or it is larger than 32 MB' }

describe('GitHub passes no secrets to', () => {
  it.each<[string, Event]>([
    ["a fork's pull_request", event('pull_request', forkPullRequest(), onMerge)],
    ["a fork's closed pull_request", event('pull_request', forkPullRequest('closed'), onMerge)],
    [
      'a pull_request of a fork that was deleted',
      event('pull_request', pullRequest('opened', { repo: null }), onMerge),
    ],
    [
      'a pull_request of a fork, by names alone',
      event(
        'pull_request',
        pullRequest('opened', { repo: { ...forkPayload(), id: undefined as never } }),
      ),
    ],
    [
      'a workflow that runs in another repository than the branch is of',
      event('pull_request', pullRequest(), { repository: FORK }),
    ],
    ["Dependabot's pull_request", event('pull_request', pullRequest(), dependabot)],
    ["Dependabot's push", event('push', push(), dependabot)],
  ])('%s', (_, sent) => {
    expect(secretsWithheld(sent)).toBe(true)
  })
})

describe('GitHub passes secrets to', () => {
  it.each<[string, Event]>([
    ['a pull_request of this repository', event('pull_request', pullRequest(), onMerge)],
    [
      'a pull_request of this repository, renamed',
      event('pull_request', pullRequest(), { repository: { ...REPOSITORY, name: 'New-Name' } }),
    ],
    ["a fork's pull_request_target", event('pull_request_target', forkPullRequest(), onDefault)],
    ["a fork's workflow_run", event('workflow_run', workflowRun({}, forkPayload()), onDefault)],
    ['a push', event('push', push())],
    ['a schedule', event('schedule', schedule(), onDefault)],
    ['another bot', event('pull_request', pullRequest(), { actor: 'renovate[bot]' })],
    ['a person named so', event('pull_request', pullRequest(), { actor: 'dependabot' })],
    ['nobody known', event('push', push(), { actor: undefined })],
    // What can't be told is told as the ordinary case: a missing token is then an error.
    ['a payload that can not be read', { ...event('pull_request'), payload: unreadable }],
    ['a payload that is broken', event('pull_request', { pull_request: {} })],
    ['an unknown repository', event('pull_request', forkPullRequest(), { repository: undefined })],
  ])('%s', (_, sent) => {
    expect(secretsWithheld(sent)).toBe(false)
  })
})
