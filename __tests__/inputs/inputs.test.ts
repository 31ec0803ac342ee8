import {
  type EventBuilds,
  InputError,
  type Inputs,
  readInputs,
  secretsOf,
} from '../../src/inputs/inputs.js'

const TOKEN = 'vcp_AbCdEfGhIjKlMnOpQrStUvWx'
const GITHUB_TOKEN = 'ghs_ZyXwVuTsRqPoNmLkJiHgFe'

type Env = Record<string, string | undefined>

/** Inputs by their names, as the runner passes them. */
function inputs(given: Record<string, string>): Env {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
}

type Given = { env?: Env; files?: Record<string, string>; secretsWithheld?: boolean }

/** Reads inputs, with a token unless told otherwise. */
function read(
  given: Record<string, string> = {},
  { env = {}, files = {}, secretsWithheld = false }: Given = {},
): Inputs {
  return readInputs({
    env: { ...inputs({ token: TOKEN, ...given }), ...env },
    readFile: (path) => files[path],
    secretsWithheld,
  })
}

/** The message of the error that reading must end with. */
function complaint(given: Record<string, string>, more: Given = {}): string {
  try {
    read(given, more)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    expect(error).toHaveProperty('name', 'InputError')
    return (error as Error).message
  }
  throw new Error('the inputs were taken')
}

function what(given: Record<string, string>, more: Given = {}): EventBuilds {
  const { what } = read(given, more)
  if (what.kind !== 'event') throw new Error('deployments are named')
  return what
}

function named(deploymentId: string) {
  const { what } = read({ 'deployment-id': deploymentId })
  if (what.kind !== 'named') throw new Error('no deployments are named')
  return what.deployments
}

const defaults: Inputs = {
  token: TOKEN,
  githubToken: undefined,
  apiUrl: new URL('https://api.vercel.com'),
  scope: {},
  what: {
    kind: 'event',
    mode: 'auto',
    branch: undefined,
    projects: [],
    environments: ['preview'],
    states: ['QUEUED', 'INITIALIZING', 'BUILDING'],
    cancelWithRun: false,
  },
  dryRun: false,
  timeout: 60_000,
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
  'cancel-with-run',
  'if-finished',
  'dry-run',
  'timeout',
  'github-token',
  'api-url',
]

describe('defaults', () => {
  it('a token alone', () => {
    expect(read()).toStrictEqual(defaults)
  })

  it.each(['', ' ', '\n\t '])('inputs that are %j are not given', (empty) => {
    expect(read(Object.fromEntries(NAMES.map((name) => [name, empty])))).toEqual(defaults)
  })

  it('environment variables that are empty are not set', () => {
    const env = { VERCEL_TOKEN: '', VERCEL_ORG_ID: ' ', VERCEL_PROJECT_ID: '' }
    expect(read({}, { env })).toEqual(defaults)
  })

  it('white space around a value is not part of it', () => {
    expect(what({ mode: ' sweep\n' }).mode).toBe('sweep')
    expect(read({ token: ` ${TOKEN}\n` }).token).toBe(TOKEN)
  })
})

