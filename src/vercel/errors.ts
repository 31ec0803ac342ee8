import { MESSAGES } from '../shared/phrases.js'

/** Which team the requests are for. Team and project tokens need neither. */
export type Scope = { teamId?: string; slug?: string }
/** What kind of no Vercel gave, as far as it matters to what is done next. */
export type Refusal =
  /** 401, 403: the token or its scope. Nothing more is sent. */
  | 'refused'
  /** 404, 410. */
  | 'not-found'
  /** 429, and the wait would go past the end of the step. */
  | 'rate-limited'
  /** Any other 4xx, and redirects. */
  | 'rejected'
  /** 5xx, a broken connection, no answer in time: whether the request took effect is not known. */
  | 'unavailable'
  /** The reply came whole, but is not what the API promises. */
  | 'unreadable'
  /** The step's own time is up, or the runner stopped it. */
  | 'stopped'

/** A request to Vercel that was not answered as hoped; the message is one sentence for the log. */
export class VercelError extends Error {
  override readonly name = 'VercelError'
  readonly kind: Refusal
  /** The HTTP status, where there was a reply. */
  readonly status: number | undefined
  /** Vercel's own `error` object, as far as it was understood. */
  readonly said: Said

  constructor(kind: Refusal, message: string, status?: number, said: Said = {}) {
    super(message)
    this.kind = kind
    this.status = status
    this.said = said
  }

  /** What Vercel answered: "404: Project not found", or the status alone. */
  get words(): string {
    return answerInWords(this.status, this.said)
  }
}

export type Said = {
  code?: string | undefined
  message?: string | undefined
  invalidToken?: boolean | undefined
  scope?: string | undefined
  teamId?: string | undefined
  /** Epoch seconds at which a rate limit ends. */
  reset?: number | undefined
}

/** "404: Project not found", or the status alone. */
export function answerInWords(status: number | undefined, { message }: Said): string {
  return message ? `${status}: ${message}` : `${status}`
}

/** Whose projects and deployments were looked for, when Vercel does not know one. */
export function scopeHint({ teamId, slug }: Scope): string {
  if (slug !== undefined) return `Is \`team-slug: ${slug}\` the team that owns it?`
  if (teamId !== undefined) return `Is \`team-id: ${teamId}\` the team that owns it?`
  return 'No team is given, so only what the token itself belongs to was searched: if a team owns it, set `team-id: team_…` or `team-slug`.'
}

/**
 * What a 401 or 403 most likely means, and which line of the workflow to change.
 * The two shapes of a 403 were published by people who met them; any other is given in Vercel's words.
 */
export function refusedMessage(status: number, said: Said, scope: Scope, what: string): string {
  const words = answerInWords(status, said)
  if (status === 401 || said.invalidToken) {
    return `${MESSAGES.tokenRefused} (${words}). It is mistyped, expired or deleted. Make one at https://vercel.com/account/settings/tokens, save it as the repository's secret VERCEL_TOKEN, and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`
  }
  const asked = scope.teamId ?? scope.slug
  if (said.scope !== undefined || said.teamId !== undefined) {
    const team = asked ? `\`${asked}\`` : 'that owns the project'
    const input = scope.slug === undefined ? '`team-id`' : '`team-slug`'
    return `${MESSAGES.teamRefused} ${team} (${words}). Set ${input} to the team that owns the project (its settings show it), or use a token of a member of that team.`
  }
  if (what.includes('/projects')) {
    return `${MESSAGES.projectsRefused} (${words}); project tokens can't. Name the project: \`project-id: prj_…\`.`
  }
  const hint = asked
    ? `Is \`${asked}\` the team that owns it, and is the token allowed to act there?`
    : "For a team's project set `team-id: team_…`."
  return `${MESSAGES.refused} (${what}, ${words}). ${hint}`
}
