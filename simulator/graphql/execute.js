import { parse } from './parse.js'

/** @typedef {import('./parse.js').Document} Document */
/** @typedef {import('./parse.js').Field} Field */
/** @typedef {import('./parse.js').Selection} Selection */
/** @typedef {import('./parse.js').Value} Value */

/**
 * What the fields of an object are resolved from: values, or functions of a field's arguments.
 * @typedef {{ [field: string]: unknown }} Source
 */

/**
 * @typedef {object} Context
 * @property {Record<string, unknown>} variables
 * @property {Document['fragments']} fragments
 * @property {unknown[]} errors
 * @property {(name: string, args: Record<string, unknown>) => void} onField
 */

/** @typedef {(string | number)[]} Path */

/** An error that has a place in the answer, beside the data that could be found. */
export class FieldError extends Error {
  /** @param {string} type as GitHub calls it, e.g. `NOT_FOUND` @param {string} message */
  constructor(type, message) {
    super(message)
    this.type = type
  }
}

/** Thrown where a field that can't be null is: then the object that holds it is null. */
class NullParent extends Error {}

/**
 * The fields of GitHub's schema, of those that are served here, that can't be null.
 * https://docs.github.com/en/graphql/reference/objects
 */
const NON_NULL = new Set([
  ...['id', 'name', 'nameWithOwner', 'owner', 'login', 'isPrivate', 'prefix', 'oid'],
  ...['pullRequests', 'parents', 'totalCount', 'pageInfo', 'hasNextPage', 'hasPreviousPage'],
  ...['number', 'state', 'merged', 'headRefName', 'headRefOid', 'baseRefName', 'isCrossRepository'],
])

/**
 * Answers a query. An error in the query itself leaves no data, as GitHub does it; an error of a
 * field that can't be null makes the object around it null, as the specification of GraphQL says.
 * @param {string} text
 * @param {Source} root
 * @param {{ variables?: Record<string, unknown> | undefined, onField?: Context['onField'] }} [options]
 *   `onField` is called before each field is resolved, and can throw a `FieldError`
 * @returns {{ data?: unknown, errors?: unknown[] }}
 */
export function executeQuery(text, root, { variables = {}, onField = () => {} } = {}) {
  /** @type {unknown[]} */
  const errors = []
  try {
    const { query, fragments } = parse(text)
    const context = { variables, fragments, errors, onField }
    const data = orNull(true, () => resolve(root, query, context, []))
    return errors.length > 0 ? { data, errors } : { data }
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] }
  }
}

/**
 * Null in place of an object that holds a field that can't be null and is.
 * @param {boolean} nullable
 * @param {() => unknown} resolved
 */
function orNull(nullable, resolved) {
  try {
    return resolved()
  } catch (error) {
    if (nullable && error instanceof NullParent) return null
    throw error
  }
}

/**
 * @param {Source} source
 * @param {Selection[]} selections
 * @param {Context} context
 * @param {Path} path
 * @returns {Record<string, unknown>}
 */
function resolve(source, selections, context, path) {
  /** @type {Record<string, unknown>} */
  const data = {}
  for (const selection of selections) {
    if ('name' in selection) {
      data[selection.alias] = resolveField(source, selection, context, path)
      continue
    }
    const found = 'inline' in selection ? selection.inline : context.fragments.get(selection.spread)
    if (found === undefined) throw new Error('Fragment was used, but not defined')
    Object.assign(data, resolve(source, found, context, path))
  }
  return data
}

/**
 * @param {Source} source @param {Field} field @param {Context} context @param {Path} path
 */
function resolveField(source, { alias, name, args, selections }, context, path) {
  if (!Object.hasOwn(source, name)) {
    throw new Error(`Field '${name}' doesn't exist on type '${source.__typename}'`)
  }
  const here = [...path, alias]
  const nullable = !NON_NULL.has(name)
  try {
    const given = evaluateAll(args, context.variables)
    context.onField(name, given)
    const found = source[name]
    const value = typeof found === 'function' ? found(given) : found
    if (value === null || typeof value !== 'object') return value
    if (selections.length === 0) throw new Error(`Field must have selections (field '${name}')`)
    return orNull(nullable, () =>
      Array.isArray(value)
        ? value.map((item, index) =>
            orNull(true, () => resolve(item, selections, context, [...here, index])),
          )
        : resolve(value, selections, context, here),
    )
  } catch (error) {
    if (!(error instanceof FieldError)) throw error
    context.errors.push({ type: error.type, path: here, message: error.message })
    if (!nullable) throw new NullParent(error.message)
    return null
  }
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
