import { chunks, groupBy } from '../shared/group.js'
import { MESSAGES } from '../shared/phrases.js'
import { count, ended, listed, ticked } from '../shared/text.js'
import { listUnfinished, type ProjectQuery, scopeHint, type Vercel } from './client.js'
import type { Deployment } from './deployment.js'
import type { VercelError } from './errors.js'

/** Ids in one list request; Vercel takes no more. */
const IDS_PER_LIST = 20

/**
 * Every unfinished build of all the projects: up to 20 ids a request, each name on its own. A project
 * that can't be read does not stop the others.
 *
 * @param projects ids (`prj_…`) and names
 * @returns what was read, and a sentence for each way in which a list was not read to its end
 */
export async function listBuilds(
  vercel: Vercel,
  projects: readonly string[],
): Promise<{ deployments: Deployment[]; problems: string[] }> {
  const lists = (
    await Promise.all(groups(projects).map((group) => listGroup(vercel, group)))
  ).flat()
  // A project that was named both by id and by name is in two lists.
  const found = new Map(lists.flatMap((list) => list.deployments.map((one) => [one.id, one])))
  const broken = lists.flatMap(({ failure, ...list }) => (failure ? [{ ...list, failure }] : []))
  const alike = groupBy(broken, ({ failure }) => failure.message)
  return {
    deployments: [...found.values()],
    problems: [...alike.values()].map((lists) => problem(lists, scopeHint(vercel))),
  }
}

type List = { projects: readonly string[]; deployments: Deployment[]; failure?: VercelError }

async function listGroup(vercel: Vercel, projects: readonly string[]): Promise<List[]> {
  const list = await listUnfinished(vercel, queryOf(projects))
  const { failure } = list
  const perhapsOneOfThem = failure?.kind === 'not-found' || failure?.kind === 'rejected'
  if (projects.length > 1 && perhapsOneOfThem) {
    return (await Promise.all(projects.map((project) => listGroup(vercel, [project])))).flat()
  }
  return [{ projects, ...list }]
}

function groups(projects: readonly string[]): string[][] {
  const ids = projects.filter(isId)
  return [
    ...chunks(ids, IDS_PER_LIST),
    ...projects.filter((name) => !isId(name)).map((name) => [name]),
  ]
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

/** Says of a project's list that it was not read to its end, and why. */
export function listProblem(vercel: Vercel, project: string, failure: VercelError): string {
  return problem([{ projects: [project], deployments: [], failure }], scopeHint(vercel))
}

/** What to say of lists that failed alike. */
function problem(lists: (List & { failure: VercelError })[], hint: string): string {
  const failure = lists[0]?.failure
  const projects = lists.flatMap((list) => list.projects)
  if (failure?.kind === 'unauthorized') return failure.message
  if (failure?.kind === 'not-found') {
    return `${MESSAGES.projectUnknown} ${listed(ticked(projects), 'or')} (${failure.words}). Is \`project-id\` spelled right, and is the token not limited to another project? ${hint}`
  }
  const read = lists.reduce((sum, { deployments }) => sum + deployments.length, 0)
  const rest =
    read === 0
      ? ''
      : `; the ${read === 1 ? 'one build' : count(read, 'build')} read so far ${read === 1 ? 'was' : 'were'} still looked at`
  const names = listed(ticked(projects))
  const which = projects.length === 1 ? `project ${names}` : `the projects ${names}`
  return `The builds of ${which} ${MESSAGES.listIncomplete}${rest}. ${ended(failure?.message ?? '')}`
}
