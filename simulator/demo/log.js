import { wrap } from './style.js'

/** @typedef {import('./style.js').Style} Style */

/** @type {Record<string, { word: string, style: Style }>} */
const annotations = {
  error: { word: 'Error', style: 'red' },
  warning: { word: 'Warning', style: 'yellow' },
  notice: { word: 'Notice', style: 'blue' },
}

/**
 * A step's log as GitHub shows it: groups unfolded, annotations marked, secrets masked, and none of
 * the commands that only the runner reads.
 * @param {string} log
 * @param {import('./style.js').Paint} paint
 * @returns {string[]}
 */
export function renderLog(log, paint) {
  const secrets = [...log.matchAll(/^::add-mask::(.+)$/gm)].map(([, secret = '']) => decode(secret))
  const shown = (/** @type {string} */ text) =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
  /** @type {string[]} */
  const lines = []
  let indent = ''
  for (const line of log.replace(/\r?\n$/, '').split(/\r?\n/)) {
    const [, command, , message = ''] = /^::([a-z-]+)( .*?)?::(.*)$/.exec(line) ?? []
    if (command === undefined) {
      lines.push(...wrap(shown(line), indent, `${indent}  `))
      continue
    }
    const annotation = annotations[command]
    if (annotation) {
      const text = wrap(shown(decode(message)), `${annotation.word}: `, '  ')
      lines.push(...text.map((one) => paint(annotation.style, one)))
    }
    if (command === 'group') lines.push(paint('bold', `▼ ${shown(decode(message))}`))
    if (command === 'group') indent = '  '
    if (command === 'endgroup') indent = ''
  }
  return lines
}

/** Undoes the escapes of a command's message. @param {string} text */
function decode(text) {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
