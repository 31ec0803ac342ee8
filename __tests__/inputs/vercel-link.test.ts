import { builds, read } from './read.js'

const PERSONAL = 'AbCdEfGhIjKlMnOpQrStUvWx'
const [web, docs] = [
  { id: 'prj_1', name: 'web', directory: 'apps/web' },
  { id: 'prj_2', name: 'docs', directory: 'apps/docs' },
]

/** The checkout after `vercel link`, by what is in its files. */
function checkout({ project, repo }: { project?: unknown; repo?: unknown }) {
  const text = (content: unknown) =>
    typeof content === 'string' ? content : JSON.stringify(content)
  return {
    files: {
      ...(project === undefined ? {} : { '.vercel/project.json': text(project) }),
      ...(repo === undefined ? {} : { '.vercel/repo.json': text(repo) }),
    },
  }
}

const REPO = { orgId: 'team_r', projects: [web, docs] }

describe('the projects that vercel link left', () => {
  it.each<[string, Parameters<typeof checkout>[0], string[], string | undefined]>([
    ['one', { project: { projectId: 'prj_a' } }, ['prj_a'], '.vercel/project.json'],
    ['all of a monorepo', { repo: REPO }, ['prj_1', 'prj_2'], '.vercel/repo.json'],
    [
      'both files',
      { project: { projectId: 'prj_a' }, repo: REPO },
      ['prj_a'],
      '.vercel/project.json',
    ],
    ['a monorepo without projects', { repo: { ...REPO, projects: [] } }, [], undefined],
    // What can't be read counts as none, and the next file is asked.
    [
      'broken JSON',
      { project: '{"projectId":', repo: REPO },
      ['prj_1', 'prj_2'],
      '.vercel/repo.json',
    ],
    ['an empty file', { project: '', repo: REPO }, ['prj_1', 'prj_2'], '.vercel/repo.json'],
    ['null', { project: 'null', repo: REPO }, ['prj_1', 'prj_2'], '.vercel/repo.json'],
    ['a list', { project: '[]', repo: REPO }, ['prj_1', 'prj_2'], '.vercel/repo.json'],
    ['no projectId', { project: { orgId: 'team_a' } }, [], undefined],
    ['an empty projectId', { project: { projectId: '' } }, [], undefined],
    ['a projectId that is a number', { project: { projectId: 7 } }, [], undefined],
    ['a projectId that is a path', { project: { projectId: '../v2/user' } }, [], undefined],
    ['a projectId that is dots', { project: { projectId: '..' } }, [], undefined],
    ['a project without an id', { repo: { projects: [{ name: 'web' }] } }, [], undefined],
    ['projects that are a text', { repo: { projects: 'web' } }, [], undefined],
    ['a broken repo.json', { repo: '{' }, [], undefined],
  ])('%s', (_, files, names, source) => {
    expect(builds({}, checkout(files)).projects).toStrictEqual({ names, source })
  })
})

describe('the team that vercel link left', () => {
  const each = (...teams: string[]) => ({
    projects: [web, docs].map((project, i) => ({ ...project, orgId: teams[i] })),
  })

  it.each<[string, Parameters<typeof checkout>[0], string | undefined]>([
    ['of one project', { project: { projectId: 'prj_a', orgId: 'team_a' } }, 'team_a'],
    ['none', { project: { projectId: 'prj_a' } }, undefined],
    ['a personal account', { project: { projectId: 'prj_a', orgId: PERSONAL } }, undefined],
    ['something else', { project: { projectId: 'prj_a', orgId: 'xteam_a' } }, undefined],
    ['of another type', { project: { projectId: 'prj_a', orgId: 7 } }, undefined],
    ['one for all', { repo: REPO }, 'team_r'],
    ['the same for each', { repo: each('team_p', 'team_p') }, 'team_p'],
    [
      'for each, over the one for all',
      { repo: { ...REPO, ...each('team_p', 'team_p') } },
      'team_p',
    ],
    ['different ones', { repo: each('team_1', 'team_2') }, undefined],
    [
      'different ones, and one for all',
      { repo: { ...REPO, ...each('team_1', 'team_2') } },
      'team_r',
    ],
    ['of a personal monorepo', { repo: { ...REPO, orgId: PERSONAL } }, undefined],
    ['of no monorepo', { repo: { projects: [web, docs] } }, undefined],
  ])('%s', (_, files, teamId) => {
    expect(read({}, checkout(files)).team).toStrictEqual(teamId === undefined ? {} : { teamId })
  })
})
