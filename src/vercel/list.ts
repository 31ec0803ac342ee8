import { count, listed } from '../text.js'
import type { ProjectQuery, Vercel } from './client.js'
import type { VercelError } from './errors.js'
import type { Deployment } from './schemas.js'

/** Ids in one list request; Vercel takes no more. */
const IDS_PER_LIST = 20

/**
 * Every build in flight of all the projects: up to 20 ids a request, each name on its own. A project
 * that can't be read does not stop the others.
 *
 * @param projects ids (`prj_…`) and names
 * @returns what was read, and a sentence for each list that was not read to its end
 */
export async function listBuilds(
  projects: readonly string[],
  vercel: Pick<Vercel, 'listInFlight'>,
): Promise<{ deployments: Deployment[]; problems: string[] }> {
  const parts = await Promise.all(groups(projects).map((group) => listGroup(group, vercel)))
  // A project that was named both by id and by name is in two lists.
  const found = new Map(parts.flatMap((part) => part.deployments.map((one) => [one.id, one])))
  return { deployments: [...found.values()], problems: parts.flatMap((part) => part.problems) }
}

async function listGroup(
  group: readonly string[],
  vercel: Pick<Vercel, 'listInFlight'>,
): Promise<{ deployments: Deployment[]; problems: string[] }> {
  const { deployments, failure } = await vercel.listInFlight(queryOf(group))
  if (failure === undefined) return { deployments, problems: [] }
  const perhapsOneOfThem = failure.kind === 'not-found' || failure.kind === 'rejected'
  if (group.length > 1 && perhapsOneOfThem) {
    const parts = await Promise.all(group.map((project) => listGroup([project], vercel)))
    return {
      deployments: parts.flatMap((part) => part.deployments),
      problems: parts.flatMap((part) => part.problems),
    }
  }
  return { deployments, problems: [problem(group, deployments.length, failure)] }
}

function groups(projects: readonly string[]): string[][] {
  const ids = projects.filter(isId)
  const chunks = Array.from({ length: Math.ceil(ids.length / IDS_PER_LIST) }, (_, i) =>
    ids.slice(i * IDS_PER_LIST, (i + 1) * IDS_PER_LIST),
  )
  return [...chunks, ...projects.filter((name) => !isId(name)).map((name) => [name])]
}

function isId(project: string): boolean {
  return project.startsWith('prj_')
}

function queryOf(group: readonly string[]): ProjectQuery {
  const [only, ...others] = group
  return only !== undefined && others.length === 0
    ? { projectId: only }
    : { projectIds: [...group] }
}

function problem(group: readonly string[], read: number, failure: VercelError): string {
  const names = listed(group.map((project) => `\`${project}\``))
  const which = group.length === 1 ? `project ${names}` : `the projects ${names}`
  if (failure.kind === 'refused') return failure.message
  if (failure.kind === 'not-found') {
    return `Vercel knows no ${which} in this scope. Is \`project-id\` right, and is \`team-id\` the team that owns it? ${failure.message}.`
  }
  const rest = read === 0 ? '' : ` after ${count(read, 'build')}, which were still looked at`
  return `The builds of ${which} could not be listed to the end${rest}. ${failure.message}.`
}
