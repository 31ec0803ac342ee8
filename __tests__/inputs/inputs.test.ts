import { type Inputs, readInputs } from '../../src/inputs/inputs.js'
import { builds, GITHUB_TOKEN, inputs, read, TOKEN, told } from './read.js'

const defaults: Inputs = {
  token: TOKEN,
  githubToken: undefined,
  apiUrl: new URL('https://api.vercel.com'),
  team: {},
  selection: {
    kind: 'event',
    mode: 'auto',
    branch: undefined,
    projects: { names: [], source: undefined },
    environments: ['preview'],
    states: ['QUEUED', 'INITIALIZING', 'BUILDING'],
    requireReplacement: true,
  },
  dryRun: false,
  timeout: 60_000,
  warnings: [],
}

const NAMES = [
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
  'api-url',
]

/** A checkout without files, and which were asked for. */
function noFiles() {
  const asked: string[] = []
  const readFile = (path: string) => {
    asked.push(path)
    return undefined
  }
  return { asked, readFile }
}

describe('defaults', () => {
  it('a token alone', () => {
    expect(read()).toStrictEqual(defaults)
  })

  it.each(['', ' ', '\n\t '])('inputs that are %j are not given', (empty) => {
    expect(read(Object.fromEntries(NAMES.map((name) => [name, empty])))).toStrictEqual(defaults)
  })

  it('environment variables that are empty are not set', () => {
    const env = { VERCEL_TOKEN: '', VERCEL_ORG_ID: ' ', VERCEL_PROJECT_ID: '' }
    expect(read({}, { env })).toStrictEqual(defaults)
  })

  it('whitespace around a value is not part of it', () => {
    expect(builds({ mode: ' sweep\n' }).mode).toBe('sweep')
    expect(read({ token: ` ${TOKEN}\n` }).token).toBe(TOKEN)
  })

  it('each call has its own list of states', () => {
    builds().states.pop()
    expect(builds().states).toHaveLength(3)
  })
})

describe('one message for all that is wrong', () => {
  it('one thing: one line', () => {
    expect(told({ mode: 'now' })).toMatch(/: `mode` is "now"; expected .*\.$/)
  })

  it('several: a line for each', () => {
    const wrong = { token: '', mode: 'now', timeout: '0', 'dry-run': 'yes', dryrun: 'true' }
    const [first, ...lines] = told({ ...wrong, 'team-id': 'acme', 'team-slug': 'acme' }).split('\n')
    expect(first).toMatch(/ in 7 places:$/)
    expect(lines.map((line) => /^- `([\w-]+)`.*[.?]$/.exec(line)?.[1]).sort()).toEqual(
      ['dry-run', 'dryrun', 'mode', 'team-id', 'team-id', 'timeout', 'token'].sort(),
    )
  })

  it('no file is read when something is wrong', () => {
    const env = inputs({ token: TOKEN, mode: 'now' })
    const { asked, readFile } = noFiles()
    expect(() => readInputs({ env, readFile, secretsWithheld: false })).toThrow('mode')
    expect(asked).toEqual([])
  })
})

describe('inputs that cannot be combined', () => {
  it.each<[Record<string, string>, string]>([
    [{ 'team-id': 'team_a', 'team-slug': 'acme' }, '`team-id` and `team-slug`'],
    [{ branch: 'x', mode: 'sweep' }, '`branch` and `mode: sweep`'],
    [{ branch: 'x', mode: 'commit' }, '`branch` and `mode: commit`'],
    [
      { 'deployment-id': 'dpl_a', 'team-id': 'team_a', 'team-slug': 'acme' },
      '`team-id` and `team-slug`',
    ],
  ])('%j', (given, expected) => {
    expect(told(given)).toContain(expected)
  })

  it.each<[Record<string, string>]>([
    [{ branch: 'x', mode: 'auto' }],
    [{ branch: 'x', mode: 'branch' }],
    // Beside `deployment-id` the inputs about events do not matter.
    [{ branch: 'x', mode: 'sweep', 'deployment-id': 'dpl_a' }],
    [{ branch: 'x', mode: 'commit', 'deployment-id': 'dpl_a' }],
  ])('%j can', (given) => {
    expect(() => read(given)).not.toThrow()
  })
})

