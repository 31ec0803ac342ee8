// Puts the name of the account that publishes this action wherever its placeholder stands:
// `npm run owner -- NAME`. The placeholder is not a legal account name, so that nobody who copies it
// hands a token to a stranger.
// `node scripts/owner.mjs --check` changes nothing and fails while a placeholder stands.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const PLACEHOLDER = '<owner>'
/** GitHub's rule: letters, digits and single hyphens inside, at most 39 characters. */
const LOGIN = /^(?=.{1,39}$)[a-z\d]+(-[a-z\d]+)*$/i
/** README's note that there is no owner yet. */
const NOTE = /<!-- placeholder: [\s\S]*?<!-- \/placeholder -->\n+/g
/** These explain the placeholder, or test it. */
const ABOUT_IT = /^(__tests__\/|scripts\/owner\.mjs$|docs\/maintainers\.md$|package-lock\.json$)/

/** The files in which the placeholder stands for the name, with their text. */
function placeholders() {
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0')
  return files
    .filter((file) => file !== '' && !ABOUT_IT.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.includes(PLACEHOLDER))
}

/** The name that README's workflow uses. */
function presentOwner() {
  const [, name] =
    /uses: (\S+)\/cancel-vercel-builds@/.exec(readFileSync('README.md', 'utf8')) ?? []
  return name
}

/** @param {string} message */
function fail(message) {
  console.error(message)
  process.exit(1)
}

const [name = ''] = process.argv.slice(2)
const found = placeholders()
const present = presentOwner()

if (name === '--check') {
  if (found.length > 0) {
    const files = found.map(({ file }) => `  ${file}`).join('\n')
    fail(
      `${PLACEHOLDER} still stands for the account in:\n${files}\nRun \`npm run owner -- NAME\`.`,
    )
  }
} else if (!LOGIN.test(name)) {
  fail(`"${name}" is not the name of a GitHub account. Usage: npm run owner -- NAME`)
} else if (present !== PLACEHOLDER && present !== name) {
  fail(`The owner is ${present} already. To change it, revert that commit and run this again.`)
} else {
  for (const { file, text } of found) {
    writeFileSync(file, text.replace(NOTE, '').replaceAll(PLACEHOLDER, name))
    console.log(file)
  }
  console.log(
    `${found.length} files changed. Run \`npm run build\` and \`npm run docs\`, then commit.`,
  )
}
