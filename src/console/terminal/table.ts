import { displayWidth } from './display-width'

const width = 80

/** Rows with their cells below each other, two blanks apart. The first cell of a row that is too wide stands on a line of its own. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = widthsOf(rows)
  const total = widths.reduce((sum, cell) => sum + cell + 2, -2)
  if (total <= width) return rows.map((cells) => line(cells, widths))
  const rest = rows.map(([, ...cells]) => cells)
  const restWidths = widthsOf(rest)
  return rows.flatMap(([first = ''], index) => [first, `  ${line(rest[index] ?? [], restWidths)}`])
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((cells) => cells.length))
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => displayWidth(cells[column] ?? ''))),
  )
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
    .join('  ')
    .trimEnd()
}
