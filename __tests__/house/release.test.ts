import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'yaml'

/** What keeps a wrong release from being published, run as the workflow runs it. */

type Job = {
  needs?: string | string[]
  environment?: string
  steps?: { name?: string; run?: string; with?: Record<string, unknown>; uses?: string }[]
  uses?: string
}
const jobsOf = (file: string) =>
  (parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { jobs: Record<string, Job> }).jobs

/** A repository with these files and our scripts in it. */
function checkout(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'release-'))
  cpSync('scripts', path.join(folder, 'scripts'), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  execFileSync('git', ['add', '--all'], { cwd: folder })
  return folder
}

function run(folder: string, script: string, args: string[], input = '') {
  const command = [`scripts/${script}.mjs`, ...args]
  const ran = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', input })
  return { code: ran.status, out: ran.stdout, errors: ran.stderr }
}

const log =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n- New.\n\n## [1.1.0]\n\n- Old.\n'

describe('scripts/release.mjs', () => {
  test.each([
    ['v1.2.0', '1.2.0', log, 0],
    ['v1.2.0', '1.2.1', log, 1],
    ['v1.2.1', '1.2.1', log, 1],
    ['v1.1.0', '1.1.0', log, 1],
    ['v1.2.0', '1.2.0', '# Changelog\n\n## [Unreleased]\n', 1],
    ['v1.2.0', '1.2.0', log.replace('[1.2.0]', '[1.3.0]'), 1],
  ])('check %s with version %s exits with the right code', (tag, version, changelog, code) => {
    const folder = checkout({
      'package.json': JSON.stringify({ version }),
      'CHANGELOG.md': changelog,
    })
    expect(run(folder, 'release', ['check', tag]).code).toBe(code)
  })

  test('notes prints the entry of that version alone', () => {
    const folder = checkout({ 'CHANGELOG.md': log })
    expect(run(folder, 'release', ['notes', 'v1.2.0']).out).toBe('- New.\n')
    expect(run(folder, 'release', ['notes', 'v1.1.0']).out).toBe('- Old.\n')
    expect(run(folder, 'release', ['notes', 'v1.0.0']).code).toBe(1)
  })

  test.each([
    ['v1', 'v1.1.9\nv1.2.0\nv1.10.0\nv2.0.0\nv1\nv1.11.0-rc.1\n', 'v1.10.0\n'],
    ['v1', 'v1.2.9\nv1.2.10\nv11.0.0\n', 'v1.2.10\n'],
    ['v2', 'v1.0.0\n', ''],
  ])('highest %s of %j', (major, tags, expected) => {
    expect(run(checkout({}), 'release', ['highest', major], tags).out).toBe(expected)
  })
})

/** `gh` as far as the step calls it: releases in a file, the major tag in another. */
const GH = `#!/usr/bin/env bash
case "$*" in
  "release list"*) cat releases ;;
  *"/commits/"*) echo "commit-of-\${2##*/}" ;;
  *"--method PATCH"*)
    test -f v1 || exit 1
    cat late >> releases; : > late ;;&
  *"sha="*) echo "$*" | grep -o 'commit-of-[v0-9.]*' > v1 ;;
esac
`

test.each([
  ['the first release', 'v1.0.0', '', '', undefined, 'v1.0.0'],
  ['a newer one', 'v1.2.0', 'v1.1.0', '', 'v1.1.0', 'v1.2.0'],
  ['a fix of an older one', 'v1.1.9', 'v1.2.0', '', 'v1.2.0', 'v1.2.0'],
  ['one that is published meanwhile', 'v1.2.0', 'v1.1.0', 'v1.2.1', 'v1.1.0', 'v1.2.1'],
  ['one of another major', 'v1.2.0', 'v2.0.0', '', 'v1.1.0', 'v1.2.0'],
])('the major tag moves only forward: %s', (_, tag, releases, late, before, after) => {
  const step = jobsOf('release.yml').release?.steps?.find(({ name }) => name?.includes('major tag'))
  const folder = checkout({
    'bin/gh': GH,
    releases: releases && `${releases}\n`,
    late: late && `${late}\n`,
  })
  chmodSync(path.join(folder, 'bin/gh'), 0o755)
  if (before) writeFileSync(path.join(folder, 'v1'), `commit-of-${before}\n`)
  const ran = spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}/bin:${process.env.PATH}`, TAG: tag, GH_REPO: 'acme/it' },
  })
  expect([ran.stderr, ran.status]).toEqual(['', 0])
  expect(readFileSync(path.join(folder, 'v1'), 'utf8')).toBe(`commit-of-${after}\n`)
})

describe('scripts/owner.mjs', () => {
  const files = {
    'README.md':
      '# It\n\n<!-- placeholder: x -->\n> `<owner>` it is.\n<!-- /placeholder -->\n\n- uses: <owner>/cancel-vercel-builds@v1\n',
    'src/shared/phrases.ts':
      "export const DOCS = 'https://github.com/<owner>/cancel-vercel-builds'\n",
    'docs/maintainers.md': 'What `<owner>` is.\n',
    'other.txt': '$&\n',
  }
  const read = (folder: string, file: keyof typeof files) =>
    readFileSync(path.join(folder, file), 'utf8')

  test('puts the name in everywhere, and a second time changes nothing', () => {
    const folder = checkout(files)
    expect(run(folder, 'owner', ['--check']).code).toBe(1)
    for (const time of ['first', 'second']) {
      expect([time, run(folder, 'owner', ['octo-org']).code]).toEqual([time, 0])
      expect(read(folder, 'README.md')).toBe('# It\n\n- uses: octo-org/cancel-vercel-builds@v1\n')
      expect(read(folder, 'src/shared/phrases.ts')).toContain('github.com/octo-org/cancel')
      expect(read(folder, 'docs/maintainers.md')).toBe(files['docs/maintainers.md'])
      expect(read(folder, 'other.txt')).toBe(files['other.txt'])
    }
    expect(run(folder, 'owner', ['--check']).code).toBe(0)
    expect(run(folder, 'owner', ['another']).code).toBe(1)
    expect(read(folder, 'README.md')).toContain('octo-org/')
  })

  test.each(['', '<owner>', 'a b', '-a', 'a-', 'a--b', 'a/b', 'a_b', 'x'.repeat(40), '$&'])(
    'rejects %j',
    (name) => {
      const folder = checkout(files)
      expect(run(folder, 'owner', [name]).code).toBe(1)
      expect(read(folder, 'README.md')).toBe(files['README.md'])
    },
  )
})

describe('release.yml', () => {
  const jobs = jobsOf('release.yml')

  test('publishes only after every other job, in a protected environment', () => {
    expect(jobs.release?.environment).toBe('release')
    const needed = (name: string): string[] =>
      [jobs[name]?.needs ?? []].flat().flatMap((need) => [need, ...needed(need)])
    expect(needed('release').sort()).toEqual(
      Object.keys(jobs)
        .filter((name) => name !== 'release')
        .sort(),
    )
    expect(jobs.ci?.uses).toBe('./.github/workflows/ci.yml')
  })

  test('each job checks out the commit that was tested', () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps = [] }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).toHaveLength(3)
    for (const step of checkouts) expect(step.with?.ref).toBe('${{ github.sha }}')
  })

  test('a placeholder stops it', () => {
    const runs = jobs.check?.steps?.map((step) => step.run)
    expect(runs).toContain('node scripts/owner.mjs --check')
  })
})

test("CI's last job needs every other one", () => {
  const { green, ...others } = jobsOf('ci.yml')
  expect([green?.needs ?? []].flat().sort()).toEqual(Object.keys(others).sort())
})
