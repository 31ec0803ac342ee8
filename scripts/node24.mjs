/**
 * Has the tests run the action on Node 24, as runners do, where the machine's own Node is older. It
 * is never used to build. Not a dependency in package.json: its binary is for one platform, and npm
 * refuses to install such a package elsewhere unless it counts as one that the action itself needs.
 *
 * `node scripts/node24.mjs` installs it if it is needed; `node scripts/node24.mjs FILE ...` runs a
 * file with it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { NODE24, node24 } from '../simulator/node24.js'

const [major = 0] = process.versions.node.split('.').map(Number)
const isNeeded = major < 24 && node24() === process.execPath
// On other platforms the tests run on the machine's own Node.
const canInstall = process.platform === 'linux' && process.arch === 'x64'

if (isNeeded && canInstall) {
  cpSync(path.join(import.meta.dirname, 'node24'), NODE24, { recursive: true })
  const args = ['ci', '--prefix', NODE24, '--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', args, { stdio: 'inherit' })
}

const args = process.argv.slice(2)
if (args.length > 0) {
  process.exitCode = spawnSync(node24(), args, { stdio: 'inherit' }).status ?? 1
}