describe('beside deployment-id', () => {
  it('the inputs about events do not matter', () => {
    const events = { mode: 'sweep', branch: 'x', target: 'production', states: 'QUEUED' }
    const given = { ...events, 'require-replacement': 'false', 'project-id': 'web' }
    expect(read({ ...given, 'deployment-id': 'dpl_a' }).selection).toStrictEqual({
      kind: 'named',
      deployments: [{ id: 'dpl_a' }],
      ifFinished: 'warn',
    })
  })

  it.each([
    ['mode', 'now'],
    ['branch', 'a b'],
    ['target', 'prod'],
    ['states', 'READY'],
    ['require-replacement', 'yes'],
    ['project-id', 'a/b'],
  ])('but %s: %s is still an error', (name, value) => {
    expect(told({ 'deployment-id': 'dpl_a', [name]: value })).toContain(`\`${name}\` is "`)
  })

  it('a wrong deployment-id does not turn the step to the event', () => {
    expect(told({ 'deployment-id': 'abc', branch: 'x', mode: 'sweep' })).toMatch(
      /^[^\n]*`deployment-id` is "abc"[^\n]*$/,
    )
  })
})

describe('the token', () => {
  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['the input', {}, {}, TOKEN],
    ['the input over the environment', {}, { VERCEL_TOKEN: 'other' }, TOKEN],
    ['the environment', { token: '' }, { VERCEL_TOKEN: 'other' }, 'other'],
  ])('%s', (_, given, env, expected) => {
    expect(read(given, { env }).token).toBe(expected)
  })

  // New tokens have a prefix, older ones have none.
  it.each([TOKEN, 'AbCdEfGhIjKlMnOpQrStUvWx', 'a.b-c_d~e+f/g='])('may be %s', (token) => {
    expect(read({ token }).token).toBe(token)
  })

  it('is missing: what may be the cause, and what to do', () => {
    const message = told({ token: '' })
    for (const words of [
      '`token`',
      'the secret does not exist or is not visible to this job'.replace(
        'the secret',
        'that secret',
      ),
      '`secrets: inherit`',
      '`environment`',
      'https://vercel.com/account/settings/tokens',
      'VERCEL_TOKEN',
      'token: ${{ secrets.VERCEL_TOKEN }}',
    ]) {
      expect(message).toContain(words)
    }
  })

  it('is missing where GitHub withholds secrets: no error, and no file is read', () => {
    const { asked, readFile } = noFiles()
    expect(readInputs({ env: {}, readFile, secretsWithheld: true }).token).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('is missing where GitHub withholds secrets: other mistakes are still told', () => {
    expect(told({ token: '', mode: 'now' }, { secretsWithheld: true })).toMatch(/: `mode` is "now"/)
  })

  it('is there although GitHub withholds secrets (a secret of Dependabot)', () => {
    expect(read({}, { secretsWithheld: true }).token).toBe(TOKEN)
  })

  it.each([
    ['with Bearer before it', `Bearer ${TOKEN}`, 'begins with `Bearer`. Pass the token alone.'],
    ['with bearer before it', `bearer: ${TOKEN}`, 'begins with `Bearer`. Pass the token alone.'],
    ['in quotes', `"${TOKEN}"`, 'has quotes around it. Save the token without them.'],
    ['with one quote', `${TOKEN}'`, 'has quotes around it.'],
    ['in curly quotes', `“${TOKEN}”`, 'has quotes around it.'],
    ['with a line break', `${TOKEN}\n${TOKEN}`, 'contains whitespace (57 characters). Pass the'],
    ['with a space', `${TOKEN} x`, 'contains whitespace (30 characters).'],
    ['with an umlaut', `${TOKEN}ü`, 'contains characters that no token has (29 characters).'],
    ['a GitHub token', GITHUB_TOKEN, 'is a GitHub token; expected a Vercel access token (https:'],
    ['a personal GitHub token', `ghp_${'x'.repeat(36)}`, 'is a GitHub token;'],
    ['a fine-grained GitHub token', 'github_pat_11ABCDEFG', 'is a GitHub token;'],
  ])('pasted %s', (_, token, words) => {
    const message = told({ token })
    expect(message).toContain(`\`token\` ${words}`)
    expect(message).not.toContain(token.replace(/^\W*bearer:? /i, '').slice(0, 8))
    expect(message).not.toContain(TOKEN.slice(0, 8))
  })

  it('one of the wrong form in the environment: the variable is named', () => {
    const message = told({ token: '' }, { env: { VERCEL_TOKEN: `"${TOKEN}"` } })
    expect(message).toContain('`token` (from the environment variable VERCEL_TOKEN) has quotes')
  })

  it.each([
    [TOKEN, 'is a Vercel token; expected a GitHub token'],
    [`${GITHUB_TOKEN} x`, 'contains whitespace'],
    [`'${GITHUB_TOKEN}'`, 'has quotes around it'],
  ])('github-token: %s', (token, words) => {
    expect(told({ 'github-token': token })).toContain(`\`github-token\` ${words}`)
  })

  it('github-token is optional', () => {
    expect(read({ 'github-token': GITHUB_TOKEN }).githubToken).toBe(GITHUB_TOKEN)
  })
})

