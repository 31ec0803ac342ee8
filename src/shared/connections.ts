import type http from 'node:http'
import type { Socket } from 'node:net'

/** An agent, and its connections that were opened ahead and that no request has taken yet. */
export type Connections = {
  agent: http.Agent
  open: http.Agent['createConnection']
  ahead: Socket[]
}

/**
 * Has the agent's requests take the connections that were opened ahead:
 * https://nodejs.org/api/http.html#agentcreateconnectionoptions-callback
 */
export function connectionsOf(agent: http.Agent): Connections {
  const open = agent.createConnection.bind(agent)
  const ahead: Socket[] = []
  agent.createConnection = (options, callback) => {
    return ahead.shift()?.ref() ?? open(options, callback)
  }
  return { agent, open, ahead }
}

/** As a URL spells it. `isIP` would load `node:net` before anything is sent. */
const IP = /^\[|^\d+(\.\d+){3}$/

/**
 * Opens connections until there are `count`, so that their handshakes are over when requests need
 * them. What fails is not told: a request then opens its own connection, and tells what is wrong.
 */
export function openAhead({ agent, open, ahead }: Connections, url: URL, count: number): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const options = {
    host,
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    // The name in the server's certificate; an IP address is none: RFC 6066, section 3.
    ...(IP.test(url.hostname) ? {} : { servername: host }),
    keepAlive: true,
    noDelay: true,
  }
  const inUse = [agent.sockets, agent.freeSockets].flatMap(Object.values).flat().length
  for (let n = inUse + ahead.length; n < count; n += 1) {
    const socket = open(options) as Socket
    ahead.push(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      if (ahead.includes(socket)) ahead.splice(ahead.indexOf(socket), 1)
    })
    // Alone it does not keep the process alive.
    socket.unref()
  }
}
