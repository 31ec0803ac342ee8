// What .github/workflows/release.yml asks about versions:
// `check TAG` fails unless the tag, package.json and the newest entry of CHANGELOG.md agree;
// `notes TAG` prints CHANGELOG.md's entry of that version;
// `highest MAJOR` reads tags from standard input, one a line, and prints the highest of `v1`.
import { readFileSync } from 'node:fs'

/** @param {string} file */
const read = (file) => readFileSync(file, 'utf8')

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(1)
}

/** The entries of CHANGELOG.md, the newest first, without "Unreleased". */
function changes() {
  return [
    ...read('CHANGELOG.md').matchAll(
      /^## \[(\d+\.\d+\.\d+)\][^\n]*\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm,
    ),
  ].map(([, version = '', notes = '']) => ({ version, notes: notes.trim() }))
}

/** @param {string} tag */
function check(tag) {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(read('package.json'))
  const changed = changes()[0]?.version
  if (tag !== `v${version}` || changed !== version) {
    fail(`The tag is ${tag}, package.json says ${version}, CHANGELOG.md ${changed ?? 'nothing'}.`)
  }
}

/** @param {string} tag */
function notes(tag) {
  const entry = changes().find(({ version }) => `v${version}` === tag)
  console.log(entry?.notes || fail(`CHANGELOG.md has no entry for ${tag}.`))
}

/** @param {string} major such as `v1` */
function highest(major) {
  const parts = (/** @type {string} */ tag) => tag.slice(1).split('.').map(Number)
  const tags = readFileSync(0, 'utf8')
    .split('\n')
    .filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag) && tag.startsWith(`${major}.`))
    .sort((a, b) => {
      const [, minorA = 0, patchA = 0] = parts(a)
      const [, minorB = 0, patchB = 0] = parts(b)
      return minorB - minorA || patchB - patchA
    })
  console.log(tags[0] ?? fail(`No release of ${major}.`))
}

const [command = '', argument = ''] = process.argv.slice(2)
const commands = new Map([
  ['check', check],
  ['notes', notes],
  ['highest', highest],
])
const run =
  commands.get(command) ?? fail('Usage: node scripts/release.mjs check|notes|highest ARGUMENT')
run(argument)
