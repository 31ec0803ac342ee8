/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').State} State */

/** The states in which a build can still be canceled. */
export const unfinished = ['QUEUED', 'INITIALIZING', 'BUILDING']

const ends = ['READY', 'ERROR', 'CANCELED']

/**
 * When a deployment enters each of its states, as far as it will. A duration that is missing is
 * nothing before the build, and for ever in it; without any duration the first state is the last.
 * @param {Deployment} deployment
 * @returns {[State, number][]}
 */
function timeline({ createdAt, firstState, ends: last, queuedMs, initializingMs, buildingMs }) {
  const fixed = (queuedMs ?? initializingMs ?? buildingMs) === undefined
  if (fixed || !unfinished.includes(firstState)) return [[firstState, createdAt]]
  const durations = [queuedMs ?? 0, initializingMs ?? 0, buildingMs ?? Infinity]
  /** @type {[State, number][]} */
  const entries = []
  let time = createdAt
  for (const [index, state] of unfinished.entries()) {
    if (index < unfinished.indexOf(firstState)) continue
    entries.push([state, time])
    time += durations[index] ?? 0
  }
  return [...entries, [last, time]]
}

/**
 * The state that a deployment has at a moment.
 * @param {Deployment} deployment
 * @param {number} now epoch ms
 * @returns {State}
 */
export function readyStateAt(deployment, now) {
  /** @param {number} time @returns {State} */
  const undisturbed = (time) =>
    timeline(deployment).findLast(([, since]) => since <= time)?.[0] ?? deployment.firstState
  const { cancelAt } = deployment
  if (cancelAt === undefined || now < cancelAt) return undisturbed(now)
  // A build can end before the cancel that is on its way.
  return ends.includes(undisturbed(cancelAt)) ? undisturbed(now) : 'CANCELED'
}

/**
 * The moments that have passed by now: of the build's start, its end, and its cancellation. A build
 * that an Ignored Build Step ended has `ready`, too, and a blocked one has all of them at its
 * creation, as recordings show.
 * @param {Deployment} deployment
 * @param {number} now epoch ms
 * @returns {{ buildingAt?: number, ready?: number, canceledAt?: number }}
 */
export function momentsAt(deployment, now) {
  const state = readyStateAt(deployment, now)
  const entries = timeline(deployment)
  const [last, lastAt] = entries.at(-1) ?? [state, now]
  const { cancelAt = Infinity } = deployment
  const endedItself = entries.length > 1 && last === 'CANCELED' && lastAt <= cancelAt
  const end = state === 'CANCELED' ? (endedItself ? lastAt : Math.min(cancelAt, now)) : now
  /** @param {State[]} states */
  const since = (...states) =>
    entries.find(([name, time]) => states.includes(name) && time <= end)?.[1]
  const buildingAt = since('BUILDING', 'READY', 'ERROR', 'BLOCKED')
  const ready = since('READY', 'ERROR', 'BLOCKED', ...(endedItself ? ['CANCELED'] : []))
  return {
    ...(buildingAt === undefined ? {} : { buildingAt }),
    ...(ready === undefined ? {} : { ready }),
    ...(state === 'CANCELED' ? { canceledAt: end } : {}),
  }
}

/**
 * The environment that a deployment belongs to at a moment.
 * @param {Deployment} deployment
 * @param {number} now epoch ms
 */
export function targetAt({ target, promotedAt }, now) {
  return now >= promotedAt ? 'production' : target
}
