import { readEvent } from '../../src/event/event.js'

const FILE = '/github/workflow/event.json'
const none = () => undefined

/** What the runner sets for a push. */
const env = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: FILE,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'Codertocat/Hello-World',
  GITHUB_REPOSITORY_ID: '186853002',
  GITHUB_REF: 'refs/heads/feature/x',
  GITHUB_SHA: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
  GITHUB_ACTOR: 'Codertocat',
}

describe('the event, as the runner tells it', () => {
  it('all that the runner sets', () => {
    const asked: string[] = []
    const readFile = (path: string) => {
      asked.push(path)
      return '{"ref":"refs/heads/feature/x"}'
    }
    expect(readEvent(env, readFile)).toStrictEqual({
      name: 'push',
      repository: {
        host: 'github.com',
        id: '186853002',
        owner: 'Codertocat',
        name: 'Hello-World',
      },
      ref: 'refs/heads/feature/x',
      sha: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
      actor: 'Codertocat',
      payload: { file: FILE, content: { ref: 'refs/heads/feature/x' } },
    })
    expect(asked).toEqual([FILE])
  })

  it('nothing set: nothing known, and no error', () => {
    expect(readEvent({}, none)).toStrictEqual({
      name: '',
      repository: undefined,
      ref: undefined,
      sha: undefined,
      actor: undefined,
      payload: { file: 'GITHUB_EVENT_PATH', unreadable: expect.stringContaining('not set') },
    })
  })

  it('empty variables are as good as none', () => {
    const empty = Object.fromEntries(Object.keys(env).map((name) => [name, '']))
    expect(readEvent(empty, none)).toStrictEqual(readEvent({}, none))
  })

  it.each([
    ['Codertocat', undefined],
    ['/Hello-World', undefined],
    ['Codertocat/', undefined],
  ])('GITHUB_REPOSITORY is "%s"', (GITHUB_REPOSITORY, repository) => {
    expect(readEvent({ ...env, GITHUB_REPOSITORY }, none).repository).toEqual(repository)
  })

  it.each([
    ['https://github.com', 'github.com'],
    ['https://GitHub.acme.com', 'github.acme.com'],
    ['https://github.acme.com:8443/', 'github.acme.com:8443'],
    ['', 'github.com'],
    ['no address', 'github.com'],
  ])('GITHUB_SERVER_URL is "%s"', (GITHUB_SERVER_URL, host) => {
    expect(readEvent({ ...env, GITHUB_SERVER_URL }, none).repository).toHaveProperty('host', host)
  })

  it.each<[string, Record<string, string>, unknown, unknown]>([
    [
      'an id that only the payload tells',
      { GITHUB_REPOSITORY_ID: '' },
      { id: 7, full_name: 'a/b' },
      { host: 'github.com', id: '7', owner: 'Codertocat', name: 'Hello-World' },
    ],
    [
      'an id that nothing tells',
      { GITHUB_REPOSITORY_ID: '' },
      undefined,
      { host: 'github.com', id: undefined, owner: 'Codertocat', name: 'Hello-World' },
    ],
    [
      'names that only the payload tells',
      { GITHUB_REPOSITORY: '', GITHUB_REPOSITORY_ID: '' },
      { id: 7, full_name: 'a/b' },
      { host: 'github.com', id: '7', owner: 'a', name: 'b' },
    ],
    [
      'the environment over the payload',
      {},
      { id: 7, full_name: 'a/b' },
      { host: 'github.com', id: '186853002', owner: 'Codertocat', name: 'Hello-World' },
    ],
    ['names that are of another type', { GITHUB_REPOSITORY: '' }, { full_name: 7 }, undefined],
  ])('%s', (_, variables, repository, expected) => {
    const read = () => JSON.stringify({ repository })
    expect(readEvent({ ...env, ...variables }, read).repository).toStrictEqual(expected)
  })

  it.each([
    ['there is no such file, or it is larger than 32 MB', undefined],
    ['it is not JSON', ''],
    ['it is not JSON', '{"ref":'],
    ['it is not JSON', '<html>'],
  ])('a payload that can not be read: %s', (why, content) => {
    expect(readEvent(env, () => content).payload).toStrictEqual({ file: FILE, unreadable: why })
  })

  it.each(['null', '[]', '"text"', '7'])(
    'a payload that is %s is for the scope to judge',
    (content) => {
      expect(readEvent(env, () => content).payload).toStrictEqual({
        file: FILE,
        content: JSON.parse(content),
      })
    },
  )
})
