/**
 * Vercel's and GitHub's APIs on loopback, for tests, demo and benchmark. It needs no package.
 *
 *     import { act } from './simulator/act.js'
 *     import { push } from './simulator/events.js'
 *     import { commits, startWorld } from './simulator/world.js'
 *
 *     const world = await startWorld()                    // acme/shop with the projects web and docs
 *     world.build('dpl_old')                              // of feature/cart, pushed a minute ago
 *     world.build('dpl_new', { sha: commits.head })       // of its newest commit
 *     const { told, requests } = await act(world, push(), { inputs: { 'dry-run': 'true' } })
 *     // told: { dpl_old: 'would-cancel superseded', dpl_new: 'kept newest-commit' }
 *     world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)    // the branch is gone
 *     world.sim.fault({ operation: 'cancel', status: 503, times: 2 })       // what goes wrong next
 *     world.clock.advance(30_000)                                           // builds go on
 *     await world.close()
 */
import { createFaults } from './faults.js'
import { githubApi } from './github/api.js'
import { githubControls } from './github/controls.js'
import { createGithub } from './github/state.js'
import { requestLine } from './log.js'
import { serve } from './server.js'
import { vercelApi } from './vercel/api.js'
import { vercelControls } from './vercel/controls.js'
import { createVercel } from './vercel/state.js'

export { createClock } from './clock.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {Awaited<ReturnType<typeof startSimulator>>} Simulator */

/**
 * @typedef {object} SimulatorOptions
 * @property {import('./clock.js').Clock} [clock] what builds advance by; real time unless told
 * @property {number | ((request: SimRequest) => number | Promise<number>)} [latency] real
 *   milliseconds that pass before a request is carried out and answered
 * @property {number} [pageSize] deployments on a page of a list, unless the request says so
 * @property {boolean} [untilInclusive] whether `until` includes the moment that it names
 * @property {boolean} [sendDate] whether replies have a `Date`, by the clock; they have unless told
 * @property {{ key: string | Buffer, cert: string | Buffer }} [tls] serve https
 * @property {import('./server.js').Address} [vercel] where to listen; any free port of 127.0.0.1
 *   unless told
 * @property {import('./server.js').Address} [github]
 */

/**
 * Starts a Vercel API and a GitHub API, each on a port of its own, that know nothing but what
 * they are told.
 * @param {SimulatorOptions} [options]
 */
export async function startSimulator(options = {}) {
  const { clock = { now: Date.now }, latency = 0, sendDate = true, tls } = options
  const { pageSize = 20, untilInclusive = false } = options
  /** @type {SimRequest[]} */
  const requests = []
  const faults = createFaults()
  const vercel = createVercel({ clock, pageSize, untilInclusive })
  const github = createGithub({ clock, scheme: tls ? 'https' : 'http' })
  const shared = { log: requests, faults, clock, latency, sendDate, tls }
  const vercelServer = await serve(vercelApi(vercel), { ...shared, address: options.vercel })
  const githubServer = await serve(githubApi(github), { ...shared, address: options.github })

  return {
    vercel: { url: vercelServer.url, ...vercelControls(vercel) },
    github: { url: githubServer.url, ...githubControls(github) },

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