describe('right forms', () => {
  it.each<[string, string, unknown]>([
    ['mode', 'auto', 'auto'],
    ['mode', 'superseded', 'superseded'],
    ['mode', 'branch', 'branch'],
    ['mode', 'sweep', 'sweep'],
    ['branch', 'feature/x', 'feature/x'],
    ['branch', 'refs/heads/feature/x', 'feature/x'],
    ['branch', 'x/refs/heads/y', 'x/refs/heads/y'],
    ['branch', 'grüße/"a"', 'grüße/"a"'],
    ['branch', 'release-1.0_b@2', 'release-1.0_b@2'],
    ['project-id', 'prj_a', ['prj_a']],
    ['project-id', 'web', ['web']],
    ['project-id', 'prj_a, web\napi.v2,,docs_1', ['prj_a', 'web', 'api.v2', 'docs_1']],
    ['project-id', 'web web', ['web']],
    ['project-id', 'web,', ['web']],
    ['project-id', ',web', ['web']],
    ['target', 'production', ['production']],
    ['target', 'preview, production', ['preview', 'production']],
    ['target', 'qa-1\nstaging', ['qa-1', 'staging']],
    ['states', 'queued', ['QUEUED']],
    ['states', 'Queued, bUILDING', ['QUEUED', 'BUILDING']],
    ['states', 'INITIALIZING BUILDING', ['INITIALIZING', 'BUILDING']],
  ])('%s: "%s"', (name, found, expected) => {
    const field = { 'project-id': 'projects', target: 'environments' }[name] ?? name
    expect(what({ [name]: found })).toHaveProperty(field, expected)
  })

  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('booleans are those of YAML 1.2: %s', (found, expected) => {
    expect(read({ 'dry-run': found }).dryRun).toBe(expected)
    expect(what({ 'cancel-with-run': found }).cancelWithRun).toBe(expected)
  })

  it.each([
    ['1', 1_000],
    ['60', 60_000],
    ['3600', 3_600_000],
  ])('timeout: %s', (found, ms) => {
    expect(read({ timeout: found }).timeout).toBe(ms)
  })

  it.each(['warn', 'error', 'ignore'])('if-finished: %s', (found) => {
    expect(read({ 'deployment-id': 'dpl_a', 'if-finished': found }).what).toEqual({
      kind: 'named',
      deployments: [{ id: 'dpl_a' }],
      ifFinished: found,
    })
  })

  it('if-finished is warn unless told', () => {
    expect(read({ 'deployment-id': 'dpl_a' }).what).toHaveProperty('ifFinished', 'warn')
  })

  it('github-token', () => {
    expect(read({ 'github-token': GITHUB_TOKEN }).githubToken).toBe(GITHUB_TOKEN)
  })

  // New tokens have a prefix, older ones and project tokens have none.
  it.each([TOKEN, 'AbCdEfGhIjKlMnOpQrStUvWx', 'a.b-c_d~e+f/g='])('token: %s', (token) => {
    expect(read({ token }).token).toBe(token)
  })
})

describe('deployment-id', () => {
  const HOST = 'web-abc123-acme.vercel.app'

  it.each<[string, unknown[]]>([
    ['dpl_AbC123', [{ id: 'dpl_AbC123' }]],
    [HOST, [{ hostname: HOST }]],
    [`https://${HOST}`, [{ hostname: HOST }]],
    [`https://${HOST}/`, [{ hostname: HOST }]],
    [`http://${HOST}/a/b?c=d#e`, [{ hostname: HOST }]],
    [`HTTPS://${HOST.toUpperCase()}`, [{ hostname: HOST }]],
    ['preview.example.com', [{ hostname: 'preview.example.com' }]],
    ['https://vercel.com/acme/web/AbC123', [{ id: 'dpl_AbC123' }]],
    ['https://vercel.com/acme/web/AbC123/', [{ id: 'dpl_AbC123' }]],
    ['https://vercel.com/acme/web/AbC123/logs?x=1', [{ id: 'dpl_AbC123' }]],
    ['https://vercel.com/acme/web/dpl_AbC123', [{ id: 'dpl_AbC123' }]],
    ['https://www.vercel.com/acme/web/AbC123', [{ id: 'dpl_AbC123' }]],
    ['vercel.com/acme/web/AbC123', [{ id: 'dpl_AbC123' }]],
    ['dpl_a,dpl_b', [{ id: 'dpl_a' }, { id: 'dpl_b' }]],
    [
      `dpl_a\n  https://${HOST} ,\t vercel.com/acme/web/b`,
      [{ id: 'dpl_a' }, { hostname: HOST }, { id: 'dpl_b' }],
    ],
    ['dpl_a dpl_a', [{ id: 'dpl_a' }]],
    ['dpl_a,', [{ id: 'dpl_a' }]],
    // A host whose name only holds Vercel's is no dashboard.
    ['https://notvercel.com/acme/web/AbC123', [{ hostname: 'notvercel.com' }]],
    ['https://vercel.com.x.app/acme/web/AbC123', [{ hostname: 'vercel.com.x.app' }]],
    ['https://my.vercel.com/acme/web/AbC123', [{ hostname: 'my.vercel.com' }]],
    [`${HOST}/?next=https://x.app`, [{ hostname: HOST }]],
  ])('%j', (found, expected) => {
    expect(named(found)).toEqual(expected)
  })

  it.each([
    'abc',
    'dpl_',
    'dpl_a/b',
    'xdpl_a',
    'a_b.vercel.app',
    'web.vercel.a_b',
    'localhost',
    'https://vercel.com',
    'https://vercel.com/acme',
    'https://vercel.com/acme/web',
    'https://vercel.com/acme/web/a-b',
    'https://vercel.com/acme/web/a-b/c/AbC123',
    'ftp://web.vercel.app',
    'javascript:alert(1)',
    'https://',
    '../v2/user',
    ',',
    'dpl_a, abc',
  ])('"%s" names no deployment', (found) => {
    expect(complaint({ 'deployment-id': found })).toContain(`\`deployment-id\` is "${found}"`)
  })
})

