import { readdirSync, readFileSync } from 'node:fs'
import { validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'

/**
 * Checks every workflow of this repository and every example. GitHub's language service checks the
 * syntax, the expressions and our inputs; the rest is what makes a workflow safe.
 */

/** The account's name, or its placeholder: as README's workflow says it. */
const OURS = `${/uses: (\S+)\/cancel-vercel-builds@v1/.exec(readFileSync('README.md', 'utf8'))?.[1]}/cancel-vercel-builds`
const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { description: string; required?: boolean }>
  outputs: Record<string, { description: string }>
}

type Step = { id?: string; uses?: string; run?: string; with?: Record<string, unknown> }
type Job = { steps?: Step[]; uses?: string; 'timeout-minutes'?: number }
type Workflow = { on: unknown; permissions?: unknown; jobs: Record<string, Job> }

/** All problems of a workflow, one phrase each. */
async function problemsIn(text: string): Promise<string[]> {
  const workflow = parse(text) as Workflow
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, { steps = [] }]) => steps)
  return [
    ...(await syntaxProblems(text)),
    ...(workflow.permissions === undefined ? ['no permissions at the top'] : []),
    ...jobs
      .filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)
      .map(([name]) => `no timeout-minutes: ${name}`),
    ...unpinned(text),
    ...steps.flatMap(unknownInputs),
    ...steps.flatMap((step) => unknownOutputs(step, text)),
    ...steps.flatMap(({ run }) => injections(run ?? '')),
    ...checkouts(workflow.on, steps),
    ...credentials(steps),
    ...unexplainedTriggers(text),
  ]
}

let documents = 0

async function syntaxProblems(text: string): Promise<string[]> {
  // The service caches by URI, so each text needs its own.
  documents += 1
  const uri = `file:///.github/workflows/${documents}.yml`
  const document = TextDocument.create(uri, 'yaml', 1, text)
  const found = await validate(document, {
    actionsMetadataProvider: {
      // Without `inputs` the service checks none: other actions' inputs are not known here.
      fetchActionMetadata: async ({ owner, name }) => ({
        name,
        description: '',
        ...(`${owner}/${name}` === OURS ? { inputs } : {}),
      }),
    },
  })
  return found.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)
}

/** The owner of an action can move a tag, but not change a commit. */
function unpinned(text: string): string[] {
  const found = [...text.matchAll(/^[\s-]*uses:(.*)$/gm)].map(([, uses = '']) => uses.trim())
  const fine = [/^\.\//, new RegExp(`^${OURS}@v1$`), /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v[\d.]+$/]
  return found
    .filter((uses) => !fine.some((form) => form.test(uses)))
    .map((uses) => `not pinned: ${uses}`)
}

const isOurs = ({ uses }: Step) => uses === './' || uses?.startsWith(`${OURS}@`) === true

function unknownInputs(step: Step): string[] {
  if (!isOurs(step)) return []
  const { with: given = {} } = step
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(inputs, name))
    .map((name) => `unknown input: ${name}`)
}

function unknownOutputs(step: Step, text: string): string[] {
  if (step.id === undefined || !isOurs(step)) return []
  return [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id, name = '']) => id === step.id && !Object.hasOwn(outputs, name))
    .map(([, , name]) => `unknown output: ${name}`)
}

/** The shell would run text that other people may have written. */
function injections(script: string): string[] {
  return [...script.matchAll(/\$\{\{(.*?)\}\}/gs)]
    .map(([, expression = '']) => expression.trim())
    .filter((expression) =>
      /\b(steps|needs|inputs)\b|\bgithub\s*[.[]\s*'?(event|head_ref|ref)/.test(expression),
    )
    .map((expression) => `in a script: ${expression}`)
}

/** These runs have secrets, whoever opened the pull request. */
function checkouts(on: unknown, steps: Step[]): string[] {
  const privileged = ['pull_request_target', 'workflow_run'].some((name) =>
    JSON.stringify(on).includes(`"${name}"`),
  )
  const checksOut = steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))
  return privileged && checksOut ? ['a checkout in a run with secrets'] : []
}

