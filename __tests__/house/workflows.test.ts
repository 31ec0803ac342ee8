import { readdirSync, readFileSync } from 'node:fs'
import { validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'

/**
 * What is checked of every workflow of this repository, and of those that it offers for pasting.
 * GitHub's own language service checks the syntax, the expressions and our inputs; the rest is what
 * makes a workflow safe.
 */

const OURS = 'OWNER/cancel-vercel-builds'
const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { description: string; required?: boolean }>
  outputs: Record<string, { description: string }>
}

type Step = { id?: string; uses?: string; run?: string; with?: Record<string, unknown> }
type Job = { steps?: Step[]; uses?: string; 'timeout-minutes'?: number }
type Workflow = { on: unknown; permissions?: unknown; jobs: Record<string, Job> }

/** All complaints about a workflow, a sentence each. */
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
  ]
}

let documents = 0

async function syntaxProblems(text: string): Promise<string[]> {
  // What was parsed is kept by address, so that each text needs one of its own.
  documents += 1
  const uri = `file:///.github/workflows/${documents}.yml`
  const document = TextDocument.create(uri, 'yaml', 1, text)
  const found = await validate(document, {
    actionsMetadataProvider: {
      // Without `inputs` an action's inputs aren't checked: those of others are not known here.
      fetchActionMetadata: async ({ owner, name }) => ({
        name,
        description: '',
        ...(`${owner}/${name}` === OURS ? { inputs } : {}),
      }),
    },
  })
  return found.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)
}

/** A tag can be moved by whoever owns the action; a commit can't. */
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

/** What others may have written would be read as part of the script. */
function injections(script: string): string[] {
  return [...script.matchAll(/\$\{\{(.*?)\}\}/gs)]
    .map(([, expression = '']) => expression.trim())
    .filter((expression) =>
      /\b(steps|needs|inputs)\b|\bgithub\s*[.[]\s*'?(event|head_ref|ref)/.test(expression),
    )
    .map((expression) => `in a script: ${expression}`)
}

/** These run with secrets, for whoever opened the pull request. */
function checkouts(on: unknown, steps: Step[]): string[] {
  const privileged = ['pull_request_target', 'workflow_run'].some((name) =>
    JSON.stringify(on).includes(`"${name}"`),
  )
  const checksOut = steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))
  return privileged && checksOut ? ['a checkout in a run with secrets'] : []
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
  ['harmless text in a script', '"$IT"', '${{ github.run_id }}', []],
])('%s is told', async (_, search, replacement, expected) => {
  const problems = await problemsIn(sound.replace(search, replacement))
  expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
})

test.each(['pull_request_target', 'workflow_run: {workflows: [CI]}'])(
  'a checkout on %s is told',
  async (event) => {
    const on = event.includes(':') ? `{ ${event} }` : `[${event}]`
    const text = sound
      .replace('[push]', on)
      .replace(`${OURS}@v1`, `actions/checkout@${sha} # v7`)
      .replace('token: x', 'path: x')
    expect(await problemsIn(text)).toEqual(['a checkout in a run with secrets'])
  },
)
