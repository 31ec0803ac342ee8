/**
 * Stands in the bundle for the package `undici` (see `paths` in tsconfig.bundle.json), which
 * `@actions/github` imports at its start for a `fetch` that we replace by our own.
 */
export function fetch(): never {
  throw new Error('undici is not part of this bundle: pass `request: { fetch }` to Octokit')
}
