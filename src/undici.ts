/**
 * Stands in the bundle for the package `undici`, which `@actions/http-client` and `@actions/github`
 * import at their start (see `paths` in tsconfig.json): nothing here calls it, since requests go out
 * over `node:http` (http.ts) and Octokit is given a `fetch` of its own (github/heads.ts).
 */
export class ProxyAgent {}

export function fetch(): never {
  throw new Error('undici is not part of this bundle: pass `request: { fetch }` to Octokit')
}
