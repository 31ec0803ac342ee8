import * as z from 'zod/mini'
import { isPermanent } from '../shared/http.js'
import { lenient, number, text } from '../shared/lenient.js'
import { messageOf, plain } from '../shared/text.js'

export const NO_TOKEN = '`github-token` is empty'

/** No whole reply came. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const octokitError = z.object({
  status: number,
  message: text,
  /** Of REST: the reply. */
  response: lenient(
    z.object({
      headers: z.record(z.string(), z.unknown()),
      data: lenient(z.object({ message: text })),
    }),
  ),
  /** Of GraphQL, whose replies have the status 200. */
  headers: lenient(z.record(z.string(), z.unknown())),
  errors: lenient(z.array(z.object({ type: text, message: text }))),
})

type Refusal = { status: number; headers: Record<string, unknown>; message: string; type?: string }

/** What GitHub answered; `undefined` when it did not, or the error is not GitHub's. */
function refusalOf(error: unknown): Refusal | undefined {
  if (unreachableOf(error)) return undefined
  const parsed = octokitError.safeParse(error)
  if (!parsed.success) return undefined
  const { status, message = '', response, headers, errors } = parsed.data
  const [first] = errors ?? []
  if (first) {
    const { type } = first
    const answer = { status: 200, headers: headers ?? {}, message: first.message ?? message }
    return type === undefined ? answer : { ...answer, type }
  }
  if (status === undefined || response === undefined) return undefined
  return { status, headers: response.headers, message: response.data?.message ?? message }
}

/** Octokit wraps the error of its `fetch`. */
function unreachableOf(error: unknown): Unreachable | undefined {
  const { cause } = error instanceof Error ? error : { cause: undefined }
  return [error, cause].find((one) => one instanceof Unreachable)
}

/** Whether the same request may be answered another time. */
export function isRetriable(error: unknown): boolean {
  const unreachable = unreachableOf(error)
  if (unreachable) return !isPermanent(unreachable.cause)
  const refusal = refusalOf(error)
  return refusal !== undefined && refusal.status >= 500
}

/**
 * Why GitHub could not tell something, in its own words, and what to change where that is known.
 *
 * @param permissions what the job needs for this request: "`contents: read`"
 */
export function whyNot(error: unknown, permissions: string): string {
  const unreachable = unreachableOf(error)
  if (unreachable) return `GitHub did not answer: ${unreachable.message}`
  if (messageOf(error) === NO_TOKEN) return NO_TOKEN
  const refusal = refusalOf(error)
  if (refusal === undefined)
    return `GitHub's reply could not be used: ${plain(messageOf(error), 200)}`
  const { status, message, type } = refusal
  const words = `${type ?? status}: ${plain(message, 200)}`
  if (isRateLimit(refusal)) return `GitHub's rate limit was reached${untilOf(refusal)} (${words})`
  if (status === 401) return `GitHub does not accept \`github-token\` (${words})`
  if (/ip allow list/i.test(message)) {
    return `The organization's IP allow list does not let this runner in (${words})`
  }
  if (status === 403 || status === 404 || type === 'FORBIDDEN' || type === 'NOT_FOUND') {
    return `\`github-token\` may not read this, or GitHub does not have it (${words}). Under the job's \`permissions:\` add ${permissions}`
  }
  return `GitHub answered ${words}`
}

function isRateLimit({ status, headers, type, message }: Refusal): boolean {
  if (type === 'RATE_LIMITED' || status === 429) return true
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined
  return status === 403 && (isUsedUp || /rate limit/i.test(message))
}

/** ", until 12:30:00 UTC", where GitHub tells. */
function untilOf({ headers }: Refusal): string {
  const reset = Number(headers['x-ratelimit-reset'])
  if (!(reset > 0 && reset < 10_000_000_000)) return ''
  return `, until ${new Date(reset * 1000).toISOString().slice(11, 19)} UTC`
}
