import * as z from 'zod/mini'

/**
 * Parts of schemas for data from elsewhere: a field that is missing or of an unexpected type reads
 * as `undefined`. New fields and new values must never break a run; what the decision does without
 * a field is the decision's business.
 */
const lenient = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined)

export const text = lenient(z.string())
export const number = lenient(z.number())
export const boolean = lenient(z.boolean())

/** Any value, or none; the code that uses it decides what it accepts. */
export const anything = z.optional(z.unknown())

export { lenient }