describe('api-url', () => {
  it.each([
    ['https://api.vercel.com', 'https://api.vercel.com/'],
    ['https://proxy.example.com/vercel', 'https://proxy.example.com/vercel'],
    ['HTTPS://API.vercel.com:8443', 'https://api.vercel.com:8443/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['http://127.9.8.7', 'http://127.9.8.7/'],
    ['http://127.0.0.10', 'http://127.0.0.10/'],
    ['http://127.10.20.30', 'http://127.10.20.30/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
    ['https://[::1]:3000', 'https://[::1]:3000/'],
  ])('%s', (found, expected) => {
    expect(read({ 'api-url': found }).apiUrl.href).toBe(expected)
  })

  it.each([
    'http://api.vercel.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://xlocalhost',
    'ftp://localhost',
    'ws://localhost',
    'https://user@api.vercel.com',
    'https://user:secret@api.vercel.com',
    'http://user:secret@localhost',
    'https://:secret@api.vercel.com',
    'https://api.vercel.com?team=a',
    'https://api.vercel.com#a',
    'api.vercel.com',
    '/v12',
    'https://',
  ])('%s is refused', (found) => {
    expect(complaint({ 'api-url': found })).toMatch(/^Wrong input: `api-url` is .*it takes .*https/)
  })
})

describe('wrong forms, each alone: the message names the input, what was found and what is taken', () => {
  it.each([
    ['mode', 'Sweep', ['`auto`', '`superseded`', '`branch`', '`sweep`']],
    ['mode', 'superseded, branch', ['`superseded`']],
    ['branch', 'a b', ['one branch']],
    ['branch', '/a', ['branch']],
    ['branch', 'a/', ['branch']],
    ['branch', 'a:b', ['branch']],
    ['branch', 'a/../b', ['branch']],
    ['branch', 'a*', ['branch']],
    ['project-id', 'a/b', ['prj_', 'names']],
    ['project-id', ',', ['one or more']],
    ['target', 'pre view!', ['`preview`', '`production`']],
    ['target', '!view', ['`preview`', '`production`']],
    ['target', ', ,', ['one or more']],
    ['states', 'READY', ['`QUEUED`', '`INITIALIZING`', '`BUILDING`']],
    ['states', 'QUEUED, BLOCKED', ['`QUEUED`']],
    ['states', 'REQUEUED', ['`QUEUED`']],
    ['states', 'QUEUED_NOW', ['`QUEUED`']],
    ['states', ',', ['one or more']],
    ['cancel-with-run', 'yes', ['`true`', '`false`']],
    ['dry-run', 'yes', ['`true`', '`false`']],
    ['dry-run', 'on', ['`true`']],
    ['dry-run', '1', ['`true`']],
    ['dry-run', 'tRUE', ['`true`']],
    ['dry-run', 'no', ['`false`']],
    ['dry-run', 'untrue', ['`true`']],
    ['dry-run', 'true-ish', ['`true`']],
    ['dry-run', 'true false', ['`true`']],
    ['if-finished', 'fail', ['it takes `warn`, `error` or `ignore`.']],
    ['timeout', '0', ['1 to 3600']],
    ['timeout', '3601', ['1 to 3600']],
    ['timeout', '-1', ['whole number']],
    ['timeout', '1.5', ['whole number']],
    ['timeout', '1e2', ['whole number']],
    ['timeout', '60s', ['seconds']],
    ['timeout', '00060', ['whole number']],
    ['timeout', '0x10', ['whole number']],
    ['timeout', 'Infinity', ['whole number']],
    ['team-id', 'acme', ['`team_…`', '`team-slug`']],
    ['team-id', 'team_a b', ['`team-slug`']],
    ['team-id', 'team_', ['`team-slug`']],
    ['team-id', 'xteam_a', ['`team-slug`']],
    ['team-id', 'xusr_a', ['`team-slug`']],
    ['team-id', 'usr_a-b', ['`team-slug`']],
    ['team-id', 'AbCdEfGhIjKlMnOpQrStUvW', ['`team-slug`']],
    ['team-id', 'AbCdEfGhIjKlMnOpQrStUvWxY', ['`team-slug`']],
    ['team-id', 'a-slug-of-24-characters-', ['`team-slug`']],
    ['team-id', 'aslugthatisofjustletters', ['`team-slug`']],
    ['team-slug', 'team_abc', ['`team-id`']],
    ['team-slug', 'https://vercel.com/acme', ['slug']],
    ['team-slug', 'Acme Inc', ['slug']],
    ['api-url', 'http://api.vercel.com', ['https']],
    ['deployment-id', 'abc', ['`dpl_…`', 'hostnames', 'dashboard']],
  ])('%s: "%s"', (name, found, taken) => {
    const message = complaint({ [name]: found })
    expect(message).toMatch(/^Wrong input: `/)
    expect(message).toContain(`\`${name}\` is "${found}"`)
    for (const words of taken) expect(message).toContain(words)
    expect(message).not.toContain('\n')
  })

  it('four at once: one message, a line each, in one go', () => {
    const message = complaint({ mode: 'now', timeout: '0', 'dry-run': 'yes', 'team-id': 'acme' })
    const [first, ...lines] = message.split('\n')
    expect(first).toBe('Wrong input in 4 places:')
    expect(lines).toHaveLength(4)
    expect(lines.map((line) => /^- `([\w-]+)` is "/.exec(line)?.[1]).sort()).toEqual([
      'dry-run',
      'mode',
      'team-id',
      'timeout',
    ])
  })

  it('a missing token counts among them', () => {
    const message = complaint({ token: '', mode: 'now' })
    expect(message).toMatch(/^.*\b2\b.*:\n/)
    expect(message).toContain('- `token` is missing')
    expect(message).toContain('- `mode` is "now"')
  })

  it('a wrong environment variable is named as what it is', () => {
    const env = { VERCEL_ORG_ID: 'acme', VERCEL_PROJECT_ID: 'a/b' }
    const message = complaint({}, { env })
    expect(message).toMatch(/`team-id`.*VERCEL_ORG_ID.*"acme".*`team-slug`/)
    expect(message).toContain('- `team-id` (from the environment\'s VERCEL_ORG_ID) is "acme"; ')
    expect(message).toMatch(/`project-id`.*VERCEL_PROJECT_ID.*"a\/b"/)
  })

  it("a wrong environment variable that an input stands in for is nobody's concern", () => {
    const message = complaint({ 'team-slug': 'team_a' }, { env: { VERCEL_ORG_ID: 'acme' } })
    expect(message).toMatch(/^Wrong input: `team-slug`/)
    expect(message).not.toContain('VERCEL_ORG_ID')
  })

  it('what was found is shown up to 80 characters', () => {
    expect(complaint({ mode: 'x'.repeat(80) })).toContain(`"${'x'.repeat(80)}"`)
    expect(complaint({ mode: 'x'.repeat(81) })).toContain(`"${'x'.repeat(79)}…"`)
  })

  it.each([
    ['https://user:pass@api.vercel.com', 'https://***@api.vercel.com'],
    ['https://user@api.vercel.com', 'https://***@api.vercel.com'],
    ['http://example.com/a@b', 'http://example.com/a@b'],
  ])('user and password of an address are not shown: %s', (found, shown) => {
    expect(complaint({ 'api-url': found })).toContain(`\`api-url\` is "${shown}"; it takes`)
  })

  it('what was found can not start a workflow command, and is cut', () => {
    const message = complaint({ mode: `x\n::error::${'y'.repeat(5000)}` })
    expect(message).not.toContain('\n')
    expect(message.length).toBeLessThan(400)
  })
})

describe('inputs that do not exist', () => {
  it.each([
    ['deployment_id', 'deployment-id'],
    ['deploymentId', 'deployment-id'],
    ['team_id', 'team-id'],
    ['teamSlug', 'team-slug'],
    ['dry_run', 'dry-run'],
    ['states_', 'states'],
    ['githubToken', 'github-token'],
  ])('%s: did you mean %s?', (name, meant) => {
    const message = complaint({ [name]: 'x' })
    expect(message).toContain(`\`${name.toLowerCase()}\` is no input`)
    expect(message).toContain(`did you mean \`${meant}\`?`)
  })

  it('one that is like none: the message lists them all', () => {
    const message = complaint({ vercel: 'x' })
    expect(message).toContain('`vercel` is no input')
    for (const name of ['token', ...NAMES]) expect(message).toContain(`\`${name}\``)
    expect(message).not.toContain('did you mean')
  })

  it('one that is empty is not given', () => {
    expect(read({ deployment_id: '' })).toEqual(defaults)
  })

  it('other variables are no inputs', () => {
    expect(read({}, { env: { VERCEL_URL: 'x', INPUTS: 'y', MY_INPUT_X: 'z' } })).toEqual(defaults)
  })
})

describe('inputs that exclude each other', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ 'team-id': 'team_a', 'team-slug': 'acme' }, /`team-id` and `team-slug`/],
    [
      { 'cancel-with-run': 'true', 'deployment-id': 'dpl_a' },
      /`cancel-with-run` and `deployment-id`/,
    ],
    [{ branch: 'x', mode: 'sweep' }, /`branch` and `mode: sweep`/],
  ])('%j', (given, expected) => {
    expect(complaint(given)).toMatch(expected)
  })

  it.each<[Record<string, string>]>([
    [{ 'cancel-with-run': 'false', 'deployment-id': 'dpl_a' }],
    [{ branch: 'x', mode: 'superseded' }],
    [{ branch: 'x', mode: 'branch' }],
  ])('%j do not', (given) => {
    expect(() => read(given)).not.toThrow()
  })
})

