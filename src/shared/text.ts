/**
 * Text that somebody else wrote (branch and project names, Vercel's messages), made safe to show.
 * The log and the summary take such text only through here.
 */

// Control and format characters: line breaks would start a new log line, which the runner may read
// as a command; right-to-left marks would make a line read as something else.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/**
 * One line of text for the log: nothing in it can start a workflow command.
 *
 * The runner takes `::command::` at the start of a line, and the older `##[command]` anywhere in it
 * (`ActionCommand.cs` in actions/runner).
 */
export function plain(text: string, max = 1000): string {
  const line = text
    // Half of a pair of code units would make `encodeURIComponent` throw.
    .toWellFormed()
    .replace(INVISIBLE, ' ')
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ': :')
  return clip(line, max)
}

/** Cut to `max` characters, with an ellipsis where something is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/**
 * Text for one cell or one line of the summary: neither Markdown, HTML nor a table's border in it
 * has any effect. Every character that could matter is written as an HTML entity.
 */
export function markdown(text: string, max = 120): string {
  const escaped = plain(text, max).replace(
    /[^\p{L}\p{N} .,/…-]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  )
  return (
    escaped
      // GitHub makes a link of every address, also of one that begins with `www.`, and of `a@b.c`
      // after it has read the entities: a comment between the two halves keeps them apart.
      .replace(/www\./gi, (start) => `${start.slice(0, 3)}&#46;`)
      .replaceAll('&#64;', '&#64;<!-- -->')
  )
}

/** "1 build", "2 builds". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

/** A sentence with its full stop, unless it ends otherwise. */
export function ended(sentence: string): string {
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`
}

/** What a thrown value says, an `Error` or not. */
export function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown }
  return typeof message === 'string' ? message : String(error)
}

/** Each name between backticks. */
export function ticked(names: readonly string[]): string[] {
  return names.map((name) => `\`${name}\``)
}

/** "`a`", "`a` and `b`", "`a`, `b` and `c`". */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** A length of time in words: "850 ms", "12 s", "3 min 12 s", "1 h 4 min". */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.max(0, Math.round(ms))} ms`
  const s = Math.round(ms / 1000)
  if (s < 60) return `${s} s`
  const min = Math.floor(s / 60)
  if (min < 60) return s % 60 === 0 ? `${min} min` : `${min} min ${s % 60} s`
  return `${Math.floor(min / 60)} h ${min % 60} min`
}
