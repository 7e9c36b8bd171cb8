import { parse } from 'yaml'

/** A fenced block of a document, and the rows that the tables above it show. */
export interface Block {
  readonly language: string
  readonly text: string
  /** What is in it; undefined where it is neither JSON nor YAML. */
  readonly value: unknown
  readonly rows: readonly Row[]
}

interface Row {
  readonly stream: string
  readonly data: Readonly<Record<string, string>>
}

/** The blocks of a document in JSON or YAML, in order. */
export function blocksOf(document: string): readonly Block[] {
  const fence = /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm
  let end = 0
  return [...document.matchAll(fence)].flatMap((match) => {
    const [whole, language = '', text = ''] = match
    const before = document.slice(end, match.index)
    end = match.index + whole.length
    if (language !== 'json' && language !== 'yaml') return []
    return [{ language, text, value: parse(text), rows: rowsIn(sectionEnd(before)) }]
  })
}

/** Of what stands before a block, what is under the same heading. */
function sectionEnd(text: string): string {
  return text.slice(Math.max(0, text.search(/^#+ [^\n]*\n(?![\s\S]*^#+ )/m)))
}

/** Tables that show a row: the name of a stream over its columns, an empty head over their values, once or more. */
function rowsIn(text: string): readonly Row[] {
  const tables = text.split(/\n{2,}/).filter((part) => part.startsWith('|'))
  return tables.flatMap((table) => {
    const [head = [], , ...lines] = table.trim().split('\n').map(cellsOf)
    const isOfRows = head.every((cell, index) => (cell === '') === (index % 2 === 1))
    if (!isOfRows) return []
    return head.flatMap((stream, index) => (stream === '' ? [] : [{ stream, data: columnsAt(index, lines) }]))
  })
}

function columnsAt(index: number, lines: readonly (readonly string[])[]): Row['data'] {
  const pairs = lines.map((cells) => [cells[index]?.replaceAll('`', '') ?? '', cells[index + 1] ?? ''] as const)
  return Object.fromEntries(pairs.filter(([column]) => column !== ''))
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
