/**
 * Stands in the bundle for `@actions/http-client` (see `paths` in tsconfig.bundle.json). `@actions/core`
 * imports it for OIDC, and `@actions/github` for the agent of a `fetch` that we replace: neither is
 * ever used here, and the package and what it loads doubled the step's start-up.
 */
export class HttpClient {
  /** `@actions/github` asks for these two at its start. */
  getAgent(): undefined {}
  getAgentDispatcher(): undefined {}
}
