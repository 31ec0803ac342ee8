import * as z from 'zod/mini'
import { lenient, text } from '../shared/lenient.js'
import { asTeam, PROJECT } from './formats.js'

export type VercelLink = {
  teamId: string | undefined
  projects: string[]
  source: '.vercel/project.json' | '.vercel/repo.json' | undefined
}

export const NO_LINK: VercelLink = { teamId: undefined, projects: [], source: undefined }

const id = z.string().check(z.regex(PROJECT))
const projectFile = z.object({ projectId: id, orgId: text })
const repoFile = z.object({
  orgId: text,
  projects: z.array(z.object({ id, orgId: text })).check(z.minLength(1)),
})

/**
 * What `vercel link` left in the checkout
 * (https://vercel.com/docs/cli/project-linking). A file that can't be read, or names no project,
 * counts as none: the next source is asked, and in the end the message that no project is known.
 */
export function readVercelLink(readFile: (path: string) => string | undefined): VercelLink {
  const one = lenient(projectFile).parse(json(readFile('.vercel/project.json')))
  if (one) {
    return { teamId: asTeam(one.orgId), projects: [one.projectId], source: '.vercel/project.json' }
  }
  const several = lenient(repoFile).parse(json(readFile('.vercel/repo.json')))
  if (!several) return NO_LINK
  const owners = new Set(several.projects.map((project) => project.orgId ?? several.orgId))
  const [owner] = owners
  return {
    // Projects of several teams can't be asked for in one request: then the user has to say which.
    teamId: asTeam(owners.size === 1 ? owner : several.orgId),
    projects: several.projects.map((project) => project.id),
    source: '.vercel/repo.json',
  }
}

function json(content: string | undefined): unknown {
  try {
    return content === undefined ? undefined : JSON.parse(content)
  } catch {
    return undefined
  }
}
