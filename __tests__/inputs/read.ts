import {
  type EventBuilds,
  InputError,
  type Inputs,
  type NamedDeployments,
  readInputs,
} from '../../src/inputs/inputs.js'

export const TOKEN = 'vcp_Qz7Rk2Tn9Wb4Xc6Ye8Vm3Up1'
export const GITHUB_TOKEN = 'ghs_Hj5Lf0Pd8Gs2Ka6Zo4Nq'

export type Env = Record<string, string | undefined>

/** The part of a `with:` block that differs from `token` alone, and what is around it. */
export type Around = { env?: Env; files?: Record<string, string>; secretsWithheld?: boolean }

/** Inputs by their names, as the runner passes them. */
export function inputs(given: Record<string, string>): Env {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
}

/** Reads inputs, with a token by default. */
export function read(
  given: Record<string, string> = {},
  { env = {}, files = {}, secretsWithheld = false }: Around = {},
): Inputs {
  return readInputs({
    env: { ...inputs({ token: TOKEN, ...given }), ...env },
    readFile: (path) => files[path],
    secretsWithheld,
  })
}

export function builds(given: Record<string, string> = {}, around: Around = {}): EventBuilds {
  const { selection } = read(given, around)
  if (selection.kind !== 'event') throw new Error('deployments are named')
  return selection
}

export function named(given: Record<string, string>): NamedDeployments {
  const { selection } = read(given)
  if (selection.kind !== 'named') throw new Error('no deployments are named')
  return selection
}

/** The message of the error that reading must end with. */
export function told(given: Record<string, string>, around: Around = {}): string {
  try {
    read(given, around)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    expect(error).toHaveProperty('name', 'InputError')
    return (error as Error).message
  }
  throw new Error('the inputs were accepted')
}
