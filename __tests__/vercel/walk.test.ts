import type { Cursor, Page } from '../../src/vercel/schemas.js'
import { walk } from '../../src/vercel/walk.js'
import { failureOf } from '../support.js'

const FULL = 10
const T = 1_700_000_000_000

type Item = { id: number; createdAt: number }

/** A list on a server: newest first, pages of 10. */
function serverOf(
  items: Item[],
  { inclusive = false, endless = false, text = false, ignoresUntil = false } = {},
) {
  const asked: (Cursor | undefined)[] = []
  const read = async (until: Cursor | undefined): Promise<Page<Item>> => {
    asked.push(until)
    const before = ignoresUntil || until === undefined ? Number.POSITIVE_INFINITY : Number(until)
    const rest = items.filter(({ createdAt: at }) => at < before || (inclusive && at === before))
    const page = rest.slice(0, FULL)
    const last = page.at(-1)?.createdAt
    const next = rest.length > FULL || endless ? last : undefined
    return { items: page, size: page.length, next: text && next ? String(next) : next }
  }
  return { asked, read }
}

async function walked(server: ReturnType<typeof serverOf>) {
  const found = new Set<number>()
  const add = ({ id }: Item) => !found.has(id) && found.add(id) !== undefined
  let failure: unknown
  try {
    await walk({ read: server.read, add, full: FULL })
  } catch (error) {
    failure = error
  }
  return { found: [...found].sort((a, b) => a - b), requests: server.asked.length, failure }
}

/** Items of the given moments, in ms before `T`. */
const at = (...ago: number[]): Item[] => ago.map((ms, id) => ({ id, createdAt: T - ms }))
const apart = (n: number) => Array.from({ length: n }, (_, i) => i)
const together = (n: number, ms: number) => Array.from({ length: n }, () => ms)

const servers = [
  ['exclusive', {}],
  ['inclusive', { inclusive: true }],
  ['exclusive, with a cursor on the last page', { endless: true }],
  ['inclusive, with a cursor on the last page', { inclusive: true, endless: true }],
  ['exclusive, with cursors as text', { text: true }],
] as const

describe.each(servers)('where `until` is %s', (_, options) => {
  test.each([
    ['none', []],
    ['less than a page', apart(9)],
    ['a page', apart(10)],
    ['a page and one', apart(11)],
    ['many pages', apart(95)],
    ['two of one millisecond at a border', [...apart(9), 9, 9, ...apart(20).map((i) => i + 10)]],
    [
      'nine of one millisecond at a border',
      [...apart(5), ...together(9, 5), ...apart(9).map((i) => i + 6)],
    ],
    ['borders like this one after the other', apart(40).flatMap((i) => together(4, i))],
    ['a pair in each millisecond', apart(40).flatMap((i) => together(2, i))],
  ])('all of %s are seen', async (_, ago) => {
    const { found, failure, requests } = await walked(serverOf(at(...ago), options))
    expect(found).toEqual(apart(ago.length))
    expect(failure).toBeUndefined()
    expect(requests).toBeLessThanOrEqual(1 + Math.ceil(ago.length / 3))
  })

  test.each([[10], [15], [25]])(
    'with %i of one millisecond the older ones are seen, and the list is not called complete',
    async (n) => {
      const ago = [0, ...together(n, 1), ...apart(15).map((i) => i + 2)]
      const { found, failure, requests } = await walked(serverOf(at(...ago), options))
      const older = apart(15).map((i) => i + n + 1)
      expect(found).toEqual(expect.arrayContaining([0, ...older]))
      // With 10 the second page, which leaves out the newest item, has all of them.
      if (found.length < ago.length) expect(failure).toMatchObject({ kind: 'unreadable' })
      expect(requests).toBeLessThan(12)
    },
  )
})

test('a server that repeats its first page is left, and the list is not called complete', async () => {
  const { found, failure, requests } = await walked(
    serverOf(at(...apart(30)), { ignoresUntil: true }),
  )
  expect(found).toHaveLength(10)
  expect(failure).toMatchObject({ kind: 'unreadable' })
  expect(requests).toBeLessThanOrEqual(4)
})

test('a page that is not full and has nothing new is the last one, whatever its cursor says', async () => {
  const pages = [
    { items: at(0, 1), size: 2, next: 9 },
    { items: at(0, 1), size: 2, next: 8 },
    { items: at(0, 1), size: 2, next: 7 },
  ]
  const asked: unknown[] = []
  const found = new Set<number>()
  await walk({
    read: async (until) => {
      asked.push(until)
      return pages.shift() ?? { items: [], size: 0, next: undefined }
    },
    add: ({ id }: Item) => !found.has(id) && found.add(id) !== undefined,
    full: FULL,
  })
  expect([asked, [...found]]).toEqual([
    [undefined, 10],
    [0, 1],
  ])
})

test.each([[5], ['next-page'], ['1700000000000.5']])(
  'the cursor %j again and again, with something new each time, comes to an end',
  async (next) => {
    let n = 0
    const read = async () => ({ items: [{ id: n++, createdAt: T }], size: 1, next })
    expect(await failureOf(walk({ read, add: () => true, full: FULL }))).toMatchObject({
      kind: 'unreadable',
      message: "Vercel's list of builds repeats itself (GET /v7/deployments)",
    })
    expect(n).toBeLessThanOrEqual(4)
  },
)

test('full pages that have nothing new, with ever smaller cursors, come to an end', async () => {
  let next = T
  const read = async () => ({ items: at(...apart(10)), size: 10, next: --next })
  const found = new Set<number>()
  const add = ({ id }: Item) => !found.has(id) && found.add(id) !== undefined
  expect((await failureOf(walk({ read, add, full: FULL }))).kind).toBe('unreadable')
  expect(found.size).toBe(10)
  expect(T - next).toBeLessThan(6)
})

test('a cursor that is text is passed on as it is', async () => {
  const asked: unknown[] = []
  const read = async (until: Cursor | undefined) => {
    asked.push(until)
    return {
      items: [{ id: 0, createdAt: T }],
      size: 1,
      next: until === undefined ? 'abc' : undefined,
    }
  }
  await walk({ read, add: () => true, full: FULL })
  expect(asked).toEqual([undefined, 'abc'])
})
