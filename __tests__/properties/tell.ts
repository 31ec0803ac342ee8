/** Makes a failing history as short as it gets, and tells it. */
import type { History } from './histories.js'
import type { Finding } from './judge.js'
import { type Played, play } from './play.js'

/** Leaves out every step without which the same is found. */
export function shorten(history: History, what: string): History {
  for (let i = 0; i < history.steps.length; i += 1) {
    const less = { ...history, steps: history.steps.filter((_, j) => j !== i) }
    if (play(less).findings.some((finding) => finding.what === what)) return shorten(less, what)
  }
  return history
}

/** The story of a history, with what each run was given and what it decided. */
export function tellStory({ world, runs }: Played, { what }: Finding): string {
  const projects = world.projects.map(({ name, ignores, oncePerCommit }) => {
    const step = ignores ? 'with an Ignored Build Step' : 'without an Ignored Build Step'
    return `${name}: ${step}, one build for each ${oncePerCommit ? 'commit' : 'branch'}`
  })
  const looks = runs.map(({ scope, step, verdicts }) => {
    const { environments, states, requireReplacement } = step.policy
    const faults = Object.entries(step.faults).filter(([, fails]) => fails)
    const given = [
      `${step.via}, mode ${scope.mode}, ${environments}, ${states.length} states`,
      requireReplacement ? 'with a replacement' : 'without a replacement',
      faults.length === 0 ? 'all can be read' : `unreadable: ${faults.map(([name]) => name)}`,
    ]
    const decided = [...verdicts].map(([id, { action, reason }]) => `${id} ${action} ${reason}`)
    return `${given.join(', ')}\n    ${decided.join(', ') || 'nothing to decide'}`
  })
  const lines = [what, ...projects, `Vercel's clock: ${world.skew} ms`, ...world.story]
  return [...lines, 'The runs:', ...looks].join('\n  ')
}
