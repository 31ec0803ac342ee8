import { read, TOKEN, told } from './read.js'

describe('a name that is like one of ours is an error', () => {
  it.each([
    // The same letters.
    ['deploymentId', 'Did you mean `deployment-id`?'],
    ['deployment_id', 'Did you mean `deployment-id`?'],
    ['dryrun', 'Did you mean `dry-run`?'],
    ['dry_run', 'Did you mean `dry-run`?'],
    ['githubToken', 'Did you mean `github-token`?'],
    ['teamSlug', 'Did you mean `team-slug`?'],
    ['states_', 'Did you mean `states`?'],
    ['mode2', 'Did you mean `mode`?'],
    // It holds one of ours.
    ['vercel-token', 'Did you mean `token`?'],
    ['vercel-project-id', 'Did you mean `project-id`?'],
    ['my-github-token', 'Did you mean `github-token`?'],
    ['targets', 'Did you mean `target`?'],
    ['project-ids', 'Did you mean `project-id`?'],
    ['timeout-seconds', 'Did you mean `timeout`?'],
    // One of ours holds it.
    ['project', 'Did you mean `project-id`?'],
    ['team', 'Did you mean `team-id` or `team-slug`?'],
    ['state', 'Did you mean `states`?'],
    ['id', 'Did you mean `deployment-id`, `team-id` or `project-id`?'],
    ['url', 'Did you mean `api-url`?'],
    // Of an earlier edition.
    ['cancel-with-run', 'Put `if: cancelled()` on a step of its own instead.'],
    ['cancelWithRun', 'Put `if: cancelled()` on a step of its own instead.'],
  ])('%s: %s', (name, advice) => {
    const message = told({ [name]: 'x' })
    expect(message).toContain(`\`${name.toLowerCase()}\` `)
    expect(message.endsWith(`. ${advice}`)).toBe(true)
  })

  it('but not when it is empty, as the runner passes what is not given', () => {
    expect(read({ deployment_id: '', project: ' ' })).toEqual(read())
  })

  it('its value is not shown: it may be a token', () => {
    expect(told({ 'vercel-token': 'S3cret' })).not.toContain('S3cret')
  })
})

describe('any other name is a warning: it may stem from elsewhere', () => {
  it.each([
    ['slack-webhook', ['There is no input `slack-webhook`; it is ignored.']],
    ['node_version', ['There is no input `node_version`; it is ignored.']],
    // No letters at all: not held by every name.
    ['1', ['There is no input `1`; it is ignored.']],
    ['-', ['There is no input `-`; it is ignored.']],
    ['é', ['There is no input `é`; it is ignored.']],
  ])('%s', (name, warnings) => {
    expect(read({ [name]: 'x' })).toEqual({ ...read(), warnings })
  })

  it('two: one warning', () => {
    expect(read({ slack: 'x', cache: 'y' }).warnings).toEqual([
      'There are no inputs `slack` and `cache`; they are ignored.',
    ])
  })

  it('many: the first ten, and how many more', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`zx${i}`, 'x']))
    const [warning = '', ...others] = read(many).warnings
    expect(others).toEqual([])
    expect(warning).toContain('`zx0`, `zx1`, `zx2`')
    expect(warning).toMatch(/`zx9` and 490 others; they are ignored\.$/)
  })

  it('a name can not start a workflow command', () => {
    const { warnings } = read({}, { env: { 'INPUT_X\n::error::y': 'z' } })
    expect(warnings.join()).not.toMatch(/\n/)
  })

  it('variables that are no inputs are not looked at', () => {
    const env = { VERCEL_URL: 'x', INPUTS: 'y', MY_INPUT_X: 'z', TOKEN }
    expect(read({}, { env })).toEqual(read())
  })
})