describe('the token', () => {
  it('the input wins over the environment', () => {
    expect(read({}, { env: { VERCEL_TOKEN: 'other' } }).token).toBe(TOKEN)
    expect(read({ token: '' }, { env: { VERCEL_TOKEN: 'other' } }).token).toBe('other')
  })

  it('none: the message says which secret to make and how to pass it', () => {
    const message = complaint({ token: '' })
    expect(message).toContain('`token`')
    expect(message).toContain('token: ${{ secrets.VERCEL_TOKEN }}')
  })

  it('none where secrets are withheld: no error, no token', () => {
    expect(read({ token: '' }, { secretsWithheld: true }).token).toBeUndefined()
  })

  it('other complaints stand where secrets are withheld', () => {
    expect(complaint({ token: '', mode: 'now' }, { secretsWithheld: true })).toContain('`mode`')
  })

  const secrets = { token: TOKEN, 'github-token': GITHUB_TOKEN }
  // Not even a part of it that somebody could go on from.
  const part = TOKEN.slice(0, 8)

  it.each([
    ['token', `${TOKEN} ${TOKEN}`],
    ['token', `${TOKEN}\n${TOKEN}`],
    ['token', `Bearer ${TOKEN}`],
    ['token', `${TOKEN}ü`],
    ['github-token', `${GITHUB_TOKEN} x`],
    ['github-token', `${GITHUB_TOKEN}\n${GITHUB_TOKEN}`],
  ])('%s of the wrong form is not shown', (name, found) => {
    const message = complaint({ ...secrets, [name]: found })
    expect(message).toContain(`\`${name}\``)
    expect(message).not.toContain(part)
    expect(message).not.toContain(GITHUB_TOKEN.slice(0, 8))
  })

  it.each([
    ['token', 'a b', 'a text of 3 characters with white space in it; it takes a token, without'],
    ['github-token', 'a\tbc', 'a text of 4 characters with white space in it; it takes a token'],
  ])('what is said of %s in its place', (name, found, said) => {
    expect(complaint({ [name]: found })).toContain(`\`${name}\` is ${said}`)
  })

  it('in its place in another input stand three stars', () => {
    expect(complaint({ mode: `a-${TOKEN}-b` })).toContain('`mode` is "a-***-b"; it takes')
  })

  it('one in the environment of the wrong form is not shown', () => {
    const message = complaint({ token: '' }, { env: { VERCEL_TOKEN: `${TOKEN} x` } })
    expect(message).toContain('VERCEL_TOKEN')
    expect(message).not.toContain(part)
  })

  it.each(
    NAMES.filter((name) => !['branch', 'project-id', 'github-token', 'target'].includes(name)),
  )('in %s, where it does not belong, it is not shown', (name) => {
    for (const secret of [TOKEN, GITHUB_TOKEN]) {
      // A slug may look like a token; with a colon before it nothing takes it.
      const message = complaint({ ...secrets, [name]: `x:${secret}` })
      expect(message).toContain(`\`${name}\``)
      expect(message).not.toContain(secret.slice(0, 8))
    }
  })

  it.each([50, 60, 65, 70, 75, 79])('behind %i other characters it is not shown in part', (n) => {
    const message = complaint({ mode: 'x'.repeat(n) + TOKEN })
    expect(message).not.toContain(TOKEN.slice(0, 4))
  })

  it('all that are secret are known, well-formed or not, so that they can be masked', () => {
    const env = { ...inputs({ token: 'a b', 'github-token': GITHUB_TOKEN }), VERCEL_TOKEN: TOKEN }
    expect(secretsOf(env).sort()).toEqual(['a b', GITHUB_TOKEN, TOKEN].sort())
    // `toEqual` takes a list of `undefined` for an empty one.
    expect(secretsOf({ INPUT_TOKEN: ' ', VERCEL_TOKEN: '' })).toStrictEqual([])
    expect(secretsOf({})).toStrictEqual([])
  })
})

