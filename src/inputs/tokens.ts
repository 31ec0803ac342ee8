import { count } from '../shared/text.js'
import type { Format } from './formats.js'

/** Vercel's own and GitHub's tokens begin so (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/). */
const VERCEL = /^vc[a-z]_/
const GITHUB = /^(gh[a-z]_|github_pat_)/
const TOKENS_PAGE = 'https://vercel.com/account/settings/tokens'

/** What is wrong with the form of a token, without a word of the token itself. */
function problemOf(token: string): string | undefined {
  if (/^bearer\b/i.test(token)) return 'begins with `Bearer`. Pass the token alone'
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(token))
    return 'has quotes around it. Save the token without them'
  const length = count(token.length, 'character')
  if (/\s/.test(token)) {
    return `contains whitespace (${length}). Pass the token alone, without spaces and line breaks`
  }
  // A header can't carry other characters; Vercel promises nothing else of a token.
  return /^[\x21-\x7e]+$/.test(token)
    ? undefined
    : `contains characters that no token has (${length}). Copy it once more`
}

export const vercelToken: Format<string> = (found) => {
  const problem = GITHUB.test(found)
    ? `is a GitHub token; expected a Vercel access token (${TOKENS_PAGE})`
    : problemOf(found)
  return problem === undefined ? { value: found } : { wrong: () => problem }
}

export const githubToken: Format<string> = (found) => {
  const problem = VERCEL.test(found)
    ? 'is a Vercel token; expected a GitHub token, as in `${{ github.token }}`'
    : problemOf(found)
  return problem === undefined ? { value: found } : { wrong: () => problem }
}

/** What to do when `token` is missing. */
export const TOKEN_ADVICE = `If the workflow passes \`\${{ secrets.VERCEL_TOKEN }}\`, that secret does not exist or is not visible to this job: a reusable workflow gets it with \`secrets: inherit\`, and an environment's secret needs the job's \`environment\`. Create a token at ${TOKENS_PAGE}, save it under Settings → Secrets and variables → Actions as VERCEL_TOKEN, and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`

/**
 * Every token that was passed in, well-formed or not, so that it can be masked before all else: also
 * under a misspelled name, and without the quotes or the `Bearer` around it.
 */
export function secretsOf(env: Record<string, string | undefined>): string[] {
  const found = Object.entries(env).flatMap(([name, value]) =>
    name === 'VERCEL_TOKEN' || (name.startsWith('INPUT_') && /token/i.test(name))
      ? [value?.trim() ?? '']
      : [],
  )
  const inside = found.flatMap((text) =>
    text.split(/[\s"'`“”‘’]+/).filter((part) => part.length >= 8),
  )
  return [...new Set([...found, ...inside])].filter((secret) => secret !== '')
}
