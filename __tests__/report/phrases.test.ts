import {
  DOCS,
  headingOf,
  linkTo,
  MESSAGES,
  type Phrase,
  phraseIn,
} from '../../src/shared/phrases.js'

const phrases = Object.keys(MESSAGES) as Phrase[]

test.each<[Phrase, string]>([
  ['tokenMissing', 'the-input-token-is-empty'],
  ['timeUp', 'the-steps-time-timeout-was-up'],
  ['redirected', 'api-url-redirects-elsewhere'],
  ['detached', 'the-builds-were-deployed-from-a-detached-checkout-head'],
])('%s links to the anchor that GitHub makes', (phrase, anchor) => {
  expect(linkTo(phrase)).toBe(`${DOCS}#${anchor}`)
})

test('every message has a heading of its own', () => {
  expect(new Set(phrases.map(headingOf)).size).toBe(phrases.length)
})

test.each(phrases)('%s is found by its words', (phrase) => {
  expect(phraseIn(`The … ${MESSAGES[phrase]} … (404)`)).toBe(phrase)
})

test.each([
  [
    'a cause before its effect',
    '`x` could not be canceled. Vercel rejected the token',
    'tokenRefused',
  ],
  ['nothing', 'x is not iterable', undefined],
])('finds %s', (_, text, phrase) => {
  expect(phraseIn(text)).toBe(phrase)
})
