import net from 'node:net'

/**
 * A way to a local port that is as long as a real one: every byte takes `ms` in each direction, and
 * the first of a connection takes one round trip more, as TCP's own handshake does.
 *
 * @param {number} port @param {number} ms
 * @returns {Promise<number>} the port at which the way begins
 */
export async function startDelay(port, ms) {
  const server = net.createServer((near) => {
    const far = net.connect({ port, host: '127.0.0.1' })
    pass(near, far, ms, performance.now() + 3 * ms)
    pass(far, near, ms, 0)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  return /** @type {net.AddressInfo} */ (server.address()).port
}

/**
 * Hands on what comes, in order, and never before `due`.
 *
 * @param {net.Socket} from @param {net.Socket} to @param {number} ms @param {number} due
 */
function pass(from, to, ms, due) {
  let next = due
  const later = (/** @type {() => void} */ act) => {
    next = Math.max(next, performance.now() + ms)
    setTimeout(act, next - performance.now())
  }
  from.setNoDelay(true)
  from.on('data', (chunk) => later(() => to.write(chunk)))
  from.on('end', () => later(() => to.end()))
  from.on('error', () => to.destroy())
}
