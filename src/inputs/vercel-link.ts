import * as z from 'zod/mini'
import { lenient, text } from '../shared/lenient.js'
import { TEAM_ID } from './formats.js'

export type VercelLink = { teamId: string | undefined; projects: string[] }

const projectFile = z.object({ projectId: z.string(), orgId: text })
const repoFile = z.object({
  orgId: text,
  projects: z.array(z.object({ id: z.string(), orgId: text })),
})

/**
 * What `vercel link` left in the checkout. A file that can't be read counts as none: the next source
 * is asked, and in the end the message that no project is known.
 */
export function readVercelLink(readFile: (path: string) => string | undefined): VercelLink {
  const one = lenient(projectFile).parse(json(readFile('.vercel/project.json')))
  if (one) return { teamId: asTeam(one.orgId), projects: [one.projectId] }
  const several = lenient(repoFile).parse(json(readFile('.vercel/repo.json')))
  if (!several) return { teamId: undefined, projects: [] }
  const owners = new Set(several.projects.map((project) => project.orgId ?? several.orgId))
  const [owner] = owners
  return {
    // Projects of several teams can't be asked for in one scope: then the user has to say which.
    teamId: owners.size === 1 ? asTeam(owner) : asTeam(several.orgId),
    projects: several.projects.map((project) => project.id),
  }
}

function asTeam(id: string | undefined): string | undefined {
  return id !== undefined && TEAM_ID.test(id) ? id : undefined
}

function json(content: string | undefined): unknown {
  try {
    return content === undefined ? undefined : JSON.parse(content)
  } catch {
    return undefined
  }
}
