import { setImmediate } from 'node:timers/promises'
import { createGitHub } from '../../src/github/octokit.js'
import { prepareGitHub } from '../../src/plan/ahead.js'
import { decideWithFacts } from '../../src/plan/plan.js'
import { createVercel } from '../../src/vercel/client.js'
import { build, facts, head, minutesAgo, noon, policy, scope } from './support.js'

/** Both APIs, to which nothing is sent, and the connections that are opened: `api.vercel.com 2`. */
function apis({ token = 'x', apiUrl = 'https://api.github.com' } = {}) {
  const opened: string[] = []
  const send = Object.assign(() => Promise.reject(new Error('Nothing is to be sent')), {
    openAhead: (url: URL, count: number) => void opened.push(`${url.host} ${count}`),
  })
  const clock = { now: () => noon, sleep: async () => {} }
  const shared = { send, clock, redact: (text: string) => text, onRequest: () => {} }
  const vercel = createVercel({ ...shared, apiUrl: new URL('https://api.vercel.com') } as never)
  const github = createGitHub({ ...shared, apiUrl, token } as never)
  return { vercel, github, clock, opened }
}

describe('GitHub’s connections are opened', () => {
  test.each([
    ['two for the first two requests', {}, ['api.github.com 2']],
    ['none without a token', { token: '' }, []],
    ['none to an address that is none', { apiUrl: 'here' }, []],
  ])('%s', async (_, options, expected) => {
    const { opened, ...rest } = apis(options)
    prepareGitHub(rest)
    expect(opened).toEqual([])
    await setImmediate()
    expect(opened).toEqual(expected)
  })

  test('while its client is loaded', async () => {
    const { github } = apis()
    prepareGitHub({ github })
    await setImmediate()
    expect(await github.octokit).toHaveProperty('graphql')
  })
})

describe('Vercel’s connections are opened while GitHub is asked', () => {
  const listed = [
    build('a'),
    build('b', { at: minutesAgo(5) }),
    build('new', { sha: head }),
    build('main', { branch: 'main' }),
  ]
  test.each([
    ['for each build that may go', {}, ['api.vercel.com 2']],
    ['not in a sweep, in which most stay', { mode: 'sweep', branches: 'all' } as const, []],
  ])('%s', async (_, more, expected) => {
    const { opened, ...rest } = apis({ token: '' })
    await decideWithFacts(listed, { scope: scope(more), policy }, facts(), rest)
    await setImmediate()
    expect(opened).toEqual(expected)
  })
})
