import { builds, named, read, told } from './read.js'

describe('what people write, and how it is read', () => {
  it.each<[string, string, unknown]>([
    ['mode', 'auto', 'auto'],
    ['mode', 'branch', 'branch'],
    ['mode', 'commit', 'commit'],
    ['mode', 'sweep', 'sweep'],
    ['branch', 'feature/x', 'feature/x'],
    ['branch', 'refs/heads/feature/x', 'feature/x'],
    ['branch', 'x/refs/heads/y', 'x/refs/heads/y'],
    ['branch', 'x/refs/y', 'x/refs/y'],
    ['branch', 'grüße/"a"', 'grüße/"a"'],
    ['branch', 'release-1.0_b@2', 'release-1.0_b@2'],
    ['branch', '7/merges', '7/merges'],
    ['target', 'production', ['production']],
    ['target', 'Preview, PRODUCTION', ['preview', 'production']],
    ['target', 'preview, Preview', ['preview']],
    ['target', 'qa-1\nstaging', ['qa-1', 'staging']],
    ['target', 'preview,', ['preview']],
    // Names that every object has.
    ['target', 'constructor toString', ['constructor', 'tostring']],
    ['states', 'queued', ['QUEUED']],
    ['states', 'Queued, bUILDING', ['QUEUED', 'BUILDING']],
    ['states', 'INITIALIZING BUILDING building', ['INITIALIZING', 'BUILDING']],
  ])('%s: %j', (name, found, expected) => {
    expect(builds({ [name]: found })).toHaveProperty(
      name === 'target' ? 'environments' : name,
      expected,
    )
  })

  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('dry-run and require-replacement: %s', (found, expected) => {
    expect(read({ 'dry-run': found }).dryRun).toBe(expected)
    expect(builds({ 'require-replacement': found }).requireReplacement).toBe(expected)
  })

  it.each([
    ['1', 1_000],
    ['60', 60_000],
    ['0060', 60_000],
    ['3600', 3_600_000],
  ])('timeout: %s', (found, ms) => {
    expect(read({ timeout: found }).timeout).toBe(ms)
  })

  it.each(['warn', 'error', 'ignore'])('if-finished: %s', (found) => {
    expect(named({ 'deployment-id': 'dpl_a', 'if-finished': found }).ifFinished).toBe(found)
  })

  it.each([
    ['team_AbC-1_x', { teamId: 'team_AbC-1_x' }],
    ['AbCdEfGhIjKlMnOpQrStUvWx', {}],
    ['abcdefghij0123456789abcd', {}],
    ['ABCDEFGHIJKLMNOPQRSTUVWX', {}],
    ['usr_AbC123', {}],
    ['user_AbC123', {}],
  ])('team-id: %s', (found, team) => {
    expect(read({ 'team-id': found }).team).toStrictEqual(team)
  })
})

