/**
 * Has the tests run the action on Node 24, as runners do, where the machine's own Node is older. It
 * is never used to build.
 *
 * `node scripts/node24.mjs` installs it if it is needed; `node scripts/node24.mjs FILE ...` runs a
 * file with it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { node24 } from '../simulator/node24.js'

const [major = 0] = process.versions.node.split('.').map(Number)
const folder = path.join(import.meta.dirname, 'node24')
const isInstalled = existsSync(path.join(folder, 'node_modules'))
// The package holds a binary for this platform alone; elsewhere the tests run on the machine's Node.
const canInstall = process.platform === 'linux' && process.arch === 'x64'

if (major < 24 && canInstall && !isInstalled) {
  execFileSync('npm', ['ci', '--prefix', folder], { stdio: 'inherit' })
}

const args = process.argv.slice(2)
if (args.length > 0) {
  process.exitCode = spawnSync(node24(), args, { stdio: 'inherit' }).status ?? 1
}
