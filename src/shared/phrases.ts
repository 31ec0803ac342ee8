/** `npm run owner -- NAME` writes the account's name into this address, as it does everywhere. */
export const DOCS =
  'https://github.com/<owner>/cancel-vercel-builds/blob/main/docs/troubleshooting.md'

/**
 * The fixed words of every message that asks a person to do something. docs/troubleshooting.md has a
 * heading for each, so that a search for what the log says finds it, and failures link to it. Causes
 * stand before effects: a failure that tells both links to the cause.
 */
export const MESSAGES = {
  tokenMissing: '`token` is empty',
  tokenRefused: 'Vercel rejected the token',
  singleSignOn: 'The team requires single sign-on',
  teamRefused: 'The token has no access to the team',
  projectsRefused: 'This token cannot list projects',
  refused: 'Vercel does not allow this',
  projectUnknown: 'Vercel has no project',
  noProject: 'No project that this token can see is connected to',
  notFound: 'Vercel has no deployment',
  githubUnknown: 'kept without an answer from GitHub',
  otherRepository: 'belong to another repository',
  detached: 'were deployed from a detached checkout (`HEAD`)',
  nameless: 'Never canceled, because no repository or no branch is known',
  proxyUnusable: 'names a proxy that cannot be used',
  down: 'Vercel seems to be down',
  unreachable: 'Vercel could not be reached',
  failed: 'Vercel returned an error',
  declined: 'Vercel rejected the request',
  cutOff: "Vercel's response was incomplete",
  otherForm: 'Unexpected response from Vercel',
  redirected: 'redirects elsewhere',
  rateLimited: "Vercel's rate limit was reached",
  timeUp: "The step's time (`timeout`",
  stopped: 'The step was stopped',
  unknownInput: 'is not an input of this action',
  exclusive: 'cannot be combined',
  wrongInput: 'Invalid input',
  noSecrets: 'Vercel builds were not checked',
  noBranch: 'names no branch, so it supersedes no builds',
  forkGone: "This pull request's fork has been deleted",
  payload: "The event's payload cannot be read",
  pagesRepeat: "Vercel's list of builds repeats itself",
  listIncomplete: 'could not be listed completely',
  notCanceled: 'could not be canceled and may still be running',
  alreadyFinished: 'had already finished',
} as const

export type Phrase = keyof typeof MESSAGES

/** Headings of docs/troubleshooting.md, where the words of the log alone are no whole sentence. */
const HEADINGS: { readonly [phrase in Phrase]?: string } = {
  tokenMissing: 'The input `token` is empty',
  projectUnknown: 'Vercel has no such project',
  listIncomplete: 'The builds could not be listed completely',
  noProject: 'No project is connected to the repository',
  notFound: 'Vercel has no such deployment',
  notCanceled: 'A build could not be canceled and may still be running',
  alreadyFinished: 'A named deployment had already finished',
  githubUnknown: 'Builds were kept without an answer from GitHub',
  otherRepository: 'The builds belong to another repository',
  detached: 'The builds were deployed from a detached checkout (`HEAD`)',
  nameless: '`vercel deploy` previews are never canceled',
  redirected: '`api-url` redirects elsewhere',
  proxyUnusable: 'A variable names a proxy that cannot be used',
  timeUp: "The step's time (`timeout`) was up",
  unknownInput: 'An input is misspelled',
  exclusive: 'Two inputs cannot be combined',
  wrongInput: 'An input has an invalid value',
  noSecrets: 'Vercel builds were not checked, because GitHub passed no secrets',
  noBranch: 'The event names no branch, so it supersedes no builds',
}

/** The heading of docs/troubleshooting.md about a message. */
export function headingOf(phrase: Phrase): string {
  return HEADINGS[phrase] ?? MESSAGES[phrase]
}

/** The address of the help about a message, with GitHub's anchor of its heading. */
export function linkTo(phrase: Phrase): string {
  const anchor = headingOf(phrase)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
  return `${DOCS}#${anchor}`
}

/** The first message whose fixed words a text contains. */
export function phraseIn(text: string): Phrase | undefined {
  const phrases = Object.keys(MESSAGES) as Phrase[]
  return phrases.find((phrase) => text.includes(MESSAGES[phrase]))
}
