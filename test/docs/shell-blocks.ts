/** What a document tells its reader to type, and what it says comes out. */
export interface ShellBlock {
  readonly line: number
  readonly script: string
  /** Why it is not run in tests; null: it is. */
  readonly notRun: string | null
  /** The exit codes of those commands in it that do not end with 0, in order. */
  readonly exits: readonly number[]
  /** The block `text` that follows it: what is printed, shortened with …; null: none is shown. */
  readonly output: string | null
}

const commandWords = /^(appsflyer-destination|destination-appsflyer|curl|npm|npx|node|docker|kubectl|git) /

/**
 * The blocks of a document in the order of reading: fences of `sh`, and commands that stand four blanks in. Words behind `sh`,
 * which no reader sees, say how a block is tested: `no-run: why`, or `exits 3`.
 */
export function shellBlocksOf(document: string): readonly ShellBlock[] {
  const lines = document.split('\n')
  const blocks: ShellBlock[] = []
  let index = 0
  while (index < lines.length) {
    const fence = /^( *)```(\w*)(.*)$/.exec(lines[index] ?? '')
    if (fence !== null) {
      const [, indent = '', language = '', info = ''] = fence
      const end = lines.indexOf(`${indent}\`\`\``, index + 1)
      if (end === -1) throw new Error(`The fence of line ${index + 1} has no end.`)
      const text = lines.slice(index + 1, end).map((line) => line.slice(indent.length))
      if (language === 'sh') blocks.push(blockOf(index + 1, text.join('\n'), info.trim(), outputAfter(lines, end + 1)))
      index = end + 1
      continue
    }
    const typed = lines[index - 1]?.trim() === '' ? indentedAt(lines, index) : []
    if (typed.some((line) => commandWords.test(line))) blocks.push(blockOf(index + 1, typed.join('\n'), '', null))
    index += Math.max(1, typed.length)
  }
  return blocks
}

function blockOf(line: number, script: string, info: string, output: string | null): ShellBlock {
  const notRun = /^no-run: (\S.*)$/.exec(info)?.[1] ?? null
  const exits = /^exits ([\d ]+)$/.exec(info)?.[1]
  if (info !== '' && notRun === null && exits === undefined) throw new Error(`Line ${line}: what is "${info}"?`)
  return { line, script, notRun, exits: exits === undefined ? [] : exits.split(' ').map(Number), output }
}

/** The block `text` behind a fence, with nothing but a blank line between the two. */
function outputAfter(lines: readonly string[], from: number): string | null {
  const start = lines[from]?.trim() === '' ? from + 1 : from
  const [, indent] = /^( *)```text$/.exec(lines[start] ?? '') ?? []
  if (indent === undefined) return null
  const end = lines.indexOf(`${indent}\`\`\``, start + 1)
  return lines
    .slice(start + 1, end)
    .map((line) => line.slice(indent.length))
    .join('\n')
}

function indentedAt(lines: readonly string[], from: number): readonly string[] {
  const end = lines.findIndex((line, index) => index >= from && !line.startsWith('    '))
  return lines.slice(from, end === -1 ? lines.length : end).map((line) => line.slice(4))
}
