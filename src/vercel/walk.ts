import { MESSAGES } from '../shared/phrases.js'
import { VercelError } from './errors.js'
import type { Cursor, Page } from './schemas.js'

/** Full pages in a row that have nothing new, after which the server is taken to repeat itself. */
const MAX_PAGES_WITHOUT_NEWS = 2

/**
 * Reads the pages of a list that is ordered by time, to its end.
 *
 * The cursor is the time of a page's last item, and whether `until` includes that moment is not
 * documented. So the next page begins one millisecond later: what is known already is dropped, and
 * no item of the same millisecond is missed. A page that is not full and has nothing new is the last.
 *
 * @param read one page; without a cursor the first
 * @param add takes an item, and tells whether it is a new one
 * @param full how many items a full page has
 * @throws VercelError `unreadable` when the list may have more items than could be read
 */
export async function walk<T extends { createdAt: number | undefined }>({
  read,
  add,
  full,
}: {
  read: (until: Cursor | undefined) => Promise<Page<T>>
  add: (item: T) => boolean
  full: number
}): Promise<void> {
  const seen = new Map<Cursor, number>()
  let until: Cursor | undefined
  let doubtful: Cursor | undefined
  let withoutNews = 0
  let complete = true
  for (;;) {
    const { items, size, next } = await read(until)
    // `until` may leave its own millisecond out, and with it what did not fit into the page before.
    if (doubtful !== undefined) complete &&= items.some(({ createdAt }) => createdAt === doubtful)
    const fresh = items.map(add).includes(true)
    withoutNews = fresh ? 0 : withoutNews + 1
    if (next === undefined || (!fresh && size < full)) break
    const times = seen.get(next) ?? 0
    seen.set(next, times + 1)
    until = cursorsAfter(next)[times]
    // The same cursor again: one millisecond has more items than a page.
    doubtful = times > 0 ? Number(next) : undefined
    const repeats = until === undefined || withoutNews > MAX_PAGES_WITHOUT_NEWS
    if (times > 1 || repeats) complete = false
    if (repeats) break
  }
  if (!complete)
    throw new VercelError('unreadable', `${MESSAGES.pagesRepeat} (GET /v7/deployments)`)
}

/** What to ask for after a cursor, when it is given for the first, the second and the third time. */
function cursorsAfter(next: Cursor): Cursor[] {
  const moment = Number(next)
  return Number.isSafeInteger(moment) ? [moment + 1, moment, moment - 1] : [next]
}
