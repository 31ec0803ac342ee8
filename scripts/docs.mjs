// Writes README's tables of inputs and outputs from action.yml: `npm run docs`.
// `node scripts/docs.mjs --check` changes nothing and fails if the tables differ from action.yml.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

/** @type {{ inputs: Record<string, { default?: string, description: string }>, outputs: Record<string, { description: string }> }} */
const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'))

/** @param {unknown} text */
const cell = (text) => String(text).trim().replaceAll('|', '\\|').replaceAll('\n', ' ')

/**
 * @param {string[]} head
 * @param {unknown[][]} rows
 */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** What action.yml says of an input that has to be given; the table has a column for it. */
const REQUIRED = '**Required.** '

/**
 * Inputs that only some users have to give.
 * @type {Record<string, string>}
 */
const REQUIRED_IF = {
  'team-id': 'with a full-account token, for a team',
  'project-id': 'with a project token',
}

const inputs = table(
  ['Input', 'Required', 'Default', 'Meaning'],
  Object.entries(action.inputs).map(([name, input]) => [
    `\`${name}\``,
    input.description.startsWith(REQUIRED) ? 'yes' : (REQUIRED_IF[name] ?? 'no'),
    input.default === undefined ? '' : `\`${input.default}\``,
    input.description.replace(REQUIRED, ''),
  ]),
)

const outputs = table(
  ['Output', 'Value'],
  Object.entries(action.outputs).map(([name, output]) => [`\`${name}\``, output.description]),
)

const readme = new URL('../README.md', import.meta.url)
const before = readFileSync(readme, 'utf8')
const after = [
  ['inputs', inputs],
  ['outputs', outputs],
].reduce(
  (text, [name, content]) =>
    text.replace(
      new RegExp(`(<!-- ${name}: .*? -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
      (_, start, end) => `${start}\n${content}\n\n${end}`,
    ),
  before,
)

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('README.md differs from action.yml: run `npm run docs`')
    process.exit(1)
  }
} else {
  writeFileSync(readme, after)
}
