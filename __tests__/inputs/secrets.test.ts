import { secretsOf } from '../../src/inputs/inputs.js'
import { GITHUB_TOKEN, inputs, read, TOKEN, told } from './read.js'

const OTHERS = [
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
  'api-url',
]

/** A value that no input takes, whatever stands before it. */
const wrong = (value: string) => `?:${value} [`

describe('a token that was pasted into another input', () => {
  const secrets = { token: TOKEN, 'github-token': GITHUB_TOKEN }

  it.each(OTHERS)('%s: the token that is passed is not shown, nor a part of it', (name) => {
    for (const secret of [TOKEN, GITHUB_TOKEN]) {
      for (const found of [secret, secret.slice(1), secret.slice(0, -1), secret.slice(4, 16)]) {
        const message = told({ ...secrets, [name]: wrong(found) })
        expect(message).toContain(`\`${name}\``)
        expect(message).not.toContain(found.slice(4, 12))
      }
    }
  })

  it.each(OTHERS)('%s: one that is passed nowhere else is not shown either', (name) => {
    for (const found of ['vcp_0987654321', 'ghp_0987654321', 'github_pat_0987654321']) {
      expect(told({ [name]: wrong(found) })).not.toContain('0987')
    }
  })

  it.each([
    ['a Vercel token', 'vcp_AAAABBBB', '"vcp_… (12 characters)"'],
    ['a GitHub token', 'ghp_AAAABBBB', '"ghp_… (12 characters)"'],
    ['a fine-grained GitHub token', 'github_pat_AAAABBBB', '"gith… (19 characters)"'],
    ['one behind a word', 'x-vcp_AAAABBBB', '"x-vcp_… (12 characters)"'],
    ['one behind a name', 'token=vcp_AAAABBBB', '"token=vcp_… (12 characters)"'],
    ['a text of 24 characters', 'abcd'.repeat(6), '"abcd… (24 characters)"'],
    ['a text of 23 characters', `${'abc'.repeat(7)}ab`, `"${'abc'.repeat(7)}ab"`],
    ['a long text with slashes and pluses', 'ab/cd+ef='.repeat(3), '"ab/c… (27 characters)"'],
    ['a long text with dots', 'eyJh.eyJz.AbCdEfGhIjKlMnOp', '"eyJh… (26 characters)"'],
    ['long texts among others', `a ${'b'.repeat(30)} c`, '"a bbbb… (30 characters) c"'],
    // Forms that are known and no secrets.
    ['a deployment', `dpl_${'A'.repeat(28)}`, `"dpl_${'A'.repeat(28)}"`],
    ['a project', `prj_${'A'.repeat(28)}`, `"prj_${'A'.repeat(28)}"`],
    ['a hostname', 'web-git-feature-x-acme.vercel.app', '"web-git-feature-x-acme.vercel.app"'],
    [
      'an address',
      'https://vercel.com/acme/web/settings',
      '"https://vercel.com/acme/web/settings"',
    ],
    [
      'an address with a token in its path',
      `https://vercel.com/acme/${'A'.repeat(24)}`,
      '"https://vercel.com/acme/AAAA… (24 characters)"',
    ],
    [
      'an address with a token in place of its host',
      `https://${'A'.repeat(24)}/a`,
      '"https://AAAA… (24 characters)/a"',
    ],
    ['an address with a query', 'https://vercel.com/a?token=S3cret', '"https://vercel.com/a…"'],
    ['an address with a fragment', 'https://vercel.com/a#S3cret', '"https://vercel.com/a…"'],
    ['words that only begin like a token', 'highs_a', '"highs_a"'],
  ])('%s', (_, found, shown) => {
    expect(told({ mode: found })).toContain(`\`mode\` is ${shown}; expected`)
  })

  it.each(['project-id', 'team-slug', 'branch', 'target'])(
    '%s would take it as a name: an error',
    (name) => {
      for (const token of [`vcp_${'0Ab'.repeat(8)}`, `ghp_${'0Ab'.repeat(8)}`]) {
        const message = told({ [name]: token })
        expect(message).toContain(`\`${name}\` holds what looks like a token: "`)
        expect(message).toContain('… (28 characters)". Pass a token as `token` only.')
        expect(message).not.toContain('0Ab')
      }
      expect(() => read({ [name]: 'vcp_site' })).not.toThrow()
    },
  )

  it('the one that is passed: three stars', () => {
    expect(told({ mode: `a ${TOKEN} b` })).toContain('`mode` is "a *** b"; expected')
    expect(told({ mode: `a-${TOKEN}-b` })).toContain('`mode` is "***"; expected')
    expect(told({ mode: `a-${TOKEN.slice(8, 16)}-b` })).toContain('`mode` is "a-***-b"; expected')
    expect(told({ mode: `a-${TOKEN.slice(8, 15)}-b` })).toContain(TOKEN.slice(8, 15))
  })

  it('of a short token, the whole of it', () => {
    expect(told({ token: 's3cr', mode: 'a-s3cr-s3' })).toContain('`mode` is "a-***-s3"; expected')
  })

  it('in another case, in a list that ignores case', () => {
    const message = told({ target: `${TOKEN}!`, states: TOKEN })
    expect(message.toLowerCase()).not.toContain(TOKEN.slice(4, 12).toLowerCase())
  })

  it.each([50, 60, 65, 70, 75, 79, 490, 495])('behind %i other characters', (n) => {
    const message = told({ mode: 'x '.repeat(n / 2) + TOKEN })
    expect(message).not.toContain(TOKEN.slice(0, 5))
  })
})

