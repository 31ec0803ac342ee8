/**
 * What GitHub starts a workflow of acme/shop with: the payload of an event, and the variables that the
 * runner sets for it. Which branch and commit those name is told in
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */

/** @typedef {import('./events/started.js').Started} Started */

export { branchCreated, branchDeleted, push, tagPush } from './events/branches.js'
export {
  checkRun,
  issueComment,
  issues,
  mergeGroup,
  other,
  release,
  schedule,
  workflowDispatch,
} from './events/others.js'
export { pullRequest, workflowRun } from './events/pulls.js'
export { noCommit, repositoryPayload } from './events/started.js'
export {
  deployment,
  deploymentStatus,
  repositoryDispatch,
  vercelDispatch,
} from './events/vercel.js'