describe('the scope', () => {
  const project = (orgId: string) => ({
    '.vercel/project.json': JSON.stringify({ projectId: 'prj_file', orgId }),
  })

  it.each<[string, Record<string, string>, Given, Inputs['scope']]>([
    ['none', {}, {}, {}],
    ['team-id', { 'team-id': 'team_a' }, {}, { teamId: 'team_a' }],
    ['team-slug', { 'team-slug': 'acme-1' }, {}, { slug: 'acme-1' }],
    ['environment', {}, { env: { VERCEL_ORG_ID: 'team_env' } }, { teamId: 'team_env' }],
    ['file', {}, { files: project('team_file') }, { teamId: 'team_file' }],
    [
      'team-id over environment',
      { 'team-id': 'team_a' },
      { env: { VERCEL_ORG_ID: 'team_env' } },
      { teamId: 'team_a' },
    ],
    [
      'team-id over a wrong environment',
      { 'team-id': 'team_a' },
      { env: { VERCEL_ORG_ID: 'acme' } },
      { teamId: 'team_a' },
    ],
    [
      'team-slug over environment',
      { 'team-slug': 'acme' },
      { env: { VERCEL_ORG_ID: 'team_env' } },
      { slug: 'acme' },
    ],
    [
      'team-slug over file',
      { 'team-slug': 'acme' },
      { files: project('team_file') },
      { slug: 'acme' },
    ],
    [
      'team-id over file',
      { 'team-id': 'team_a' },
      { files: project('team_file') },
      { teamId: 'team_a' },
    ],
    [
      'environment over file',
      {},
      { env: { VERCEL_ORG_ID: 'team_env' }, files: project('team_file') },
      { teamId: 'team_env' },
    ],
    // A personal account's id is taken, and not sent.
    ['personal team-id', { 'team-id': 'AbCdEfGhIjKlMnOpQrStUvWx' }, {}, {}],
    ['personal team-id, lower case', { 'team-id': 'abcdefghij0123456789abcd' }, {}, {}],
    ['personal team-id, new form', { 'team-id': 'usr_AbC123' }, {}, {}],
    ['personal team-id, longer form', { 'team-id': 'user_AbC123' }, {}, {}],
    ['personal team-id, capitals', { 'team-id': 'ABCDEFGHIJKLMNOPQRSTUVWX' }, {}, {}],
    ['another owner in a file', {}, { files: project('xteam_a') }, {}],
    ['personal environment', {}, { env: { VERCEL_ORG_ID: 'AbCdEfGhIjKlMnOpQrStUvWx' } }, {}],
    ['personal file', {}, { files: project('AbCdEfGhIjKlMnOpQrStUvWx') }, {}],
    [
      'personal team-id over environment',
      { 'team-id': 'AbCdEfGhIjKlMnOpQrStUvWx' },
      { env: { VERCEL_ORG_ID: 'team_env' } },
      {},
    ],
    [
      'personal environment over file',
      {},
      { env: { VERCEL_ORG_ID: 'AbCdEfGhIjKlMnOpQrStUvWx' }, files: project('team_file') },
      {},
    ],
  ])('%s', (_, given, more, expected) => {
    // `{ teamId: undefined }` would not do: it is spread over the query of every request.
    expect(read(given, more).scope).toStrictEqual(expected)
  })
})

