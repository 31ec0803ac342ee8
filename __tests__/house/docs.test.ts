import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { MESSAGES } from '../../src/shared/phrases.js'

const read = (file: string) => readFileSync(file, 'utf8')

test("README's tables of inputs and outputs are those of action.yml", () => {
  execFileSync(process.execPath, ['scripts/docs.mjs', '--check'])
})

test('docs/troubleshooting.md has a heading for each message, word for word', () => {
  const headings = [...read('docs/troubleshooting.md').matchAll(/^### (.*)$/gm)].map(([, h]) => h)
  const messages: string[] = Object.values(MESSAGES)
  expect(messages.filter((message) => !headings.includes(message))).toEqual([])
  // Headings for reasons, which are no messages, are all code.
  const extra = headings.filter((h = '') => !messages.includes(h) && !/^(`[a-z-]+`(, )?)+$/.test(h))
  expect(extra).toEqual([])
})

test('README shows a whole workflow within its first 30 lines', () => {
  const start = read('README.md').split('\n').slice(0, 30).join('\n')
  const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(start) ?? []
  expect(workflow).toMatch(/^on:/m)
  expect(workflow).toMatch(/uses: OWNER\/cancel-vercel-builds@v1/)
})

test.each(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'docs/troubleshooting.md'])(
  'no link in %s leads to a file that is not there',
  (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)].map(
      ([, target = '']) => path.join(path.dirname(file), target),
    )
    expect(links.filter((target) => !existsSync(target))).toEqual([])
  },
)
