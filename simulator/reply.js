/**
 * An answer before it is written. A body that is a string goes out as it is, anything else as JSON.
 * @typedef {object} Reply
 * @property {number} status
 * @property {Record<string, string> | undefined} [headers]
 * @property {unknown} [body]
 */

/**
 * Starts an answer, and notes its status in the log.
 * @param {import('./log.js').SimRequest} request
 * @param {import('node:http').ServerResponse} res
 * @param {number} status
 * @param {Record<string, string>} headers
 */
export function writeHead(request, res, status, headers) {
  request.status = status
  res.writeHead(status, headers)
}

/**
 * Writes a whole answer.
 * @param {import('./log.js').SimRequest} request
 * @param {import('node:http').ServerResponse} res
 * @param {Reply} reply
 */
export function send(request, res, { status, headers, body }) {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  // A bare string stands for what is not the API's own: the error page of a proxy.
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  writeHead(request, res, status, {
    ...(body === undefined ? {} : { 'content-type': `${type}; charset=utf-8` }),
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  })
  res.end(text)
}