describe('what people write, and what they are told', () => {
  it.each<[string, string, string]>([
    ['mode', 'Sweep', 'is "Sweep"; expected `auto`, `branch`, `commit` or `sweep`.'],
    ['mode', 'superseded', 'or `sweep`. What was `superseded` is `auto` now.'],
    ['mode', 'auto, branch', 'is "auto, branch"; expected `auto`'],
    ['mode', 'constructor', 'is "constructor"; expected `auto`, `branch`, `commit` or `sweep`.'],
    ['branch', 'a b', 'is "a b"; expected the name of one branch, without whitespace.'],
    ['branch', '/a', 'is "/a"; expected the name of one branch'],
    ['branch', 'a/', 'is "a/"; expected the name of one branch'],
    ['branch', 'a:b', 'is "a:b"; expected the name of one branch'],
    ['branch', 'a/../b', 'is "a/../b"; expected the name of one branch'],
    ['branch', 'feature/*', 'is "feature/*"; expected the name of one branch'],
    ['branch', 'refs/heads/', 'is "refs/heads/"; expected the name of one branch'],
    ['branch', 'refs/pull/7/merge', 'is "refs/pull/7/merge"; expected a branch\'s name. On pull'],
    ['branch', '7/merge', 'On pull requests that is `github.head_ref`.'],
    ['branch', 'refs/tags/v1', 'is "refs/tags/v1"; expected a branch\'s name.'],
    ['project-id', 'a/b', 'is "a/b"; expected project IDs (`prj_…`) or names, one or more.'],
    ['project-id', 'web, a/b', 'contains "a/b"; expected project IDs'],
    ['project-id', '..', 'is ".."; expected project IDs'],
    ['target', 'prod', 'is "prod": use `production`.'],
    ['target', 'PROD', 'is "PROD": use `production`.'],
    ['target', 'preview, prod', 'contains "prod": use `production`.'],
    ['target', 'prev', 'is "prev": use `preview`.'],
    ['target', 'previews', 'is "previews": use `preview`.'],
    ['target', 'all', 'is "all": name each environment, as in `preview, production`.'],
    ['target', 'any', 'is "any": name each environment'],
    ['target', '*', 'is "*": name each environment'],
    ['target', '!x, prod', 'contains "prod": use `production`.'],
    ['target', 'pre view!', 'contains "view!"; expected `preview`, `production` or a custom'],
    ['target', 'a!, b, c!', 'contains "a!, c!"; expected'],
    ['target', 'x.y', 'is "x.y"; expected'],
    [
      'states',
      'READY',
      'is "READY"; expected one or more of `QUEUED`, `INITIALIZING` and `BUILDING`.',
    ],
    ['states', 'QUEUED, blocked', 'contains "blocked"; expected one or more'],
    ['states', 'REQUEUED', 'is "REQUEUED"; expected'],
    ['states', 'QUEUED_NOW', 'is "QUEUED_NOW"; expected'],
    ['require-replacement', 'no', 'is "no"; expected `true` or `false`.'],
    ['dry-run', 'yes', 'is "yes"; expected `true` or `false`.'],
    ['dry-run', '1', 'is "1"; expected `true` or `false`.'],
    ['dry-run', 'tRUE', 'is "tRUE"; expected `true` or `false`.'],
    ['dry-run', 'untrue', 'is "untrue"; expected'],
    ['dry-run', 'true-ish', 'is "true-ish"; expected'],
    ['if-finished', 'fail', 'is "fail"; expected `warn`, `error` or `ignore`.'],
    ['timeout', '0', 'is "0"; expected a whole number of seconds from 1 to 3600.'],
    ['timeout', '3601', 'is "3601"; expected a whole number'],
    ['timeout', '-1', 'is "-1"; expected a whole number'],
    ['timeout', '1.5', 'is "1.5"; expected a whole number'],
    ['timeout', '1e2', 'is "1e2"; expected a whole number'],
    ['timeout', '60s', 'is "60s"; expected a whole number'],
    ['timeout', '00060', 'is "00060"; expected a whole number'],
    ['timeout', '0x10', 'is "0x10"; expected a whole number'],
    ['team-id', 'acme', 'is "acme"; expected a team ID (`team_…`, under'],
    ['team-id', 'Acme Inc', 'To name a team by its slug, use `team-slug`.'],
    ['team-id', 'team_', 'is "team_"; expected a team ID'],
    ['team-id', 'xteam_a', 'is "xteam_a"; expected a team ID'],
    ['team-id', 'team_a b', 'is "team_a b"; expected a team ID'],
    ['team-id', 'xusr_a', 'is "xusr_a"; expected a team ID'],
    ['team-id', 'usr_a-b', 'is "usr_a-b"; expected a team ID'],
    ['team-id', 'AbCdEfGhIjKlMnOpQrStUvW', 'is "AbCdEfGhIjKlMnOpQrStUvW"; expected a team ID'],
    ['team-id', 'AbCdEfGhIjKlMnOpQrStUvWxY', 'is "AbCd… (25 characters)"; expected a team ID'],
    ['team-id', 'aslugthatisofjustletters', 'is "aslu… (24 characters)"; expected a team ID'],
    ['team-slug', 'team_abc', 'is "team_abc"; expected a team\'s slug'],
    ['team-slug', 'team_abc', 'For an ID (`team_…`), use `team-id`.'],
    [
      'team-slug',
      'https://vercel.com/acme',
      'is "https://vercel.com/acme"; expected a team\'s slug',
    ],
    ['team-slug', 'Acme Inc', 'is "Acme Inc"; expected a team\'s slug'],
  ])('%s: %j', (name, found, words) => {
    const message = told({ [name]: found })
    expect(message).toMatch(/^[^`]+: `/)
    expect(message).toContain(`\`${name}\` is `.slice(0, name.length + 2))
    expect(message).toContain(words)
    expect(message).not.toContain('\n')
  })
})

describe('lists made of variables that may not be defined', () => {
  it.each(['project-id', 'target', 'states', 'deployment-id'])(
    '%s: nothing but a comma',
    (name) => {
      expect(told({ [name]: ', ,' })).toContain(
        `\`${name}\` is empty but for separators. Are the variables that you pass defined?`,
      )
    },
  )

  it.each([', prj_docs', 'prj_docs,', 'prj_docs, ', 'prj_docs,,prj_docs', ',prj_docs,'])(
    'project-id: %j has an empty item',
    (found) => {
      const inputs = read({ 'project-id': found })
      expect(inputs.selection).toMatchObject({ projects: { names: ['prj_docs'] } })
      expect(inputs.warnings).toEqual([
        `\`project-id\` has an empty item beside a comma: "${found.trim()}". Is each variable that you pass defined?`,
      ])
    },
  )

  it.each<[string, string[]]>([
    ['prj_a', ['prj_a']],
    ['web', ['web']],
    ['prj_a, web', ['prj_a', 'web']],
    ['prj_a\nweb,\n api.v2 docs_1', ['prj_a', 'web', 'api.v2', 'docs_1']],
    ['web web', ['web']],
  ])('project-id: %j has none', (found, names) => {
    const { selection, warnings } = read({ 'project-id': found })
    expect(selection).toMatchObject({ projects: { names } })
    expect(warnings).toEqual([])
  })

  it('in the environment: the variable is named', () => {
    expect(read({}, { env: { VERCEL_PROJECT_ID: 'web,' } }).warnings).toEqual([
      expect.stringMatching(
        /^`project-id` \(from the environment variable VERCEL_PROJECT_ID\) has an empty item/,
      ),
    ])
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
    ['preview.xn--p1ai', [{ hostname: 'preview.xn--p1ai' }]],
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
    expect(named({ 'deployment-id': found }).deployments).toEqual(expected)
  })

  it.each([
    'abc',
    'undefined',
    'dpl_',
    'dpl_a/b',
    'xdpl_a',
    'a_b.vercel.app',
    'web.vercel.a_b',
    'localhost',
    '73.150.2.210',
    '1.2',
    'https://vercel.com',
    'https://vercel.com/acme',
    'https://vercel.com/acme/web',
    'https://vercel.com/acme/web/a-b',
    'https://vercel.com/acme/web/a-b/c/AbC123',
    'https://vercel.com/acme/web/deployments',
    'https://vercel.com/acme/web/settings',
    'https://vercel.com/acme/web/logs',
    'https://vercel.com/acme/web/observability/functions',
    'ftp://web.vercel.app',
    'javascript:alert(1)',
    'https://',
    '../v2/user',
  ])('"%s" names no deployment', (found) => {
    expect(told({ 'deployment-id': found })).toContain(
      `\`deployment-id\` is "${found}"; expected deployment IDs (\`dpl_…\`), deployment URLs or`,
    )
  })

  it('of several the wrong one is shown', () => {
    expect(told({ 'deployment-id': 'dpl_a, abc' })).toContain('contains "abc"; expected')
  })

  it.each(['1234567890', 'dpl_a 1234567890', '7'])(
    "GitHub's number of a deployment: %s",
    (found) => {
      expect(told({ 'deployment-id': found })).toMatch(
        /`deployment-id` (is|contains) "(1234567890|7)": that is the number of a GitHub deployment\. Use .*environment_url.*`dpl_…`\)\.$/,
      )
    },
  )
})

