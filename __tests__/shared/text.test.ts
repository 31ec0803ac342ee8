import { clip, count, duration, listed, markdown, plain } from '../../src/shared/text.js'

describe('plain text', () => {
  test.each([
    ['feature/x', 'feature/x'],
    ['größe/日本', 'größe/日本'],
    ['a\nb', 'a b'],
    ['a\r\n\r\nb', 'a b'],
    ['a\u0000b\u001b[31mc', 'a b [31mc'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['a\u202Eb\u2066c\u200Fd\uFEFFe', 'a b c d e'],
    ['::error::x', ': :error::x'],
    ['  ::error::x', ': :error::x'],
    ['\n::error::x', ': :error::x'],
    ['\u202E::error::x', ': :error::x'],
    ['x ::error::y', 'x ::error::y'],
    ['##[error]x', '## [error]x'],
    ['x ##[error]y ##[group]', 'x ## [error]y ## [group]'],
    ['#\u0000#[error]', '# #[error]'],
    ['%0A::error::x', '%0A::error::x'],
    ['a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
    ['a🛑b', 'a🛑b'],
    ['', ''],
  ])('%j is shown as %j', (text, shown) => {
    expect(plain(text)).toBe(shown)
  })

  test('is cut to 1000 characters, or to as many as are asked for', () => {
    expect(plain('x'.repeat(1000))).toBe('x'.repeat(1000))
    expect(plain('x'.repeat(1001))).toBe(`${'x'.repeat(999)}…`)
    expect(plain('x'.repeat(10_000), 20)).toBe(`${'x'.repeat(19)}…`)
  })
})

test.each([
  ['', 3, ''],
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['🛑🛑', 3, '🛑…'],
  ['a🛑🛑', 3, 'a…'],
])('%j in %i characters is %j', (text, max, clipped) => {
  expect(clip(text, max)).toBe(clipped)
})

describe('text in the summary', () => {
  test.each([
    ['feature/x-1.2, größe', 'feature/x-1.2, größe'],
    ['a|b', 'a&#124;b'],
    ['`a`', '&#96;a&#96;'],
    ['<img onerror=x>', '&#60;img onerror&#61;x&#62;'],
    ['</details>', '&#60;/details&#62;'],
    ['[a](b)', '&#91;a&#93;&#40;b&#41;'],
    ['**a** _b_ ~c~', '&#42;&#42;a&#42;&#42; &#95;b&#95; &#126;c&#126;'],
    ['&lt;', '&#38;lt&#59;'],
    ['@octocat #1', '&#64;<!-- -->octocat &#35;1'],
    ['fix/user@host.example', 'fix/user&#64;<!-- -->host.example'],
    ['www.acme.com', 'www&#46;acme.com'],
    ['a\uD800b', 'a&#65533;b'],
    ['a\\b', 'a&#92;b'],
    ['a\nb', 'a b'],
    ['🛑', '&#128721;'],
  ])('%j is written as %s', (text, written) => {
    expect(markdown(text)).toBe(written)
  })

  test('is cut before it is escaped, so that no entity is cut', () => {
    expect(markdown('|'.repeat(10_000), 3)).toBe('&#124;&#124;…')
    expect(markdown('x'.repeat(10_000))).toHaveLength(120)
  })
})

test.each([
  [0, '0 builds'],
  [1, '1 build'],
  [2, '2 builds'],
])('%i: %s', (n, words) => {
  expect(count(n, 'build')).toBe(words)
})

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j in a sentence: %s', (items, words) => {
  expect(listed(items)).toBe(words)
})

test('alternatives in a sentence', () => {
  expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c')
})

test.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [0.4, '0 ms'],
  [850, '850 ms'],
  [999.4, '999 ms'],
  [1000, '1 s'],
  [1499, '1 s'],
  [1500, '2 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [60_000, '1 min'],
  [192_000, '3 min 12 s'],
  [3_599_000, '59 min 59 s'],
  [3_599_500, '1 h 0 min'],
  [3_840_000, '1 h 4 min'],
  [90_000_000, '25 h 0 min'],
])('%d ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

test('999.6 ms are not 1000 ms', () => {
  expect(duration(999.6)).toBe('1 s')
})

test.each(['a\uD800b', '🛑'.repeat(700), `${'x'.repeat(998)}🛑🛑`])(
  'plain text can be put into an address: %#',
  (text) => {
    expect(() => encodeURIComponent(plain(text))).not.toThrow()
  },
)
