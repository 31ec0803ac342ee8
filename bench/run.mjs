// `npm run bench`: the action's bundle beside a bare script that sends the same requests, whole
// processes in turn on one machine. Writes bench/RESULTS.md; `-- --quick` only prints, from 3 pairs.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ACTION, compare, LIMIT, runNode, runPush } from './measure.mjs'

/** @typedef {Awaited<ReturnType<typeof compare>>} Compared */

const quick = process.argv.includes('--quick')
const PAIRS = quick ? 3 : 15

const pushes = [1, 20, 100].flatMap((builds) =>
  [0, 50, 100].flatMap((latency) =>
    [false, true].map((secure) => ({ builds, latency, secure, pairs: PAIRS })),
  ),
)
const many = [
  { builds: 1000, latency: 100, secure: false, pairs: quick ? 1 : 5 },
  { builds: 1000, latency: 0, secure: false, pairs: quick ? 1 : 5 },
  { builds: 10_000, latency: 0, secure: false, pairs: 1 },
]

const start = await compare(
  PAIRS * 2,
  () => runNode([ACTION]),
  () => runNode(['-e', '0']),
)
/** @type {[string, Compared][]} */
const rows = []
for (const job of quick ? pushes.filter(({ latency }) => latency === 100) : [...pushes, ...many]) {
  const name = `${job.builds}, ${job.latency} ms, ${job.secure ? 'https' : 'http'}`
  const row = await compare(
    job.pairs,
    () => runPush(ACTION, job),
    () => runPush(LIMIT, job),
  )
  rows.push([name, row])
  console.error(name, row.wall.toFixed(2), row.cpu.toFixed(2), row.rss.toFixed(2))
}

const text = report()
if (quick) console.log(text)
else writeFileSync(path.join(import.meta.dirname, 'RESULTS.md'), text)
process.exit()

function report() {
  const ratio = (/** @type {number} */ value) => value.toFixed(2)
  const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`
  const mb = (/** @type {number} */ value) => `${Math.round(value / 1024)} MB`
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const cpu = `${os.cpus().length} shared cores (${os.cpus()[0]?.model.trim()})`
  return `# Results

Measured on commit ${commit}, Node 24, ${cpu}, on a shared machine: trust the ratios, each the median of paired runs of whole processes. \`npm run bench\` makes this page.

## How long does the step take to start?

With an input that is wrong, so that nothing is sent, against \`node -e 0\`:

| Wall | CPU | Memory |
| --- | --- | --- |
| ${ratio(start.wall)} | ${ratio(start.cpu)} | ${ratio(start.rss)} |

## What does it add to its requests?

An ordinary push against a bare script that sends the same requests (list, two to GitHub, cancellations):

| Superseded builds, latency | Wall | CPU | Memory |
| --- | --- | --- | --- |
${rows.map(([name, row]) => `| ${name} | ${ratio(row.wall)} | ${ratio(row.cpu)} | ${ratio(row.rss)} |`).join('\n')}

<details><summary>Medians in absolute terms</summary>

| What | Pairs | Action: wall, CPU, memory | Other: wall, CPU, memory |
| --- | --- | --- | --- |
${[['start', start], ...rows]
  .map(([name, row]) => {
    const { pairs, a, b } = /** @type {Compared} */ (row)
    const all = (/** @type {{ wall: number, cpu: number, rss: number }} */ run) =>
      `${ms(run.wall)}, ${ms(run.cpu)}, ${mb(run.rss)}`
    return `| ${name} | ${pairs} | ${all(a)} | ${all(b)} |`
  })
  .join('\n')}

</details>
`
}
