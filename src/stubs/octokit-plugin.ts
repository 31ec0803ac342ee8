/**
 * Stands in the bundle for two plugins of Octokit (see `paths` in tsconfig.bundle.json) that
 * `@actions/github` adds to every client: a method for each of GitHub's thousand routes, and paging.
 * The two reads of this action name their routes, and read no pages.
 */
const nothing = () => ({})

export { nothing as paginateRest, nothing as restEndpointMethods }
