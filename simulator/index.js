import { createFaults } from './faults.js'
import { createGithub } from './github.js'
import { requestLine } from './log.js'
import { serve } from './server.js'
import { createVercel } from './vercel.js'

export { createClock } from './clock.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {Awaited<ReturnType<typeof startSimulator>>} Simulator */

/**
 * Starts a Vercel API and a GitHub API, each on a port of its own, that know nothing but what
 * they are told.
 * @param {object} [options]
 * @param {import('./clock.js').Clock} [options.clock] what builds advance by; real time unless told
 * @param {number | ((request: SimRequest) => number)} [options.latency] real milliseconds that
 *   pass before a request is carried out and answered
 * @param {number} [options.pageSize] deployments on a page of a list, unless the request says so
 * @param {boolean} [options.untilInclusive] whether `until` includes the moment that it names
 * @param {{ key: string | Buffer, cert: string | Buffer }} [options.tls] serve https
 * @param {import('./server.js').Address} [options.vercel] where to listen; any free port of
 *   127.0.0.1 unless told
 * @param {import('./server.js').Address} [options.github]
 */
export async function startSimulator({
  clock = { now: Date.now },
  latency = 0,
  pageSize = 20,
  untilInclusive = false,
  tls,
  vercel: vercelAddress = {},
  github: githubAddress = {},
} = {}) {
  /** @type {SimRequest[]} */
  const requests = []
  const faults = createFaults()
  const vercel = createVercel({ clock, pageSize, untilInclusive })
  const github = createGithub()
  const shared = { log: requests, faults, clock, latency, tls }
  const vercelServer = await serve(vercel.api, { ...shared, address: vercelAddress })
  const githubServer = await serve(github.api, { ...shared, address: githubAddress })

  return {
    vercel: { url: vercelServer.url, ...vercel.state },
    github: { url: githubServer.url, ...github.state },

    /** Every request, in order of arrival. */
    requests,

    /**
     * The requests to one API, or to both, a line each.
     * @param {'vercel' | 'github'} [api]
     */
    requestLines: (api) =>
      requests.filter((one) => api === undefined || one.api === api).map(requestLine),

    /** Makes something go wrong. */
    fault: faults.add,

    /** Stops at once, whatever is open. */
    async close() {
      await Promise.all([vercelServer.close(), githubServer.close()])
    },
  }
}
