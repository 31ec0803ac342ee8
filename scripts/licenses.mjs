// Fails unless dist/licenses.txt names each package in dist/index.js, and no other.
import { readFileSync } from 'node:fs'

const bundle = readFileSync('dist/index.js', 'utf8')
const licenses = readFileSync('dist/licenses.txt', 'utf8')

// `npm run build` names each file in the bundle, and ncc writes a package's name on a line of its own
// above its license's short name and text.
const bundled = new Set(
  [...bundle.matchAll(/^ *\/\/ node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm)].map(
    ([, name = '']) => name,
  ),
)
const named = new Set(
  [...licenses.matchAll(/(?:^|\n\n)((?:@[\w.-]+\/)?[\w.-]+)\n(?=[\w.() -]+\n)/g)].map(
    ([, name = '']) => name,
  ),
)
const missing = [...bundled].filter((name) => !named.has(name))
const extra = [...named].filter((name) => !bundled.has(name))
if (bundled.size === 0 || missing.length > 0 || extra.length > 0) {
  console.error(`bundled: ${bundled.size}; without a license: ${missing}; not bundled: ${extra}`)
  process.exit(1)
}
console.log(`${bundled.size} bundled packages, each with its license`)
