import { readdirSync, readFileSync } from 'node:fs'

/**
 * Replies of Vercel's and GitHub's APIs that people published, with every name, id, commit and mail
 * address replaced. `$recording` in each file says what was asked, when, and what was altered.
 */
const folder = new URL('./recordings/', import.meta.url)

export const recordings = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

/** The reply of a recording, by the name of its file. */
export function readRecording(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')).body
}
