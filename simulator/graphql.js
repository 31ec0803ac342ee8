/**
 * As much of GraphQL as a client needs that reads data: fields, aliases, arguments, variables,
 * nested selections and fragments. No directives, no mutations, no type system.
 *
 * @typedef {{ alias: string, name: string, args: Record<string, Value>, selections: Selection[] }} Field
 * @typedef {Field | { spread: string } | { inline: Selection[] }} Selection
 * @typedef {{ variable: string } | { list: Value[] } | { object: Record<string, Value> } | { constant: unknown }} Value
 * @typedef {{ query: Selection[], fragments: Map<string, Selection[]> }} Document
 */

/**
 * What the fields of an object are resolved from: values, or functions of a field's arguments.
 * @typedef {{ [field: string]: unknown }} Source
 */

/** An error that has a place in the answer, beside the data that could be found. */
export class FieldError extends Error {
  /** @param {string} type as GitHub calls it, e.g. `NOT_FOUND` @param {string} message */
  constructor(type, message) {
    super(message)
    this.type = type
  }
}

/**
 * Answers a query. An error in the query itself leaves no data, as GitHub does it.
 * @param {string} text
 * @param {Record<string, unknown>} variables
 * @param {Source} root
 * @returns {{ data?: unknown, errors?: unknown[] }}
 */
export function executeQuery(text, variables, root) {
  /** @type {unknown[]} */
  const errors = []
  try {
    const { query, fragments } = parse(text)
    const data = resolve(root, query, { variables, fragments, errors }, [])
    return errors.length > 0 ? { data, errors } : { data }
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] }
  }
}

/**
 * Parses a document that holds one query, and any fragments.
 * @param {string} text
 * @returns {Document}
 */
export function parse(text) {
  const tokens =
    text
      .replaceAll(/("(?:\\.|[^"\\\n])*")|#.*/g, '$1')
      .match(/\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|"(?:\\.|[^"\\\n])*"|[^\s,]/g) ?? []
  let index = 0
  const peek = () => tokens[index] ?? 'end of query'
  const next = () => {
    index += 1
    return tokens[index - 1] ?? 'end of query'
  }
  /** @param {string} token */
  const accept = (token) => peek() === token && next() === token
  /** @param {string} token */
  function expect(token) {
    if (!accept(token)) throw new Error(`Parse error: expected ${token}, got ${peek()}`)
  }
  function name() {
    if (!/^[A-Za-z_]/.test(peek()) || index >= tokens.length) {
      throw new Error(`Parse error: expected a name, got ${peek()}`)
    }
    return next()
  }

  /** @returns {Value} */
  function value() {
    if (accept('$')) return { variable: name() }
    if (accept('[')) {
      /** @type {Value[]} */
      const list = []
      while (!accept(']')) list.push(value())
      return { list }
    }
    if (accept('{')) return { object: pairs('}') }
    if (/^["\d-]/.test(peek())) return { constant: JSON.parse(next()) }
    const word = name()
    return { constant: ['true', 'false', 'null'].includes(word) ? JSON.parse(word) : word }
  }

  /** @param {string} end */
  function pairs(end) {
    /** @type {Record<string, Value>} */
    const found = {}
    while (!accept(end)) {
      const key = name()
      expect(':')
      found[key] = value()
    }
    return found
  }

  /** @returns {Selection[]} */
  function selections() {
    expect('{')
    /** @type {Selection[]} */
    const found = []
    while (!accept('}')) found.push(selection())
    return found
  }

  /** @returns {Selection} */
  function selection() {
    if (accept('...')) {
      // A type condition is taken to hold: every object here has one type only.
      if (accept('on')) name()
      return peek() === '{' ? { inline: selections() } : { spread: name() }
    }
    const first = name()
    const field = accept(':') ? name() : first
    const args = accept('(') ? pairs(')') : {}
    return { alias: first, name: field, args, selections: peek() === '{' ? selections() : [] }
  }

  /** @type {Document} */
  const document = { query: [], fragments: new Map() }
  while (index < tokens.length) {
    if (accept('fragment')) {
      const fragment = name()
      expect('on')
      name()
      document.fragments.set(fragment, selections())
    } else {
      if (accept('query')) {
        // The names and types of variables add nothing: their values come with the request.
        while (index < tokens.length && peek() !== '{') next()
      }
      document.query = selections()
    }
  }
  return document
}

/**
 * @param {Value} value @param {Record<string, unknown>} variables
 * @returns {unknown}
 */
function evaluate(value, variables) {
  if ('variable' in value) return variables[value.variable]
  if ('list' in value) return value.list.map((item) => evaluate(item, variables))
  return 'object' in value ? evaluateAll(value.object, variables) : value.constant
}

/** @param {Record<string, Value>} values @param {Record<string, unknown>} variables */
function evaluateAll(values, variables) {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, evaluate(value, variables)]),
  )
}

/**
 * @param {Source} source
 * @param {Selection[]} selections
 * @param {{ variables: Record<string, unknown>, fragments: Document['fragments'], errors: unknown[] }} context
 * @param {string[]} path
 * @returns {Record<string, unknown>}
 */
function resolve(source, selections, context, path) {
  /** @type {Record<string, unknown>} */
  const data = {}
  for (const selection of selections) {
    if (!('name' in selection)) {
      const found =
        'inline' in selection ? selection.inline : context.fragments.get(selection.spread)
      if (found === undefined) throw new Error('Fragment was used, but not defined')
      Object.assign(data, resolve(source, found, context, path))
      continue
    }
    const { alias, name, args } = selection
    if (!Object.hasOwn(source, name)) {
      throw new Error(`Field '${name}' doesn't exist on type '${source.__typename}'`)
    }
    const here = [...path, alias]
    try {
      const found = source[name]
      const value =
        typeof found === 'function' ? found(evaluateAll(args, context.variables)) : found
      const nested = value !== null && typeof value === 'object'
      if (nested && selection.selections.length === 0) {
        throw new Error(`Field must have selections (field '${name}')`)
      }
      data[alias] = nested ? resolve(value, selection.selections, context, here) : value
    } catch (error) {
      if (!(error instanceof FieldError)) throw error
      context.errors.push({ type: error.type, path: here, message: error.message })
      data[alias] = null
    }
  }
  return data
}
