/** What 100 columns leave beside the indent of a section. */
export const WIDTH = 98

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue'} Style */
/** @typedef {(style: Style, text: string) => string} Paint */

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 36 }

/** @param {boolean} enabled @returns {Paint} */
export function createPaint(enabled) {
  return (style, text) => (enabled ? `\x1b[${codes[style]}m${text}\x1b[0m` : text)
}

/**
 * Breaks lines at spaces, and goes on under an indent.
 * @param {string} text @param {string} [first] before the first line @param {string} [rest]
 * @returns {string[]}
 */
export function wrap(text, first = '', rest = first) {
  return text.split('\n').flatMap((line, index) => {
    /** @type {string[]} */
    const lines = []
    let left = line
    for (;;) {
      const indent = index + lines.length === 0 ? first : rest
      const room = WIDTH - indent.length
      if (left.length <= room) return [...lines, `${indent}${left}`]
      const space = left.lastIndexOf(' ', room)
      const cut = space > 0 ? space : room
      lines.push(`${indent}${left.slice(0, cut).trimEnd()}`)
      left = left.slice(cut).trimStart()
    }
  })
}

/**
 * Rows of cells as columns, the last of which is broken where the line is full; a style is applied
 * once the widths are known.
 * @param {string[][]} rows the first is the head
 * @param {Paint} paint
 * @param {(row: number) => Style | undefined} [styleOf] of a row below the head
 * @returns {string[]}
 */
export function columns(rows, paint, styleOf = () => undefined) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows.flatMap((row, index) => {
    const style = index === 0 ? 'dim' : styleOf(index)
    const left = row.slice(0, -1).map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}  `)
    const before = left.join('')
    const lines = wrap(row.at(-1) ?? '', before, ' '.repeat(before.length))
    return lines.map((line) => (style ? paint(style, line) : line))
  })
}
