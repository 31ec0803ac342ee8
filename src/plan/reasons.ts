/**
 * Each reason for which a build is canceled or kept: the vocabulary of the output `deployments`, and
 * the words for it in the log and the summary, as in "Kept 3: newest commit (2), another branch (1)".
 */
export const REASONS = {
  requested: { action: 'cancel', words: 'named in `deployment-id`' },
  superseded: { action: 'cancel', words: 'superseded' },
  'branch-gone': { action: 'cancel', words: 'branch deleted' },
  'branch-ended': { action: 'cancel', words: 'branch is over (`mode: branch`)' },
  'pull-request-closed': { action: 'cancel', words: "the fork's pull request is closed" },
  'this-commit': { action: 'cancel', words: "this run's commit (`mode: commit`)" },
  'state-excluded': { action: 'keep', words: 'state not in `states`' },
  'target-excluded': { action: 'keep', words: 'environment not in `target`' },
  'repository-unknown': { action: 'keep', words: 'names no repository' },
  'other-repository': { action: 'keep', words: 'another repository' },
  'other-branch': { action: 'keep', words: 'another branch' },
  'other-commit': { action: 'keep', words: 'another commit' },
  'commit-unknown': { action: 'keep', words: 'commit not known to GitHub' },
  'branch-unknown': { action: 'keep', words: 'branch not known to GitHub' },
  'default-branch': { action: 'keep', words: 'default branch' },
  'newest-commit': { action: 'keep', words: 'newest commit' },
  'shared-commit': { action: 'keep', words: 'also the newest commit of another branch' },
  'asked-for': { action: 'keep', words: 'requested by a person' },
  'not-replaced': { action: 'keep', words: 'no newer build replaces it' },
  'created-later': { action: 'keep', words: "started after the newest commit's build" },
  'github-unknown': { action: 'keep', words: 'not confirmed by GitHub' },
} as const satisfies Record<CancelReason | KeepReason, { action: 'cancel' | 'keep'; words: string }>

export type CancelReason =
  | 'requested'
  | 'superseded'
  | 'branch-gone'
  | 'branch-ended'
  | 'pull-request-closed'
  | 'this-commit'

export type KeepReason =
  | 'state-excluded'
  | 'target-excluded'
  | 'repository-unknown'
  | 'other-repository'
  | 'other-branch'
  | 'other-commit'
  | 'commit-unknown'
  | 'branch-unknown'
  | 'default-branch'
  | 'newest-commit'
  | 'shared-commit'
  | 'asked-for'
  | 'not-replaced'
  | 'created-later'
  | 'github-unknown'

export type Reason = keyof typeof REASONS
