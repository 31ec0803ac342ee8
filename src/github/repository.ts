/** A repository on a GitHub server. */
export type Repository = {
  /** The server's host, from `GITHUB_SERVER_URL`: `github.com`. */
  host: string
  /** GitHub's number for it, which stays when it is renamed. */
  id: string | undefined
  owner: string
  name: string
}

/** A branch of this repository or of a fork. */
export type Branch = { repository: Repository; name: string }

/** Compares owner or repository names, ignoring case as GitHub does; `undefined` equals nothing. */
export function sameName(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase()
}

/** Compares by id where both have one (a repository can be renamed), else by names. */
export function sameRepository(a: Repository, b: Repository): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id
  return sameName(a.owner, b.owner) && sameName(a.name, b.name)
}

/** `owner/name:branch`, owner and name in lower case. */
export function branchKey({ repository, name }: Branch): string {
  const { owner, name: repositoryName } = repository
  return `${owner.toLowerCase()}/${repositoryName.toLowerCase()}:${name}`
}
