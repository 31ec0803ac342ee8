import { branchKey, sameName, sameRepository } from '../../src/github/repository.js'

type Parts = [id: string | undefined, owner: string, name: string]
const repository = (...[id, owner, name]: Parts) => ({ host: 'github.com', id, owner, name })

it.each([
  ['acme', 'acme', true],
  ['Acme', 'aCME', true],
  ['acme', 'acme-inc', false],
  [undefined, 'acme', false],
  ['acme', undefined, false],
  [undefined, undefined, false],
])('the names %s and %s are the same: %s', (a, b, same) => {
  expect(sameName(a, b)).toBe(same)
})

it.each<[string, Parts, Parts, boolean]>([
  ['with one id, and other names since', ['42', 'acme', 'shop'], ['42', 'acme-inc', 'store'], true],
  ['with two ids under one name', ['42', 'acme', 'shop'], ['43', 'acme', 'shop'], false],
  [
    'with one name, where one id is missing',
    ['42', 'acme', 'shop'],
    [undefined, 'Acme', 'Shop'],
    true,
  ],
  [
    'with one name, where the other id is missing',
    [undefined, 'acme', 'shop'],
    ['42', 'acme', 'shop'],
    true,
  ],
  [
    'with one name, where both ids are missing',
    [undefined, 'acme', 'shop'],
    [undefined, 'acme', 'shop'],
    true,
  ],
  ['of other owners', [undefined, 'acme', 'shop'], ['42', 'hubot', 'shop'], false],
  ['of other names', [undefined, 'acme', 'shop'], ['42', 'acme', 'blog'], false],
])('repositories %s', (_, a, b, same) => {
  expect(sameRepository(repository(...a), repository(...b))).toBe(same)
})

it('a branch has one key, whatever the case of its repository, but not of its own name', () => {
  const key = branchKey({ repository: repository('42', 'Acme', 'Shop'), name: 'Fix/A' })
  expect(key).toBe('acme/shop:Fix/A')
})
