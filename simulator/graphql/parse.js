/**
 * As much of GraphQL as a client needs that reads data: fields, aliases, arguments, variables,
 * nested selections and fragments. No directives, no mutations, no type system.
 *
 * @typedef {{ alias: string, name: string, args: Record<string, Value>, selections: Selection[] }} Field
 * @typedef {Field | { spread: string } | { inline: Selection[] }} Selection
 * @typedef {{ variable: string } | { list: Value[] } | { object: Record<string, Value> } | { constant: unknown }} Value
 * @typedef {{ query: Selection[], fragments: Map<string, Selection[]> }} Document
 */

/** @typedef {{ tokens: string[], index: number }} Parser */

const token = /\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|"(?:\\.|[^"\\\n])*"|[^\s,]/g

/**
 * Parses a document that holds one query, and any fragments. Throws where it can't.
 * @param {string} text
 * @returns {Document}
 */
export function parse(text) {
  const uncommented = text.replaceAll(/("(?:\\.|[^"\\\n])*")|#.*/g, '$1')
  /** @type {Parser} */
  const parser = { tokens: uncommented.match(token) ?? [], index: 0 }
  /** @type {Document} */
  const document = { query: [], fragments: new Map() }
  while (!atEnd(parser)) {
    if (accept(parser, 'fragment')) {
      const fragment = name(parser)
      expect(parser, 'on')
      name(parser)
      document.fragments.set(fragment, selections(parser))
    } else {
      if (accept(parser, 'query')) skipDeclaration(parser)
      document.query = selections(parser)
    }
  }
  return document
}

/** @param {Parser} parser */
const atEnd = ({ tokens, index }) => index >= tokens.length

/** @param {Parser} parser */
const peek = ({ tokens, index }) => tokens[index] ?? 'end of query'

/** @param {Parser} parser */
function next(parser) {
  parser.index += 1
  return parser.tokens[parser.index - 1] ?? 'end of query'
}

/** @param {Parser} parser @param {string} wanted */
const accept = (parser, wanted) => peek(parser) === wanted && next(parser) === wanted

/** @param {Parser} parser @param {string} wanted */
function expect(parser, wanted) {
  if (!accept(parser, wanted)) {
    throw new Error(`Parse error: expected ${wanted}, got ${peek(parser)}`)
  }
}

/** @param {Parser} parser */
function name(parser) {
  if (atEnd(parser) || !/^[A-Za-z_]/.test(peek(parser))) {
    throw new Error(`Parse error: expected a name, got ${peek(parser)}`)
  }
  return next(parser)
}

/**
 * The name of a query and the types of its variables add nothing: the values come with the request.
 * @param {Parser} parser
 */
function skipDeclaration(parser) {
  let depth = 0
  while (!atEnd(parser) && (depth > 0 || peek(parser) !== '{')) {
    const skipped = next(parser)
    if (skipped === '(') depth += 1
    if (skipped === ')') depth -= 1
  }
}

/** @param {Parser} parser @returns {Value} */
function value(parser) {
  if (accept(parser, '$')) return { variable: name(parser) }
  if (accept(parser, '[')) {
    /** @type {Value[]} */
    const list = []
    while (!accept(parser, ']')) list.push(value(parser))
    return { list }
  }
  if (accept(parser, '{')) return { object: pairs(parser, '}') }
  if (/^["\d-]/.test(peek(parser))) return { constant: JSON.parse(next(parser)) }
  const word = name(parser)
  return { constant: ['true', 'false', 'null'].includes(word) ? JSON.parse(word) : word }
}

/** @param {Parser} parser @param {string} end */
function pairs(parser, end) {
  /** @type {Record<string, Value>} */
  const found = {}
  while (!accept(parser, end)) {
    const key = name(parser)
    expect(parser, ':')
    found[key] = value(parser)
  }
  return found
}

/** @param {Parser} parser @returns {Selection[]} */
function selections(parser) {
  expect(parser, '{')
  /** @type {Selection[]} */
  const found = []
  while (!accept(parser, '}')) found.push(selection(parser))
  return found
}

/** @param {Parser} parser @returns {Selection} */
function selection(parser) {
  if (accept(parser, '...')) {
    // A type condition is taken to hold: every object here has one type only.
    if (accept(parser, 'on')) name(parser)
    return peek(parser) === '{' ? { inline: selections(parser) } : { spread: name(parser) }
  }
  const first = name(parser)
  const field = accept(parser, ':') ? name(parser) : first
  const args = accept(parser, '(') ? pairs(parser, ')') : {}
  const nested = peek(parser) === '{' ? selections(parser) : []
  return { alias: first, name: field, args, selections: nested }
}
