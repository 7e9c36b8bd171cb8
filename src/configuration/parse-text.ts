import {
  type Document,
  type ErrorCode,
  isAlias,
  isCollection,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml'
import { type ParsedText, parseJsonText } from '../../spec/files/parse-json-file'

/** More than any configuration needs, and far from what would exhaust the stack. */
const mostLevels = 64

/**
 * What a text says in JSON or YAML: JSON where it begins with a bracket. YAML 1.2, so that NO stays Norway. What is wrong
 * is told by its place, never by the text there, which may be a key.
 */
export function parseText(text: string): ParsedText {
  if (/^\uFEFF?\s*[{[]/.test(text)) return readJson(text)
  if (text.replace(/^\uFEFF/, '').trim() === '') return failed('is empty: it must hold JSON or YAML')
  const lines = new LineCounter()
  // What the library warns of by itself quotes the text.
  const document = parseDocument(text, { prettyErrors: true, lineCounter: lines, logLevel: 'error' })
  const [error] = document.errors
  if (error !== undefined) return failed(`${reasonOf(error)}${placeOf(error)}`)
  // Comments alone.
  if (document.contents === null) return failed('is empty: it must hold JSON or YAML')
  const at = (offset: number) => `line ${lines.linePos(offset).line}, column ${lines.linePos(offset).col}`
  const [tag] = document.warnings
  if (tag !== undefined)
    return failed(`has a tag (!…) that means nothing here: put the value in quotes, ${at(tag.pos[0])}`)
  const brace = keyThatIsNoText(document)
  if (brace !== undefined) {
    return failed(
      `has braces or brackets in place of a key, as {{ … }} has without quotes: put the value in quotes, ${at(brace)}`,
    )
  }
  const stray = strayReference(document)
  if (stray !== undefined) {
    return failed(`has a value that begins with *, which YAML takes for a reference: put it in quotes, ${at(stray)}`)
  }
  try {
    return shallow({ ok: true, value: document.toJS() })
  } catch {
    // Aliases that would grow without end, or levels without end.
    return failed('refers to its own parts too often: write them out')
  }
}

/** Where the first key stands that is a list or an object: as a text it would hold all that stands in it, a secret too. */
function keyThatIsNoText(document: Document): number | undefined {
  let offset: number | undefined
  visit(document, {
    Pair: (_, { key }) => {
      if (!isCollection(key) && !(isAlias(key) && isCollection(key.resolve(document)))) return undefined
      offset = key.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return offset
}

/** JSON in which no key stands twice: of two, JSON.parse would take the last one without a word. */
function readJson(text: string): ParsedText {
  const parsed = shallow(parseJsonText(text))
  if (!parsed.ok) return parsed
  const { errors } = parseDocument(text.replace(/^\uFEFF/, ''), { prettyErrors: true, logLevel: 'error' })
  const twice = errors.find(({ code }) => code === 'DUPLICATE_KEY')
  return twice === undefined ? parsed : failed(`${reasonOf(twice)}${placeOf(twice)}`)
}

/** A mask without quotes (**********) becomes the text that it is. Where the first other reference to nothing stands. */
function strayReference(document: Document): number | undefined {
  let stray: number | undefined
  const anchors = new Set<string>()
  visit(document, {
    Node: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor)
    },
    Alias: (_, { source, range }) => {
      if (anchors.has(source)) return undefined
      if (/^\*+$/.test(source)) return document.createNode(`*${source}`)
      stray ??= range?.[0] ?? 0
      return undefined
    },
  })
  return stray
}

const reasons: { readonly [Code in ErrorCode]?: string } = {
  DUPLICATE_KEY: 'has a key twice',
  TAB_AS_INDENT: 'is indented with a tab, where YAML wants spaces',
  MULTIPLE_DOCS: 'holds more than one document',
}

function reasonOf({ code }: YAMLParseError): string {
  return reasons[code] ?? 'is neither JSON nor YAML'
}

function placeOf({ linePos }: YAMLParseError): string {
  const [start] = linePos ?? []
  return start === undefined
    ? ': check its indentation, colons and quotes'
    : `: check line ${start.line}, column ${start.col}`
}

function shallow(parsed: ParsedText): ParsedText {
  return parsed.ok && isDeeper(parsed.value, mostLevels) ? failed('has too many levels') : parsed
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1))
}

function failed(message: string): ParsedText {
  return { ok: false, problem: { path: '', message } }
}