/** A checkout leaves the job's token in .git unless it is told not to. */
function credentials(steps: Step[]): string[] {
  return steps
    .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    .filter((step) => step.with?.['persist-credentials'] !== false)
    .map(() => 'a checkout that keeps its credentials')
}

/** zizmor and other scanners report these triggers: the workflow has to say why it is safe. */
function unexplainedTriggers(text: string): string[] {
  return [...text.matchAll(/^ {2}(pull_request_target|workflow_run):(.*)$/gm)]
    .filter(([, , rest = '']) => !/^ # zizmor: ignore\[dangerous-triggers\] \S/.test(rest))
    .map(([, name]) => `no reason why ${name} is safe`)
}

const files = ['examples', '.github/workflows'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`),
)

test.each(files)('%s is sound', async (file) => {
  expect(await problemsIn(readFileSync(file, 'utf8'))).toEqual([])
})

const sound = `
on: [push]
permissions: {}
jobs:
  it:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - id: cancel
        uses: ${OURS}@v1
        with: { token: x }
      - run: echo "$IT"
        env:
          IT: \${{ steps.cancel.outputs.status }}
`
const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1'

test.each([
  ['nothing wrong', '', '', []],
  [
    'an unknown key',
    'runs-on:',
    'run-on:',
    [/: Unexpected value 'run-on'/, /: Required property is missing: runs-on/],
  ],
  ['an unknown context', 'steps.cancel', 'stesp.cancel', [/Unrecognized named-value: 'stesp'/]],
  ['an unknown event', '[push]', '[pull]', [/line 2: Unexpected value 'pull'/]],
  ['an unknown input', 'token: x', 'tokn: x', [/Invalid action input/, /^unknown input: tokn$/]],
  ['a known input, of the action in place', `${OURS}@v1`, './', []],
  ['an unknown output', 'outputs.status', 'outputs.state', [/^unknown output: state$/]],
  ['no permissions', 'permissions: {}', '', [/^no permissions at the top$/]],
  ['no time limit', '    timeout-minutes: 5\n', '', [/^no timeout-minutes: it$/]],
  ['a pinned action', `${OURS}@v1`, `a/b/c@${sha} # v7.0.1`, []],
  ['a tag', `${OURS}@v1`, 'actions/cache@v4', [/^not pinned: actions\/cache@v4$/]],
  ['a short commit', `${OURS}@v1`, 'a/b@3d3c42e # v7', [/shortened commit SHA/, /^not pinned/]],
  ['no tag beside the commit', `${OURS}@v1`, `a/b@${sha}`, [/^not pinned/]],
  ['an output in a script', '"$IT"', '${{ steps.cancel.outputs.status }}', [/^in a script: steps/]],
  ['a title in a script', '"$IT"', '${{ github.event.head_commit.message }}', [/^in a script/]],
  ['a branch in a script', '"$IT"', "${{ github['head_ref'] }}", [/^in a script/]],
  [
    'a checkout with credentials',
    `${OURS}@v1`,
    `actions/checkout@${sha} # v7`,
    [/^a checkout that keeps its credentials$/],
  ],
  [
    'a trigger with secrets and no reason',
    '\non: [push]',
    '\non:\n  pull_request_target:\n    types: [closed]',
    [/^no reason why pull_request_target is safe$/],
  ],
  ['harmless text in a script', '"$IT"', '${{ github.run_id }}', []],
])('%s is reported', async (_, search, replacement, expected) => {
  const problems = await problemsIn(sound.replace(search, replacement))
  expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
})

test.each(['pull_request_target', 'workflow_run: {workflows: [CI]}'])(
  'a checkout on %s is reported',
  async (event) => {
    const on = event.includes(':') ? `{ ${event} }` : `[${event}]`
    const text = sound
      .replace('[push]', on)
      .replace(`${OURS}@v1`, `actions/checkout@${sha} # v7`)
      .replace('token: x', 'persist-credentials: false')
    expect(await problemsIn(text)).toEqual(['a checkout in a run with secrets'])
  },
)