describe('api-url', () => {
  it.each([
    ['https://api.vercel.com', 'https://api.vercel.com/'],
    ['https://proxy.example.com/vercel', 'https://proxy.example.com/vercel'],
    ['HTTPS://API.vercel.com:8443', 'https://api.vercel.com:8443/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['http://127.9.8.7', 'http://127.9.8.7/'],
    ['http://127.10.20.30', 'http://127.10.20.30/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
    ['https://[::1]:3000', 'https://[::1]:3000/'],
  ])('%s', (found, expected) => {
    expect(read({ 'api-url': found }).apiUrl.href).toBe(expected)
  })

  it.each([
    ['http://api.vercel.com', '"http://api.vercel.com"'],
    ['http://localhost.example.com', '"http://localhost.example.com"'],
    ['http://127.0.0.1.example.com', '"http://127.0.0.1.example.com"'],
    ['http://128.0.0.1', '"http://128.0.0.1"'],
    ['http://0.0.0.0', '"http://0.0.0.0"'],
    ['http://[::2]', '"http://[::2]"'],
    ['http://xlocalhost', '"http://xlocalhost"'],
    ['https://api.vercel.com?team=a', '"https://api.vercel.com"'],
    ['https://api.vercel.com#a', '"https://api.vercel.com"'],
    ['api.vercel.com', '"api.vercel.com"'],
    ['api.vercel.com/v12', '"api.vercel.com"'],
    ['ftp://localhost', 'a text that is no address'],
    ['ws://localhost', 'a text that is no address'],
    ['/v12', 'a text that is no address'],
    ['https://', 'a text that is no address'],
    ['https:///', 'a text that is no address'],
    ['https://user@api.vercel.com', 'an address with `@` in it, perhaps a password'],
  ])('%s is refused', (found, shown) => {
    expect(told({ 'api-url': found })).toContain(
      `: \`api-url\` is ${shown}; expected an https:// address without user, query or fragment (http://`,
    )
  })
})