describe('the projects', () => {
  const single = JSON.stringify({ projectId: 'prj_file', orgId: 'team_file' })
  const file = { '.vercel/project.json': single }
  const env = { VERCEL_PROJECT_ID: 'prj_env' }
  const repo = (content: unknown) => ({ '.vercel/repo.json': JSON.stringify(content) })
  const two = [
    { id: 'prj_1', name: 'web', directory: 'apps/web' },
    { id: 'prj_2', name: 'docs', directory: 'apps/docs' },
  ]
  const [one, other] = two

  it.each<[string, Record<string, string>, Given, string[]]>([
    ['none', {}, {}, []],
    ['input', { 'project-id': 'prj_a' }, {}, ['prj_a']],
    ['environment', {}, { env }, ['prj_env']],
    [
      'several in the environment',
      {},
      { env: { VERCEL_PROJECT_ID: 'prj_1, web' } },
      ['prj_1', 'web'],
    ],
    ['file', {}, { files: file }, ['prj_file']],
    ['input over environment and file', { 'project-id': 'prj_a' }, { env, files: file }, ['prj_a']],
    ['environment over file', {}, { env, files: file }, ['prj_env']],
    [
      'project.json over repo.json',
      {},
      { files: { ...file, ...repo({ orgId: 'team_r', projects: two }) } },
      ['prj_file'],
    ],
    [
      'all of repo.json',
      {},
      { files: repo({ orgId: 'team_r', projects: two }) },
      ['prj_1', 'prj_2'],
    ],
    ['repo.json without projects', {}, { files: repo({ orgId: 'team_r', projects: [] }) }, []],
  ])('%s', (_, given, more, expected) => {
    expect(what(given, more).projects).toEqual(expected)
  })

  it.each<[string, unknown, Inputs['scope']]>([
    ['for all', { orgId: 'team_r', projects: two }, { teamId: 'team_r' }],
    [
      'for each, the same',
      { projects: two.map((p) => ({ ...p, orgId: 'team_p' })) },
      { teamId: 'team_p' },
    ],
    [
      'for each, over the one for all',
      { orgId: 'team_r', projects: two.map((p) => ({ ...p, orgId: 'team_p' })) },
      { teamId: 'team_p' },
    ],
    [
      'for each, different',
      {
        projects: [
          { ...one, orgId: 'team_1' },
          { ...other, orgId: 'team_2' },
        ],
      },
      {},
    ],
    ['of a personal account', { orgId: 'AbCdEfGhIjKlMnOpQrStUvWx', projects: two }, {}],
    ['missing', { projects: two }, {}],
  ])("repo.json's team: %s", (_, content, expected) => {
    expect(read({}, { files: repo(content) }).scope).toStrictEqual(expected)
  })

  it.each([
    ['broken JSON', '{"projectId":'],
    ['an empty file', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no projectId', '{"orgId":"team_file"}'],
    ['a projectId of another type', '{"projectId":7,"orgId":"team_file"}'],
  ])('project.json: %s counts as none, and repo.json is asked', (_, content) => {
    const files = { '.vercel/project.json': content, ...repo({ orgId: 'team_r', projects: two }) }
    expect(what({}, { files }).projects).toEqual(['prj_1', 'prj_2'])
    expect(read({}, { files: { '.vercel/project.json': content } })).toEqual(defaults)
  })

  it.each([
    ['broken JSON', '{'],
    ['no projects', '{"orgId":"team_r"}'],
    ['a project without an id', '{"projects":[{"name":"web"}]}'],
    ['projects of another type', '{"projects":"web"}'],
  ])('repo.json: %s counts as none', (_, content) => {
    expect(read({}, { files: { '.vercel/repo.json': content } })).toEqual(defaults)
  })

  it('a project of project.json without an owner', () => {
    const files = { '.vercel/project.json': '{"projectId":"prj_file"}' }
    expect(what({}, { files }).projects).toEqual(['prj_file'])
    expect(read({}, { files }).scope).toEqual({})
  })
})
