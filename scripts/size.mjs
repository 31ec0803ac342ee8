/**
 * What every run of every user downloads, and what the bundle is made of: `npm run size`. Fails when
 * `dist` or the archive has grown by more than 5 % over size.json; `-- --record` writes that file.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const RECORD = new URL('../size.json', import.meta.url)
const ALLOWED_GROWTH = 1.05

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { maxBuffer: 2 ** 28 })

const dist = readdirSync('dist').reduce((sum, file) => sum + statSync(`dist/${file}`).size, 0)
// The archive that `uses:` downloads holds what .gitattributes does not leave out of it. `stash
// create` names the tree with what is not committed yet, and nothing when there is no such change.
const tree = git('stash', 'create').toString().trim() || 'HEAD'
const archive = gzipSync(git('archive', '--worktree-attributes', tree), { level: 9 }).length
const sizes = { dist, archive }

const bundle = readFileSync('dist/index.js', 'utf8')
/** @type {Map<string, number>} */
const parts = new Map()
// `npm run build` writes a comment with its path above what is left of each file.
const marks = [...bundle.matchAll(/^ *\/\/ ((?:node_modules|src)\/.*|external .*)$/gm)]
marks.forEach((mark, i) => {
  const file = mark[1] ?? ''
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)|^src/.exec(file)
  const part = name?.[1] ?? name?.[0] ?? 'Node'
  parts.set(part, (parts.get(part) ?? 0) + (marks[i + 1]?.index ?? bundle.length) - mark.index)
})
parts.set('webpack', marks[0]?.index ?? bundle.length)

console.log('| Part of dist/index.js | Bytes |\n| --- | ---: |')
for (const [name, bytes] of [...parts].sort((a, b) => b[1] - a[1])) {
  console.log(`| ${name} | ${bytes} |`)
}
console.log(`\ndist: ${dist} bytes; archive that a runner downloads: ${archive} bytes`)

if (process.argv.includes('--record')) {
  writeFileSync(RECORD, `${JSON.stringify(sizes, null, 2)}\n`)
} else {
  /** @type {typeof sizes} */
  const recorded = JSON.parse(readFileSync(RECORD, 'utf8'))
  for (const name of /** @type {const} */ (['dist', 'archive'])) {
    if (sizes[name] > recorded[name] * ALLOWED_GROWTH) {
      const growth = `${name} has grown from ${recorded[name]} to ${sizes[name]} bytes`
      console.error(`${growth}: say why, and run \`npm run size -- --record\``)
      process.exitCode = 1
    }
  }
}
