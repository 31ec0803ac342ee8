import { createRedactor } from '../../src/shared/redact.js'

const secret = 'vcp_S3cretAbcdefgh0123456789'

describe('a part of a secret', () => {
  const { redact } = createRedactor([secret])

  const lengths = Array.from({ length: secret.length }, (_, i) => i + 1)
  test.each(lengths)('of %i characters is taken out from 8 on, wherever it is', (length) => {
    for (let from = 0; from + length <= secret.length; from += 1) {
      const part = secret.slice(from, from + length)
      // At every place in a row, and against every offset of a quick test.
      for (let before = 0; before < 12; before += 1) {
        const [left, right] = ['-'.repeat(before), '.'.repeat(before)]
        const expected = length < 8 ? part : '***'
        expect(redact(left + part + right)).toBe(left + expected + right)
      }
    }
  })

  test.each([
    ['nothing', 'nothing of it', 'nothing of it'],
    ['an empty text', '', ''],
    ['twice', `a ${secret} b ${secret} c`, 'a *** b *** c'],
    ['twice, one after the other', secret + secret, '***'],
    ['two parts that overlap', `${secret.slice(0, 12)}${secret.slice(9)}`, '***'],
    ['the text alone', secret, '***'],
    ['a part at the end', `x ${secret.slice(-8)}`, 'x ***'],
    [
      'parts of 7',
      `${secret.slice(0, 7)} ${secret.slice(9, 16)}`,
      `${secret.slice(0, 7)} ${secret.slice(9, 16)}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  test('is found in 4 MB at once', () => {
    const text = 'a1b2c3d4'.repeat(500_000)
    expect(redact(text)).toBe(text)
    expect(redact(`${text}${secret}${text}`)).toBe(`${text}***${text}`)
  })
})

describe('several secrets', () => {
  const other = 'ghs_0987654321zyxwvuts'
  const { redact } = createRedactor([secret, other])

  test('are all taken out', () => {
    expect(redact(`${other}/${secret}/${other.slice(3)}`)).toBe('***/***/***')
  })
})

describe('a short secret', () => {
  test.each([
    ['abcd', 'x abcd y', 'x *** y'],
    ['abcdefg', 'x abcdefg abcdef y', 'x *** abcdef y'],
    ['abc', 'x abc y', 'x abc y'],
    ['', 'x y', 'x y'],
    ['   ', 'x    y', 'x    y'],
  ])('%j: %j', (short, text, expected) => {
    expect(createRedactor([short]).redact(text)).toBe(expected)
  })
})

describe('the forms to mask', () => {
  const odd = 'us+r:p/ss w&rd"\'\\x'
  const { forms, redact } = createRedactor([odd])

  test.each([
    ['as it is', odd],
    ['URL-encoded', "us%2Br%3Ap%2Fss%20w%26rd%22'%5Cx"],
    ['URL-encoded in small letters', "us%2br%3ap%2fss%20w%26rd%22'%5cx"],
    ['as a form field', "us%2Br%3Ap%2Fss+w%26rd%22'%5Cx"],
    ['HTML-escaped', 'us+r:p/ss w&amp;rd&quot;&#39;\\x'],
    ['JSON-escaped', 'us+r:p/ss w&rd\\"\'\\\\x'],
    ['JSON-escaped with slashes', 'us+r:p\\/ss w&rd\\"\'\\\\x'],
  ])('%s', (_, form) => {
    expect(forms).toContain(form)
    expect(redact(`<${form}>`)).toBe('<***>')
  })

  test.each([0, 1, 2, 3, 4, 5])('base64 after %i bytes', (before) => {
    for (const after of [0, 1, 2]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const whole = `${'x'.repeat(before)}${odd}${'y'.repeat(after)}`
        const text = Buffer.from(whole).toString(encoding)
        // But for what depends on the neighbors, at most two characters at each end.
        const rest = redact(text).replace('***', '')
        expect(redact(text)).toContain('***')
        expect(rest.length).toBeLessThanOrEqual(
          Math.ceil((before * 4) / 3) + Math.ceil((after * 4) / 3) + 6,
        )
        expect(forms.some((form) => text.includes(form))).toBe(true)
      }
    }
  })

  test('have no form twice, and none that is too short', () => {
    expect(new Set(forms).size).toBe(forms.length)
    expect(createRedactor(['abcd']).forms.every(({ length }) => length >= 4)).toBe(true)
  })

  test('can be made of half a pair of code units', () => {
    expect(createRedactor(['secret\uD800secret']).redact('secret\uD800secret')).toBe('***')
  })
})
