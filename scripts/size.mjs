// What every run of every user downloads, and of what it is made: `npm run size`.
// Fails when dist or the archive has grown by more than 5 % over size.json; `-- --record` writes it.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const RECORD = new URL('../size.json', import.meta.url)
const ALLOWED_GROWTH = 1.05

const dist = readdirSync('dist').reduce((sum, file) => sum + statSync(`dist/${file}`).size, 0)
// The archive that `uses:` downloads holds what .gitattributes does not leave out of it.
const tar = execFileSync('git', ['archive', '--worktree-attributes', 'HEAD'], {
  maxBuffer: 2 ** 28,
})
const archive = gzipSync(tar, { level: 9 }).length
const sizes = { dist, archive }

const bundle = readFileSync('dist/index.js', 'utf8')
/** @type {Map<string, number>} */
const parts = new Map()
// ncc marks each module of a package with its path, and ours with `./src/…`; when it merges modules
// it writes `;// CONCATENATED MODULE: PATH` before each.
const marks = [...bundle.matchAll(/^(?:\/\*\*\*\/ |;\/\/ CONCATENATED MODULE: )(.*)$/gm)]
marks.forEach((mark, i) => {
  const path = mark[1] ?? ''
  const name =
    /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
    (path.includes('./src/') ? 'src' : 'rest')
  const length = (marks[i + 1]?.index ?? bundle.length) - mark.index
  parts.set(name, (parts.get(name) ?? 0) + length)
})

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
      console.error(
        `${name} has grown from ${recorded[name]} to ${sizes[name]} bytes: say why, and run \`npm run size -- --record\``,
      )
      process.exitCode = 1
    }
  }
}
