/** Histories in which a wanted build was once cancelled, made small. */
import type { History } from './histories.js'
import type { Reader } from './render.js'

type Step = History['steps'][number]
type RunStep = History['last'][number]

const detail = {
  delay: 0,
  state: 'BUILDING',
  missing: [],
  environment: 'preview' as const,
  project: 0,
  forkIds: 'fork first' as const,
  pullRequest: undefined,
  style: 'github' as const,
}
const here = { pause: 5000, elsewhere: null, lag: 0 }

const push: Step = { ...here, do: 'push', back: null, detail }
/** From the third commit to the second. */
const pushBack: Step = { ...push, back: 1 }
const cli = (style: 'detached' | 'local'): Step => {
  return { ...here, do: 'cli', which: 'head', detail: { ...detail, style } }
}
/** Opens a pull request, or closes it. */
const toggle: Step = { ...here, do: 'pull', label: false }
const label: Step = { ...toggle, label: true }

const all: Reader = { token: true, refs: true, pulls: true, refusal: 403 }
const none: Reader = { token: false, refs: false, pulls: false, refusal: 403 }
const run = (via: RunStep['via'], reader = all, which = 0): RunStep => ({
  do: 'run',
  pause: 5000,
  via,
  which,
  elsewhere: null,
  mode: 'auto',
  target: 0,
  environments: ['preview'],
  states: ['QUEUED', 'INITIALIZING', 'BUILDING'],
  withId: true,
  reader,
  between: null,
})

const history = (repo: number, steps: Step[], last: RunStep): History => ({
  skew: 0,
  focus: { repo, branch: 1 },
  steps,
  last: [last],
})

export const found: [what: string, History][] = [
  [
    'a sweep meets a build of a detached checkout, whose branch is recorded as HEAD',
    history(0, [push, cli('detached')], run('schedule')),
  ],
  [
    'a sweep meets a build of a branch that is not pushed yet',
    history(0, [push, cli('local')], run('schedule')),
  ],
  [
    'a closed pull request is labeled, and its branch has moved on',
    history(0, [push, toggle, toggle, push, label], run('event')),
  ],
  [
    'the same of a fork',
    history(1, [push, toggle, push, push, toggle, pushBack, label], run('event')),
  ],
  [
    'the same where GitHub tells no head',
    history(0, [push, toggle, toggle, push, label], run('event', none)),
  ],
  [
    'a run of a pull request that is closed by now is run again, and the branch has moved on',
    history(0, [push, toggle, push, toggle, push], run('event', all, 2)),
  ],
  [
    "a sweep meets a fork's build, whose pull request was closed before a push back",
    history(1, [push, toggle, push, push, toggle, pushBack], run('schedule')),
  ],
]
