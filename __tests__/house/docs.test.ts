import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { REASONS } from '../../src/plan/reasons.js'
import { headingOf, linkTo, MESSAGES, type Phrase } from '../../src/shared/phrases.js'

const read = (file: string) => readFileSync(file, 'utf8')
const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')
const pages = tracked.filter((file) => file.endsWith('.md') && !file.startsWith('bench/'))

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('README.md', () => {
  const readme = read('README.md')

  test('has the tables of inputs and outputs that action.yml gives', () => {
    execFileSync(process.execPath, ['scripts/docs.mjs', '--check'])
  })

  test('has at most 2,200 words', () => {
    expect(readme.split(/\s+/).length).toBeLessThanOrEqual(2200)
  })

  test('shows a whole workflow within its first 30 lines', () => {
    const start = readme.split('\n').slice(0, 30).join('\n')
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(start) ?? []
    const workflow = parse(text) as Record<string, object>
    expect(workflow).toMatchObject({ on: {}, permissions: { contents: 'read' } })
    expect(text).toMatch(/uses: \S+\/cancel-vercel-builds@v1\n/)
  })

  test('gives two commands, one that runs the demo and one that runs the tests', () => {
    const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(readme) ?? []
    const found = [...commands.matchAll(/^(npm [\w ]+?) *(?:#.*)?$/gm)].map(([, name]) => name)
    expect(found).toEqual(['npm run demo', 'npm cit'])
  })

  test('links to every example', () => {
    const missing = readdirSync('examples').filter((file) => !readme.includes(`(examples/${file})`))
    expect(missing).toEqual([])
  })

  test('explains every reason, and shows those that cancel in bold', () => {
    const rules = readme.slice(readme.indexOf('## How it decides'), readme.indexOf('## FAQ'))
    for (const [reason, { action }] of Object.entries(REASONS)) {
      const shown = [rules.includes(`**\`${reason}\`**`), rules.includes(`\`${reason}\``)]
      expect([reason, ...shown]).toEqual([reason, action === 'cancel', true])
    }
  })
})

describe('docs/troubleshooting.md', () => {
  const page = read('docs/troubleshooting.md')
  const section = (title: string) =>
    page.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
  const headings = (text: string) => [...text.matchAll(/^### (.*)$/gm)].map(([, h]) => h)
  const phrases = Object.keys(MESSAGES) as Phrase[]

  test.each(phrases)('has a heading about %s, where its link leads', (phrase) => {
    expect(headings(page)).toContain(headingOf(phrase))
    expect(anchorsOf(page)).toContain(linkTo(phrase).split('#')[1])
  })

  test('has no heading for a message that is gone', () => {
    const known = [...phrases.map(headingOf), ...headings(section('By symptom'))]
    const gone = headings(page).filter((heading = '') => !known.includes(heading))
    expect(gone).toEqual(['What the reasons mean'])
  })

  test('explains every reason to keep a build', () => {
    const table = section('Builds that are kept')
    const reasons = Object.entries(REASONS).filter(([, { action }]) => action === 'keep')
    expect(reasons.map(([name]) => name).filter((name) => !table.includes(`\`${name}\``))).toEqual(
      [],
    )
  })
})

test.each(pages)('every link in %s leads somewhere', (file) => {
  const text = read(file)
  const links = [
    ...text.matchAll(/(?:\]\(|src="|srcset=")(?!https?:)([^)#"\s]*)(?:#([^)"]*))?[)"]/g),
  ]
  const broken = links.filter(([, target = '', anchor]) => {
    const where = target === '' ? file : path.join(path.dirname(file), target)
    if (!existsSync(where)) return true
    return anchor !== undefined && !anchorsOf(read(where)).includes(anchor)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

describe('words', () => {
  /** Texts that people read, and the code in which texts for them stand. */
  const texts = tracked.filter(
    (file) =>
      existsSync(file) &&
      /^(src|examples|docs|scripts|simulator|\.github|[^/]+$)/.test(file) &&
      /\.(md|ya?ml|ts|js|mjs|json)$/.test(file) &&
      file !== 'package-lock.json',
  )

  /** Code font in Markdown, and in YAML and code what GitHub's syntax or API spells so. */
  const withoutGitHubs = (text: string, file: string) =>
    (file.endsWith('.md') ? text.replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '') : text)
      .replace(/cancelled\(\)/g, '')
      .replace(/[`'"]cancelled[`'"]/g, '')

  test.each(texts)('%s spells canceled with one l', (file) => {
    const found = withoutGitHubs(read(file), file).match(/.*\bcancell(ed|ing)\b.*/gi)
    expect(found ?? []).toEqual([])
  })

  test("the rule finds two l's, and knows those of GitHub", () => {
    const check = (text: string, file: string) => /cancell(ed|ing)/.test(withoutGitHubs(text, file))
    expect(check('It was cancelled.', 'x.md')).toBe(true)
    expect(check('Use `cancelled()`, conclusion `cancelled`.', 'x.md')).toBe(false)
    expect(check('# Cancels when cancelled', 'x.yml')).toBe(true)
    expect(check('if: failure() || cancelled()', 'x.yml')).toBe(false)
  })

  test('the account is a placeholder everywhere, or a name everywhere', () => {
    const owners = tracked
      .filter((file) => /\.(md|ya?ml)$/.test(file))
      .flatMap((file) => [...read(file).matchAll(/uses: (\S+)\/cancel-vercel-builds@/g)])
      .map(([, owner]) => owner)
    expect(new Set(owners).size).toBe(1)
    expect(owners[0]).toMatch(/^(<owner>|[A-Za-z\d-]+)$/)
  })
})

describe('issue forms', () => {
  const folder = '.github/ISSUE_TEMPLATE'
  const forms = readdirSync(folder).filter((file) => file !== 'config.yml')
  type Form = { name: string; description: string; body: { id: string }[] }

  test('are in the order of how serious they are', () => {
    expect(forms.sort()).toEqual(['1-wrong-build.yml', '2-bug.yml', '3-request.yml'])
  })

  test.each(forms.slice(0, 2))('%s asks for what every answer depends on', (file) => {
    const { name, description, body } = parse(read(`${folder}/${file}`)) as Form
    expect([name, description]).toEqual([expect.any(String), expect.any(String)])
    expect(body.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['log', 'version', 'runner', 'builds', 'workflow']),
    )
  })

  test('vulnerabilities go to the private form', () => {
    const { contact_links: links } = parse(read(`${folder}/config.yml`)) as {
      contact_links: { url: string }[]
    }
    expect(links.map(({ url }) => url)).toEqual([
      expect.stringMatching(/^https:\/\/github\.com\/\S+\/security\/advisories\/new$/),
    ])
  })
})