describe('an address with a password in it', () => {
  it.each([
    'https://user:S3cret@api.vercel.com',
    'https://:S3cret@api.vercel.com',
    'http://user:S3cret@localhost',
    'user:S3cret@api.vercel.com',
    '//user:S3cret@api.vercel.com',
    'https:user:S3cret@api.vercel.com',
    'https:\\\\user:S3cret@api.vercel.com',
    'https://user:S3/cret@api.vercel.com',
    'https://user:S3?cret@api.vercel.com',
    'https://user:S3#cret@api.vercel.com',
    'https://user:S3 cret@api.vercel.com',
    'https://user:123/S3cret@api.vercel.com',
    'https://api.vercel.com?password=S3cret',
    'https://api.vercel.com#S3cret',
    'https://api.vercel.com/S3cret?',
    'https://api.vercel.com\\S3cret?',
    'api.vercel.com/S3cret',
    'api.vercel.com:S3cret',
    'socks5://user:S3cret@proxy',
  ])('%s', (found) => {
    const inputs = found.includes('@') ? ['api-url', 'mode'] : ['api-url']
    for (const name of inputs) {
      const message = told({ [name]: found })
      expect(message).not.toMatch(/S3|cret@|user:/i)
    }
  })

  it('in another input', () => {
    expect(told({ mode: 'https://user:S3cret@x' })).toContain(
      '`mode` is a text of 21 characters that may hold a password; expected',
    )
  })

  it('but not each @ is one', () => {
    expect(told({ branch: 'fix user@host' })).toContain('`branch` is "fix user@host"')
  })
})

describe('what is shown', () => {
  it('is one line that can not start a workflow command', () => {
    expect(told({ mode: 'x\n::error::y\r\n##[error]z' })).not.toMatch(/[\r\n]|##\[/)
  })

  it('is at most 80 characters', () => {
    expect(told({ mode: 'x '.repeat(40) })).toContain(`"${'x '.repeat(40).trim()}"`)
    expect(told({ mode: 'x '.repeat(5000) })).toContain(`"${'x '.repeat(40).slice(0, 79)}…"`)
  })
})

describe('all that is to be masked before anything is logged', () => {
  it.each<[string, Record<string, string | undefined>, string[]]>([
    ['nothing', {}, []],
    ['empty ones', { INPUT_TOKEN: ' ', VERCEL_TOKEN: '' }, []],
    [
      'every source',
      { ...inputs({ token: 'a', 'github-token': 'b' }), VERCEL_TOKEN: 'c' },
      ['a', 'b', 'c'],
    ],
    ['the same twice', { ...inputs({ token: 'a' }), VERCEL_TOKEN: 'a' }, ['a']],
    ['whitespace around it', inputs({ token: ' a\n' }), ['a']],
    ['a misspelled input', inputs({ 'vercel-token': 'a', VercelToken: 'b' }), ['a', 'b']],
    ['quotes', inputs({ token: `"${TOKEN}"` }), [`"${TOKEN}"`, TOKEN]],
    ['Bearer', inputs({ token: `Bearer ${TOKEN}` }), [`Bearer ${TOKEN}`, TOKEN]],
    ['other inputs', inputs({ mode: 'sweep' }), []],
  ])('%s', (_, env, expected) => {
    expect(secretsOf(env)).toStrictEqual(expected)
  })
})
