import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readInputs } from '../../src/inputs/inputs.js'
import { INPUT_NAMES } from '../../src/inputs/names.js'
import { type Core, setOutputs } from '../../src/report/publish.js'
import type { Report } from '../../src/report/report.js'

type Input = { description?: unknown; required?: unknown; default?: unknown }

const root = new URL('../../', import.meta.url)
const action = parse(readFileSync(new URL('action.yml', root), 'utf8')) as {
  name?: unknown
  description?: unknown
  author?: unknown
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

const isExpression = (value: unknown) => String(value).includes('${{')

describe('inputs', () => {
  const inputs = Object.entries(action.inputs)
  const withDefault = inputs.flatMap(([name, { default: value }]) =>
    value === undefined || isExpression(value) ? [] : [[name, String(value)] as const],
  )

  it('are those that the code knows, in this order, in kebab-case', () => {
    expect(Object.keys(action.inputs)).toEqual([...INPUT_NAMES])
    for (const name of Object.keys(action.inputs)) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  // No input takes this; one that is never read would.
  it.each(inputs)('%s is read', (name) => {
    expect(() => read({ [name]: '? [' })).toThrow(`\`${name}\` `)
  })

  it.each(inputs)('%s has a description and is not required', (_, { description, required }) => {
    expect(description).toMatch(/^\S.*\S\.$/s)
    // GitHub does not enforce `required`, and the token may come from the environment.
    expect(required ?? false).toBe(false)
  })

  it('token, alone, is said to be required', () => {
    const required = inputs.filter(([, { description }]) =>
      String(description).includes('Required'),
    )
    expect(required.map(([name]) => name)).toEqual(['token'])
  })

  // Anything but a text would be written by YAML's rules, not by ours: `True`, `60.0`.
  it.each(inputs)('%s has a text as its default, if any', (_, { default: value }) => {
    expect(['string', 'undefined']).toContain(typeof value)
  })

  it.each(withDefault)('%s: its default is what the code takes by default', (name, value) => {
    // `if-finished` only shows beside a named deployment.
    for (const deployment of ['', 'dpl_a']) {
      const given = { 'deployment-id': deployment }
      expect(read({ ...given, [name]: value })).toEqual(read(given))
    }
  })

  it('all defaults together are what the code takes when nothing is given', () => {
    expect(read(Object.fromEntries(withDefault))).toEqual(read({}))
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
      'require-replacement': 'true',
      'if-finished': 'warn',
      'dry-run': 'false',
      timeout: '60',
      'github-token': '${{ github.token }}',
      'api-url': 'https://api.vercel.com',
    })
  })
})

describe('outputs', () => {
  const ends: Report[] = [
    { kind: 'skipped', why: 'A pushed tag.', notice: false, warnings: [] },
    { kind: 'failed', problems: ['`token` is empty.'], warnings: [] },
    {
      kind: 'done',
      selection: 'branch',
      subject: 'on `x`',
      projects: { names: [], source: undefined },
      results: [],
      problems: [],
      warnings: [],
      notices: [],
      dryRun: false,
      ifFinished: 'warn',
    },
  ]

  it.each(ends.map((end) => [end.kind, end] as const))('are all set when %s', (_, end) => {
    const set: string[] = []
    setOutputs(end, { setOutput: (name: string) => set.push(name) } as unknown as Core)
    expect(set.sort()).toEqual(Object.keys(action.outputs).sort())
  })

  it('have the names of the contract', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'status',
      'canceledAt',
      'deploymentId',
      'canceledCount',
      'outcome',
      'deployments',
    ])
  })

  it.each(Object.entries(action.outputs))('%s has a description and no value', (_, output) => {
    expect(output.description).toMatch(/^\S.*\S\.$/s)
    // A value is for composite actions; GitHub refuses it here.
    expect(output).not.toHaveProperty('value')
  })
})

describe('how GitHub runs it', () => {
  it('once, on Node 24, from the bundle', () => {
    expect(action.runs).toStrictEqual({ using: 'node24', main: 'dist/index.js' })
    expect(existsSync(new URL(String(action.runs.main), root))).toBe(true)
  })

  it('has what the marketplace asks for', () => {
    expect(action.name).toMatch(/\S/)
    expect(action.author).toMatch(/\S/)
    expect(action.description).toMatch(/\S/)
    // The marketplace cuts longer ones.
    expect(String(action.description).length).toBeLessThanOrEqual(125)
    expect(action.branding).toEqual({ icon: expect.any(String), color: expect.any(String) })
  })
})

describe('action-types.yml', () => {
  const types = parse(readFileSync(new URL('action-types.yml', root), 'utf8')) as {
    inputs: Record<
      string,
      { 'allowed-values'?: string[]; 'list-item'?: { 'allowed-values'?: string[] } }
    >
    outputs: Record<string, { type: string }>
  }
  /** The values that each input with a choice has. */
  const choices = Object.entries(types.inputs).flatMap(([name, type]): [string, string[]][] => {
    const values = type['allowed-values'] ?? type['list-item']?.['allowed-values']
    return values ? [[name, values]] : []
  })

  it('has each input and output', () => {
    expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs))
    expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs))
  })

  it.each(choices)(
    '%s has the choices that the code names to whoever gives another',
    (name, values) => {
      let message = ''
      try {
        read({ [name]: 'x' })
      } catch (error) {
        message = (error as Error).message
      }
      const [, expected = ''] = message.split('; expected ')
      expect([...expected.matchAll(/`([^`]+)`/g)].map(([, value]) => value)).toEqual(values)
      for (const value of values) expect(() => read({ [name]: value })).not.toThrow()
    },
  )
})
