import { toDeploymentsPage, toErrorBody, toProjectsPage } from '../../src/vercel/schemas.js'

describe('a page', () => {
  test.each([
    [{ deployments: [], pagination: { next: 5 } }, 5],
    [{ deployments: [], pagination: { next: '5' } }, '5'],
    [{ deployments: [], pagination: { next: null } }, undefined],
    [{ deployments: [], pagination: { next: {} } }, undefined],
    [{ deployments: [], pagination: {} }, undefined],
    [{ deployments: [], pagination: 'none' }, undefined],
    [{ deployments: [] }, undefined],
  ])('%j goes on at %s', (raw, next) => {
    expect(toDeploymentsPage(raw)).toEqual({ items: [], size: 0, next })
    expect(toProjectsPage({ ...raw, projects: [] })).toEqual({ items: [], size: 0, next })
  })

  test.each([[undefined], [null], [[]], [{}], [{ deployments: {}, projects: {} }]])(
    '%j is none',
    (raw) => {
      expect(toDeploymentsPage(raw)).toBeUndefined()
      expect(toProjectsPage(raw)).toBeUndefined()
    },
  )

  test('with bad items among them gives the good ones', () => {
    const items = [null, { id: 'a' }, 'x', { uid: 7 }, { id: 'b', target: 9, new: true }]
    const page = toDeploymentsPage({ deployments: items }, 9)
    expect(page?.items).toMatchObject([
      { id: 'a', readAt: 9 },
      { id: 'b', readAt: 9 },
    ])
    expect(toProjectsPage({ projects: items })?.items.map(({ id }) => id)).toEqual(['a', 'b'])
    // A page is as long as it was sent: a full one is full though an item could not be read.
    expect([page?.size, toProjectsPage({ projects: items })?.size]).toEqual([5, 5])
  })
})

describe('what an error says', () => {
  const said = { code: 'forbidden', message: 'No', scope: 'acme', teamId: 'team_1' }
  test.each([
    ['under `error`', { error: said }, said],
    ['under `err`', { err: said }, said],
    ['under both', { error: said, err: { code: 'other' } }, said],
    ['with a bad token', { error: { invalidToken: true } }, { invalidToken: true }],
    ['with a limit', { error: { limit: { reset: 5, total: 6 } } }, { reset: 5 }],
    ['with a limit of another form', { error: { code: 'x', limit: 'none' } }, { code: 'x' }],
    ['with fields of other types', { error: { code: 5, message: {} } }, {}],
    [
      'of single sign-on',
      { error: { saml: true, enforced: true, scope: 'a\n::b' } },
      { saml: true, enforced: true, scope: 'a ::b' },
    ],
    ['in many words', { error: { message: 'x'.repeat(201) } }, { message: `${'x'.repeat(199)}…` }],
    ['as a text', { error: 'No' }, {}],
    ['not at all', { message: 'No' }, {}],
    ['in no object', 'No', {}],
    ['in no body', undefined, {}],
  ])('%s', (_, body, expected) => {
    expect(toErrorBody(body)).toEqual(expected)
  })
})
