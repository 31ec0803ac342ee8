import { readInputs } from '../../src/inputs/inputs.js'

const read = (env: Record<string, string>) =>
  readInputs({
    env: { INPUT_TOKEN: 'token', ...env },
    readFile: () => undefined,
    secretsWithheld: false,
  })

test.each(['deployments', 'settings', 'logs', 'observability/functions'])(
  'the page of a project is no deployment: %s',
  (page) => {
    const url = `https://vercel.com/acme/web/${page}`
    expect(() => read({ 'INPUT_DEPLOYMENT-ID': url })).toThrow(/not a page of the project/)
  },
)

test('the page of a deployment is one, whichever of its tabs is open', () => {
  const url = 'https://vercel.com/acme/web/9xYzHASH1/logs'
  expect(read({ 'INPUT_DEPLOYMENT-ID': url }).what).toMatchObject({
    deployments: [{ id: 'dpl_9xYzHASH1' }],
  })
})

test.each([
  ['deploymentId', 'deployment-id'],
  ['dry_run', 'dry-run'],
  ['vercel-token', 'token'],
  ['projects', 'project-id'],
  ['team', 'team-id'],
  ['targets', 'target'],
])('the input %s, which does not exist, was probably meant as %s', (name, meant) => {
  const env = { [`INPUT_${name.toUpperCase()}`]: 'x' }
  expect(() => read(env)).toThrow(`did you mean \`${meant}\`?`)
})

test('a name that is like none gets the list of all', () => {
  expect(() => read({ INPUT_SLACK: 'x' })).toThrow(/there are `token`, .* and `api-url`\./)
})
