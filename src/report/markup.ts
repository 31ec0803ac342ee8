import { DOCS } from '../shared/phrases.js'
import { markdown, plain } from '../shared/text.js'
import type { Deployment } from '../vercel/deployment.js'

/**
 * A sentence of ours: names between its backticks are set as code, and addresses of Vercel and of our
 * help become links, so that they can be tapped on a phone.
 */
export function prose(sentence: string, max = 3000): string {
  const line = plain(sentence, max)
  let out = ''
  let end = 0
  for (const match of line.matchAll(CODE_OR_ADDRESS)) {
    const [all, code, address, help] = match
    out += markdown(line.slice(end, match.index), max)
    if (code !== undefined) out += `<code>${markdown(code, max)}</code>`
    else if (address !== undefined) out += `[${markdown(address, max)}](${address})`
    else out += `[Help](${encodeURI(help ?? '')})`
    end = match.index + all.length
  }
  return out + markdown(line.slice(end), max)
}

const ADDRESSES = [
  'https://vercel.com/',
  'https://www.vercel-status.com',
  'https://docs.github.com/',
]

const literal = (text: string) => text.replace(/[.?/]/g, '\\$&')

// The last part is our help, which has a name of its own: "Help: https://github.com/…#anchor".
const CODE_OR_ADDRESS = new RegExp(
  [
    '`([^`]+)`',
    `((?:${ADDRESSES.map(literal).join('|')})(?:[\\w/#~.-]*[\\w/#-])?)`,
    `Help: (${literal(DOCS)}(?:#[\\w-]*)?)`,
  ].join('|'),
  'g',
)

/** A link, unless the address is not a plain https one. */
export function link(label: string, url: string | undefined): string {
  const safe =
    url !== undefined && url.length <= 300 && /^https:\/\/[\w.-]+(\/[\w.%~-]*)*$/.test(url)
  return safe ? `[${label}](${url})` : label
}

/** A commit's first digits, linked to GitHub where its metadata name the repository. */
export function commitLink({ sha, origin }: Deployment): string {
  if (sha === undefined) return 'unknown'
  const { owner, name } = origin.commit
  const host = origin.host ?? 'github.com'
  const known = [host, owner, name].every((part) => part !== undefined && NAME.test(part))
  const url = known && SHA.test(sha) ? `https://${host}/${owner}/${name}/commit/${sha}` : undefined
  return link(markdown(sha.slice(0, 7)), url)
}

const NAME = /^(?!\.+$)[\w.-]{1,100}$/
const SHA = /^[0-9a-f]{7,64}$/i

export function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

export function table(head: string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => row(...cells)).join('\n')
}

export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}
