import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readInputs } from '../../src/inputs/inputs.js'
import { type Core, setOutputs } from '../../src/report/publish.js'
import { emptyReport } from '../../src/report/report.js'

type Input = { description?: unknown; required?: unknown; default?: unknown }

const root = new URL('../../', import.meta.url)
const action = parse(readFileSync(new URL('action.yml', root), 'utf8')) as {
  name?: unknown
  description?: unknown
  branding?: unknown
  inputs: Record<string, Input>
  outputs: Record<string, { description?: unknown; value?: unknown }>
  runs: Record<string, unknown>
}

function read(given: Record<string, string>) {
  const env = Object.fromEntries(
    Object.entries({ token: 'vcp_a', ...given }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  )
  return readInputs({ env, readFile: () => undefined, secretsWithheld: false })
}

/** The names of the inputs that the code knows, as it lists them to a user who gave another. */
function knownInputs(): string[] {
  try {
    read({ nothing: 'x' })
  } catch (error) {
    const [, list = ''] = /there are (.*)/.exec((error as Error).message) ?? []
    return [...list.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name)
  }
  throw new Error('an input that does not exist was taken')
}

const isExpression = (value: unknown) => String(value).includes('${{')

describe('inputs', () => {
  const inputs = Object.entries(action.inputs)

  it('are those that the code knows, in kebab-case', () => {
    expect(Object.keys(action.inputs).sort()).toEqual(knownInputs().sort())
    for (const name of Object.keys(action.inputs)) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it.each(inputs)('%s has a description and asks for nothing', (_, { description, required }) => {
    expect(description).toMatch(/\S.*\.$/s)
    // GitHub does not enforce `required`; and the token may come from the environment.
    expect(required ?? false).toBe(false)
  })

  // Anything but a text would be written by YAML's rules, not by ours: `True`, `60.0`.
  it.each(inputs)('%s has a text as its default, if any', (_, { default: value }) => {
    expect(['string', 'undefined']).toContain(typeof value)
  })

  it.each(
    inputs.filter(([, input]) => input.default !== undefined && !isExpression(input.default)),
  )('%s: the default is what the code takes when nothing is given', (name, input) => {
    expect(read({ [name]: String(input.default) })).toEqual(read({}))
  })

  it('all defaults together are what the code takes when nothing is given', () => {
    const defaults = inputs.flatMap(([name, { default: value }]) =>
      value === undefined || isExpression(value) ? [] : [[name, String(value)]],
    )
    expect(read(Object.fromEntries(defaults))).toEqual(read({}))
  })

  it("only GitHub's own token is an expression", () => {
    const expressions = inputs.filter(([, input]) => isExpression(input.default))
    expect(expressions.map(([name, input]) => [name, input.default])).toEqual([
      ['github-token', '${{ github.token }}'],
    ])
  })

  it('have the defaults of the contract', () => {
    expect(
      Object.fromEntries(inputs.map(([name, input]) => [name, input.default ?? ''])),
    ).toStrictEqual({
      token: '',
      'deployment-id': '',
      'team-id': '',
      'team-slug': '',
      'project-id': '',
      mode: 'auto',
      branch: '',
      target: 'preview',
      states: 'QUEUED, INITIALIZING, BUILDING',
      'cancel-with-run': 'false',
      'if-finished': 'warn',
      'dry-run': 'false',
      timeout: '60',
      'github-token': '${{ github.token }}',
      'api-url': 'https://api.vercel.com',
    })
  })
})

describe('outputs', () => {
  it('are those that the code sets, each time', () => {
    const set: string[] = []
    setOutputs(emptyReport, { setOutput: (name: string) => set.push(name) } as unknown as Core)
    expect(set.sort()).toEqual(Object.keys(action.outputs).sort())
  })

  it('have the names of the contract', () => {
    expect(Object.keys(action.outputs).sort()).toEqual(
      ['status', 'canceledAt', 'deploymentId', 'canceledCount', 'outcome', 'deployments'].sort(),
    )
  })

  it.each(Object.entries(action.outputs))('%s has a description and no value', (_, output) => {
    expect(output.description).toMatch(/\S.*\.$/s)
    // A value is for composite actions; GitHub refuses it here.
    expect(output).not.toHaveProperty('value')
  })
})

describe('how GitHub runs it', () => {
  it('on Node 24, from the bundle, and after a cancelled run once more', () => {
    expect(action.runs).toStrictEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/index.js',
      'post-if': 'cancelled()',
    })
  })

  it('the bundle is there', () => {
    expect(existsSync(new URL(String(action.runs.main), root))).toBe(true)
  })

  it('has what the marketplace asks for', () => {
    expect(action.name).toMatch(/\S/)
    expect(action.description).toMatch(/\S/)
    // The marketplace cuts longer ones.
    expect(String(action.description).length).toBeLessThanOrEqual(125)
    expect(action.branding).toEqual({ icon: expect.any(String), color: expect.any(String) })
  })
})

test('action-types.yml has a type for each input and output, and the same choices', () => {
  const types = parse(readFileSync(new URL('action-types.yml', root), 'utf8')) as {
    inputs: Record<string, { type: string; 'allowed-values'?: string[] }>
    outputs: Record<string, { type: string }>
  }
  expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs))
  expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs))
  for (const [name, { 'allowed-values': values }] of Object.entries(types.inputs)) {
    for (const value of values ?? []) expect(() => read({ [name]: value })).not.toThrow()
  }
})