describe('input over environment over files', () => {
  const file = {
    '.vercel/project.json': JSON.stringify({ projectId: 'prj_file', orgId: 'team_file' }),
  }
  const env = { VERCEL_ORG_ID: 'team_env', VERCEL_PROJECT_ID: 'prj_env' }
  const PERSONAL = 'AbCdEfGhIjKlMnOpQrStUvWx'

  it.each<[string, Record<string, string>, Parameters<typeof read>[1], Inputs['team']]>([
    ['nothing', {}, {}, {}],
    ['team-id', { 'team-id': 'team_a' }, { env, files: file }, { teamId: 'team_a' }],
    ['team-slug', { 'team-slug': 'acme-1' }, { env, files: file }, { slug: 'acme-1' }],
    ['VERCEL_ORG_ID', {}, { env, files: file }, { teamId: 'team_env' }],
    ['the file', {}, { files: file }, { teamId: 'team_file' }],
    [
      'team-id, and nonsense in the environment',
      { 'team-id': 'team_a' },
      { env: { VERCEL_ORG_ID: 'acme' } },
      { teamId: 'team_a' },
    ],
    [
      'team-slug, and nonsense in the environment',
      { 'team-slug': 'acme' },
      { env: { VERCEL_ORG_ID: 'a b' } },
      { slug: 'acme' },
    ],
    // The id of a personal account is an answer, too: nothing is sent, and no file is asked.
    ['a personal team-id', { 'team-id': PERSONAL }, { env, files: file }, {}],
    ['a personal VERCEL_ORG_ID', {}, { env: { VERCEL_ORG_ID: PERSONAL }, files: file }, {}],
  ])('the team: %s', (_, given, around, expected) => {
    // `{ teamId: undefined }` would not do: it is spread over the query of every request.
    expect(read(given, around).team).toStrictEqual(expected)
  })

  it.each<[string, Record<string, string>, Parameters<typeof read>[1], string[], unknown]>([
    ['nothing', {}, {}, [], undefined],
    ['project-id', { 'project-id': 'prj_a' }, { env, files: file }, ['prj_a'], 'project-id'],
    ['VERCEL_PROJECT_ID', {}, { env, files: file }, ['prj_env'], 'VERCEL_PROJECT_ID'],
    [
      'several in VERCEL_PROJECT_ID',
      {},
      { env: { VERCEL_PROJECT_ID: 'prj_1, web' } },
      ['prj_1', 'web'],
      'VERCEL_PROJECT_ID',
    ],
    ['the file', {}, { files: file }, ['prj_file'], '.vercel/project.json'],
  ])('the projects: %s', (_, given, around, names, source) => {
    expect(builds(given, around).projects).toStrictEqual({ names, source })
  })

  it('what is wrong in the environment is named as what it is', () => {
    const message = told({}, { env: { VERCEL_ORG_ID: 'acme', VERCEL_PROJECT_ID: 'a/b' } })
    expect(message).toMatch(/`team-id` \(from the environment variable VERCEL_ORG_ID\) is "acme"; /)
    expect(message).toMatch(/`project-id` \(from the environment variable VERCEL_PROJECT_ID\) is/)
  })

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['.vercel/project.json', '.vercel/repo.json']],
    ['a team', { 'team-id': 'team_a' }, ['.vercel/project.json', '.vercel/repo.json']],
    ['a project', { 'project-id': 'web' }, ['.vercel/project.json', '.vercel/repo.json']],
    ['both', { 'team-slug': 'acme', 'project-id': 'web' }, []],
    ['a personal account and a project', { 'team-id': 'usr_a', 'project-id': 'web' }, []],
    ['a deployment', { 'deployment-id': 'dpl_a' }, ['.vercel/project.json', '.vercel/repo.json']],
    ['a deployment and a team', { 'deployment-id': 'dpl_a', 'team-id': 'team_a' }, []],
  ])('files are read only for what is missing: given %s', (_, given, expected) => {
    const { asked, readFile } = noFiles()
    readInputs({ env: inputs({ token: TOKEN, ...given }), readFile, secretsWithheld: false })
    expect(asked).toEqual(expected)
  })

  it('the team of a named deployment comes from the file', () => {
    expect(read({ 'deployment-id': 'dpl_a' }, { files: file }).team).toEqual({
      teamId: 'team_file',
    })
  })
})
