import { readEvent } from '../../src/event/event.js'

const FILE = '/github/workflow/event.json'
const none = () => undefined

/** What the runner sets for a push. */
const env = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: FILE,
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
      repository: { id: '186853002', owner: 'Codertocat', name: 'Hello-World' },
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
    ['Codertocat/Hello-World', { id: '186853002', owner: 'Codertocat', name: 'Hello-World' }],
  ])('GITHUB_REPOSITORY is "%s"', (GITHUB_REPOSITORY, repository) => {
    expect(readEvent({ ...env, GITHUB_REPOSITORY }, none).repository).toEqual(repository)
  })

  it('a repository without an id', () => {
    expect(readEvent({ ...env, GITHUB_REPOSITORY_ID: '' }, none).repository).toStrictEqual({
      id: undefined,
      owner: 'Codertocat',
      name: 'Hello-World',
    })
  })

  it.each([
    ['there is no such file', undefined],
    ['it is not JSON', ''],
    ['it is not JSON', '{"ref":'],
    ['it is not JSON', '<html>'],
  ])('a payload that can not be read: %s', (why, content) => {
    expect(readEvent(env, () => content).payload).toStrictEqual({ file: FILE, unreadable: why })
  })

  it.each(['null', '[]', '"text"', '7'])(
    'a payload that is %s is for the trigger to judge',
    (content) => {
      expect(readEvent(env, () => content).payload).toStrictEqual({
        file: FILE,
        content: JSON.parse(content),
      })
    },
  )
})
