import type { Branch, Repository } from './repository.js'

/** One thing to read: a branch of the repository or of a fork, or a commit. */
export type Field =
  | { kind: 'branch' | 'fork-branch'; branch: Branch }
  | { kind: 'commit'; sha: string }

/** The part of the reply that a field stands in, and its name there. */
export type Place = { part: 'repository' | 'forks'; name: string }

export function placeOf({ kind }: Field, index: number): Place {
  return { part: kind === 'fork-branch' ? 'forks' : 'repository', name: `f${index}` }
}

/** A page of the pull requests from branches of one name, newest first. */
const PULLS =
  'states: [OPEN, CLOSED, MERGED], first: 100, orderBy: { field: CREATED_AT, direction: DESC }'

/** The branch itself is read beside the pull request's record of it, which may lag behind. */
const PULL =
  'state headRefOid headRef { target { oid } } headRepository { databaseId name owner { login } }'

/**
 * One query for all fields. Names travel as variables, so that none can be read as GraphQL.
 * https://docs.github.com/graphql/reference/objects#repository
 */
export function headsQuery({ owner, name }: Repository, fields: readonly Field[]) {
  const variables: Record<string, string> = { owner, name }
  const lines = { repository: [] as string[], forks: [] as string[] }
  fields.forEach((field, i) => {
    const { part, name } = placeOf(field, i)
    variables[`v${i}`] = variableOf(field)
    lines[part].push(`${name}: ${selectionOf(field, `$v${i}`)}`)
  })
  const declared = Object.keys(variables).map((variable) => `$${variable}: String!`)
  const named = 'repository(owner: $owner, name: $name)'
  const repository = [
    `${named} {`,
    ...['defaultBranchRef { name target { oid } }', ...lines.repository].map(indent),
    '}',
  ]
  // A token that may not read pull requests makes all of their `repository` null: so they have their own.
  const forks = lines.forks.length > 0 ? [`forks: ${named} {`, ...lines.forks.map(indent), '}'] : []
  const body = [...repository, ...forks].map(indent)
  return { query: [`query (${declared.join(', ')}) {`, ...body, '}'].join('\n'), variables }
}

const indent = (line: string) => `  ${line}`

function variableOf(field: Field): string {
  if (field.kind === 'commit') return field.sha
  return field.kind === 'branch' ? `refs/heads/${field.branch.name}` : field.branch.name
}

function selectionOf({ kind }: Field, variable: string): string {
  if (kind === 'branch') return `ref(qualifiedName: ${variable}) { target { oid } }`
  if (kind === 'commit') {
    return `object(expression: ${variable}) { oid ... on Commit { parents(first: 10) { nodes { oid } } } }`
  }
  return `pullRequests(headRefName: ${variable}, ${PULLS}) { nodes { ${PULL} } pageInfo { hasNextPage } }`
}
