import { MESSAGES } from '../shared/phrases.js'
import { answerInWords, type ErrorBody, type Team } from './errors.js'

/** Whose projects and deployments were looked for, when Vercel does not know one. */
export function teamHint({ teamId, slug }: Team): string {
  if (slug !== undefined) return `Is \`team-slug: ${slug}\` the team that owns it?`
  if (teamId !== undefined) return `Is \`team-id: ${teamId}\` the team that owns it?`
  return "`team-id` is empty, so only the token's own team or account was searched. If another team owns it, set `team-id: team_…` or `team-slug` (is the variable or secret that you pass defined?)."
}

/**
 * What a 401 or 403 most likely means, and which line of the workflow to change. The two shapes of a
 * 403 are from public reports; any other is given in Vercel's words.
 */
export function unauthorized(
  { status, body }: { status: number; body: ErrorBody },
  { team, what }: { team: Team; what: string },
): string {
  const words = answerInWords(status, body)
  if (status === 401 || body.invalidToken) {
    return `${MESSAGES.tokenRefused} (${words}): it is wrong, expired or deleted. Create one at https://vercel.com/account/settings/tokens, save it as the repository's secret VERCEL_TOKEN, and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`
  }
  const asked = team.teamId ?? team.slug
  if (body.saml || body.enforced) {
    const name = asked ?? body.scope
    const which = name === undefined ? '' : ` (\`${name}\`)`
    return `${MESSAGES.singleSignOn}${which}, and this token was not created with it (${words}). Sign in to Vercel through the team's single sign-on and create a new token there.`
  }
  if (body.scope !== undefined || body.teamId !== undefined) {
    const name = asked ? `\`${asked}\`` : 'that owns the project'
    const input = team.slug === undefined ? '`team-id`' : '`team-slug`'
    return `${MESSAGES.teamRefused} ${name} (${words}). Set ${input} to the team that owns the project (Team → Settings → General shows its ID), or use a token created by a member of that team.`
  }
  if (what.includes('/projects')) {
    return `${MESSAGES.projectsRefused} (${words}); project tokens never can. Set \`project-id: prj_…\`.`
  }
  if (what.startsWith('PATCH ')) {
    const ofTeam = asked
      ? ''
      : " With a full-account token, set `team-id: team_…` for a team's project."
    return `${MESSAGES.refused} (${what}, ${words}). Does the role of the token's creator in the team and the project allow canceling deployments?${ofTeam}`
  }
  const hint = asked
    ? `Is \`${asked}\` the team that owns it, and is the token allowed to act there?`
    : "For a team's project set `team-id: team_…`."
  return `${MESSAGES.refused} (${what}, ${words}). ${hint}`
}
