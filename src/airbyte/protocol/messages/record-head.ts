import { endOfText, skipBlanks } from '../scan-json'

/** What the beginning of a line says of a message; undefined where the line does not come to it. */
interface RecordHead {
  readonly type?: string
  readonly stream?: string
  /** Null where the message says so. */
  readonly namespace?: string | null
}

/**
 * Reads the beginning of a RECORD line that is cut off or damaged: its type, and the stream and namespace that stand
 * before its data. Nothing behind the data counts, since a damaged text may seem to end early, and the record's own
 * columns would be taken for the message's. Looks at each character once.
 */
export function recordHead(line: string): RecordHead {
  const start = skipBlanks(line, 0)
  if (line[start] !== '{') return {}
  let head: RecordHead = {}
  for (const { key, value, at } of membersBeforeNesting(line, start + 1)) {
    if (key === 'type' && typeof value === 'string') head = { ...head, type: value }
    if (key === 'record' && line[at] === '{') {
      for (const { key: inner, value: text } of membersBeforeNesting(line, at + 1)) {
        if (inner === 'stream' && typeof text === 'string') head = { ...head, stream: text }
        if (inner === 'namespace' && text !== undefined) head = { ...head, namespace: text }
      }
    }
  }
  return head
}

interface Member {
  readonly key: string
  /** A text or null; undefined for everything else. */
  readonly value: string | null | undefined
  /** Where the value stands. */
  readonly at: number
}

/** The members of an object up to and including the first whose value is nested or cut off. */
function* membersBeforeNesting(line: string, from: number): Generator<Member> {
  let at = skipBlanks(line, from)
  while (line[at] === '"') {
    const keyEnd = endOfText(line, at)
    const key = textIn(line, at, keyEnd)
    const colon = skipBlanks(line, keyEnd)
    if (key === undefined || line[colon] !== ':') return
    const start = skipBlanks(line, colon + 1)
    const isText = line[start] === '"'
    const end = isText ? endOfText(line, start) : endOfScalar(line, start)
    const value = isText ? textIn(line, start, end) : line.slice(start, end) === 'null' ? null : undefined
    yield { key, value, at: start }
    const comma = skipBlanks(line, end)
    if (line[comma] !== ',') return
    at = skipBlanks(line, comma + 1)
  }
}

function textIn(line: string, from: number, end: number): string | undefined {
  if (end > line.length) return undefined
  try {
    const value: unknown = JSON.parse(line.slice(from, end))
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** The position behind a number, null, true or false; where something nested begins, `from` itself. */
function endOfScalar(line: string, from: number): number {
  let at = from
  while (at < line.length && !' \t\r\n,]}[{"'.includes(line.charAt(at))) at += 1
  return at
}
