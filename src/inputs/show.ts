import { clip, plain } from '../shared/text.js'

/**
 * Shows what was found in an input. Secrets end up in the wrong input, or under the wrong name, so a
 * value is shown only as far as it can't be one.
 */
export type Show = {
  /** `"x"`, or words in its place. */
  text: (found: string) => string
  /** Of an address its host at most. */
  host: (found: string) => string
}

/** @param redact takes every token that was passed in, and parts of it, out of a text */
export function createShow(redact: (text: string) => string): Show {
  const hide = (found: string) =>
    found
      .split(SEPARATORS)
      .map((word) => shownWord(word, redact))
      .join('')
  return {
    text(found) {
      if (mayHoldPassword(found)) {
        return `a text of ${found.length} characters that may hold a password`
      }
      return `"${clip(plain(hide(found)), 80)}"`
    },
    host(found) {
      // In `https://user:123/secret@host` the host is not where a parser finds it.
      if (found.includes('@')) return 'an address with `@` in it, perhaps a password'
      const address = /^https?:\/\/(?=[^/\\])/i.exec(found)?.[0].toLowerCase() ?? ''
      const url = toUrl(address === '' ? `https://${found}` : found)
      if (!url?.hostname || (address === '' && !HOSTNAME.test(url.hostname))) {
        return 'a text that is no address'
      }
      return `"${address}${clip(plain(hide(url.host)), 80)}"`
    },
  }
}

const SEPARATORS = /([\s,"'`]+)/
const HOSTNAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?$/
const ID = /^(dpl|prj|team|usr|user)_[A-Za-z0-9]+$/
/** The prefixes of Vercel's and GitHub's tokens. */
const TOKEN = /(?<![A-Za-z0-9])(vc[a-z]_|gh[a-z]_|github_pat_)[\w-]*/gi
const TOKEN_LENGTH = 24
/** So much after a prefix is no name. */
export const LIKE_A_TOKEN = /(?<![A-Za-z0-9])(vc[a-z]_|gh[a-z]_|github_pat_)\w{16}/i

/** `user:password@host`, with or without a scheme, however odd. */
function mayHoldPassword(found: string): boolean {
  const end = found.lastIndexOf('@')
  return end > 0 && /:|\/\/|\\/.test(found.slice(0, end))
}

function shownWord(word: string, redact: (text: string) => string): string {
  const known = redact(word)
  // What is left of a longer word may be the rest of another secret.
  if (known !== word) return word.length < TOKEN_LENGTH ? known : '***'
  const [, address, path] = /^(https?:\/\/[^/?#\\]*)([^?#\\]*)/i.exec(word) ?? []
  if (address === undefined || path === undefined) return shownPart(word)
  const shown = shownAddress(address) + path.split('/').map(shownPart).join('/')
  return address.length + path.length < word.length ? `${shown}…` : shown
}

function shownAddress(address: string): string {
  const [scheme = '', host = ''] = address.split('//')
  return `${scheme}//${shownPart(host)}`
}

function shownPart(part: string): string {
  if (ID.test(part) || HOSTNAME.test(part)) return part
  return part.length < TOKEN_LENGTH ? part.replace(TOKEN, shortened) : shortened(part)
}

function shortened(token: string): string {
  return `${token.slice(0, 4)}… (${token.length} characters)`
}

export function toUrl(found: string): URL | undefined {
  return URL.canParse(found) ? new URL(found) : undefined
}
