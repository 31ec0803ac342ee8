import * as z from 'zod/mini'
import type { Clock } from '../shared/clock.js'
import { anything, lenient, text } from '../shared/lenient.js'
import { messageOf, plain } from '../shared/text.js'

/** No complete reply came. The message is the end of a sentence. */
export class Unreachable extends Error {
  /** Whether another attempt may succeed. */
  readonly passing: boolean

  constructor(message: string, passing: boolean) {
    super(message)
    this.passing = passing
  }
}

/** A reply that does not say what was asked. The message is a whole sentence. */
export class UnusableReply extends Error {}

export class NoToken extends Error {}

/** What GitHub says where it does not answer the question. */
export type Refusal = {
  /** 200 for an error of GraphQL. */
  status: number
  /** Of an error of GraphQL: `FORBIDDEN`, `RATE_LIMITED`, … */
  type: string | undefined
  message: string
  headers: z.infer<typeof headers>
  /** Of an error of GraphQL: the field that it stands for. */
  path: readonly unknown[] | undefined
}

/** Of the headers, those that tell of a rate limit. */
const limits = z.object({
  'retry-after': anything,
  'x-ratelimit-remaining': anything,
  'x-ratelimit-reset': anything,
})
const headers = z.catch(limits, {})

/** Octokit's `RequestError`. Its `status` is 500, and `response` is missing, where there was no reply. */
const requestError = z.object({
  status: z.number(),
  response: z.object({ headers, data: lenient(z.object({ message: text })) }),
})

/** Octokit's `GraphqlResponseError`: what was answered, beside errors that stand in place of the rest. */
const graphqlError = z.object({
  headers,
  data: anything,
  errors: z.array(
    z.catch(z.object({ type: text, message: text, path: lenient(z.array(z.unknown())) }), {}),
  ),
})

/** What GitHub answered instead; nothing when the error is none of its making. */
export function answerOf(error: unknown): { data: unknown; refusals: Refusal[] } {
  const graphql = graphqlError.safeParse(error)
  if (graphql.success) {
    const { headers, data, errors } = graphql.data
    const refusals = errors.map(({ type, message = '', path }) => ({
      ...{ status: 200, type, message, headers, path },
    }))
    return { data, refusals }
  }
  const request = requestError.safeParse(error)
  if (!request.success) return { data: undefined, refusals: [] }
  const { status, response } = request.data
  const { headers, data } = response
  const message = data?.message ?? ''
  const refusal = { status, type: undefined, message, headers, path: undefined }
  return { data: undefined, refusals: [refusal] }
}

/** Octokit wraps what its `fetch` throws. */
function unwrapped(error: unknown): unknown {
  return error instanceof Unreachable ? error : ((Object(error) as Error).cause ?? error)
}

/** Whether the same request may be answered another time: after a broken connection or a 5xx. */
export function isRetriable(error: unknown): boolean {
  const cause = unwrapped(error)
  if (cause instanceof Unreachable) return cause.passing
  return answerOf(error).refusals.some(({ status }) => status >= 500)
}

/**
 * Why GitHub did not tell something, in its own words, and what to change where that is known.
 * The text is safe to show, and has no full stop.
 *
 * @param permissions what the job needs for this request: "`contents: read`"
 */
export function whyNot(
  error: unknown,
  permissions: string,
  { clock, redact }: { clock: Clock; redact: (text: string) => string },
): string {
  const cause = unwrapped(error)
  if (cause instanceof Unreachable) return `GitHub did not answer: ${cause.message}`
  if (cause instanceof UnusableReply || cause instanceof NoToken) return cause.message
  const [refusal] = answerOf(error).refusals
  if (refusal) return whyRefused(refusal, permissions, clock.now())
  const words = plain(redact(messageOf(cause)), 200)
  return `An unexpected error stopped the reading from GitHub: ${words}`
}

/**
 * The same for what GitHub answered.
 *
 * @param now epoch ms
 */
export function whyRefused(refusal: Refusal, permissions: string, now: number): string {
  const { status, type, message } = refusal
  const kind = type ?? (status === 200 ? '' : String(status))
  const words = [plain(kind, 40), plain(message, 300).trim()].filter((word) => word !== '')
  const said = words.length > 0 ? words.join(': ') : 'with an error that it does not explain'
  if (isRateLimit(refusal)) {
    return `GitHub's rate limit was reached${untilOf(refusal, now)} (${said})`
  }
  if (status === 401) return `GitHub does not accept \`github-token\` (${said})`
  if (/\bIP allow list\b/i.test(message)) {
    return `The organization's IP allow list does not let this runner in (${said})`
  }
  if (/not accessible by personal access token/i.test(message)) {
    return `\`github-token\` lacks a permission (${said}). Grant the token ${permissions}`
  }
  if (/\bresource not accessible\b/i.test(message)) {
    return `\`github-token\` lacks a permission (${said}). Under the job's \`permissions:\` add ${permissions}`
  }
  // GitHub hides what a token may not read.
  if (type === 'NOT_FOUND' || (status === 404 && /^not found\.?$/i.test(message.trim()))) {
    return `\`github-token\` lacks a permission, or GitHub does not have what was asked for (${said}). Under the job's \`permissions:\` add ${permissions}`
  }
  return `GitHub answered ${said}`
}

/**
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api. GraphQL answers 200,
 * with an error of the type `RATE_LIMITED`, or `RATE_LIMIT` as of late.
 */
function isRateLimit({ status, headers, type, message }: Refusal): boolean {
  if (status === 429 || type?.startsWith('RATE_LIMIT')) return true
  if (/\brate limit\b/i.test(message)) return true
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined
  return status === 403 && isUsedUp
}

const DAY_MS = 24 * 60 * 60 * 1000

/** ", until 12:30:00 UTC", where GitHub tells. */
function untilOf({ headers }: Refusal, now: number): string {
  const end = [
    now + Number(headers['retry-after'] ?? Number.NaN) * 1000,
    Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000,
  ].find((moment) => moment > now && moment < now + DAY_MS)
  return end === undefined ? '' : `, until ${new Date(end).toISOString().slice(11, 19)} UTC`
}
