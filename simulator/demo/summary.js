import { columns, wrap } from './style.js'

/** @typedef {import('./style.js').Paint} Paint */

/**
 * The job summary in a terminal, as far as this action's Markdown goes: headings, quotes, tables, a
 * folded part and a chart over time.
 * @param {string} summary
 * @param {Paint} paint
 * @returns {string[]}
 */
export function renderSummary(summary, paint) {
  const blocks = summary.trim().split(/\n{2,}/)
  return blocks.flatMap((block, index) => {
    const lines = renderBlock(block, paint)
    return index === 0 || lines.length === 0 ? lines : ['', ...lines]
  })
}

/** @param {string} block @param {Paint} paint @returns {string[]} */
function renderBlock(block, paint) {
  const lines = block.split('\n')
  if (lines[0] === '```mermaid') return renderChart(lines, paint)
  if (lines[0]?.startsWith('|')) {
    const rows = lines.filter((line) => !/^[| -]+$/.test(line))
    return columns(rows.map(cells), paint)
  }
  return lines.flatMap((line) => {
    const title = /^<details><summary>(.*)<\/summary>$/.exec(line)?.[1]
    if (title !== undefined) return [paint('bold', `▼ ${inline(title)}`)]
    if (line === '</details>') return []
    if (line.startsWith('### ')) return [paint('bold', inline(line.slice(4)))]
    if (line.startsWith('> ')) return wrap(inline(line.slice(2)), '> ')
    return wrap(inline(line))
  })
}

/** @param {string} row `| a | b |` */
const cells = (row) => row.slice(1, -1).split('|').map(inline)

/** Text as it looks: without the marks of links and emphasis. @param {string} markdown */
function inline(markdown) {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll(/`([^`]*)`/g, '$1')
    .replaceAll(/<\/?code>/g, '')
    .replaceAll('<br>', ' on ')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .trim()
}

/**
 * A Gantt chart's bars as blocks: light ones for what was canceled.
 * @param {string[]} lines @param {Paint} paint
 */
function renderChart(lines, paint) {
  const bars = lines.flatMap((line) => {
    const [, label, tag, from, to] = /^ {2}(.+) :(?:(\w+), )?(\d+), (\d+)$/.exec(line) ?? []
    return label === undefined ? [] : [{ line, label, tag, from: Number(from), to: Number(to) }]
  })
  const start = Math.min(...bars.map(({ from }) => from))
  const end = Math.max(...bars.map(({ to }) => to))
  const left = Math.max(...bars.map(({ label }) => label.length))
  const scale = (/** @type {number} */ ms) => Math.round((50 * (ms - start)) / (end - start || 1))
  const sections = lines.filter((line) => line.startsWith('  section ')).length
  return lines.flatMap((line) => {
    const [, keyword, words] = /^ {2}(title|section) (.+)$/.exec(line) ?? []
    if (keyword === 'title' || (keyword && sections > 1)) return [paint('dim', words ?? '')]
    const bar = bars.find((one) => one.line === line)
    if (bar === undefined) return []
    const length = Math.max(1, scale(bar.to) - scale(bar.from))
    const blocks =
      bar.tag === 'done' ? paint('dim', '▒'.repeat(length)) : paint('green', '█'.repeat(length))
    return [`${bar.label.padEnd(left)}  ${' '.repeat(scale(bar.from))}${blocks}`]
  })
}
