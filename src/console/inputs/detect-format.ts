import { extname } from 'node:path'
import { Unusable } from '../unusable'
import { type Delimiter, findDelimiter } from './csv'

/** How records stand in an input. `values`: JSON that spans lines, or a JSON list. */
export type Format =
  | { readonly kind: 'lines' }
  | { readonly kind: 'values' }
  | { readonly kind: 'csv'; readonly delimiter: Delimiter }

const expected = 'Give one JSON a line (NDJSON), a JSON list, or CSV with a header (--csv).'

/** Tells the format by the user's word, the name and the beginning. Throws Unusable where it is none that can be read. */
export function detectFormat(name: string, head: Buffer, isCsv: boolean): Format {
  refuseBinary(name, head)
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  const extension = extname(name).toLowerCase()
  if (extension === '.tsv') return { kind: 'csv', delimiter: '\t' }
  if (isCsv || extension === '.csv') return { kind: 'csv', delimiter: findDelimiter(text) }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first = '', second = ''] = lines
  if (first.trimStart().startsWith('[') || spansLines(first, second)) return { kind: 'values' }
  if (lines.length === 0 || lines.some((line) => line.trimStart().startsWith('{'))) return { kind: 'lines' }
  const looksLikeCsv = /[,;\t|]/.test(first)
  throw new Unusable(`${name} holds no JSON${looksLikeCsv ? ', and looks like CSV' : ''}. ${expected}`)
}

function refuseBinary(name: string, head: Buffer): void {
  if (head[0] === 0x1f && head[1] === 0x8b) {
    throw new Unusable(`${name} is compressed. Unpack it on the way: gunzip -c FILE | appsflyer-destination …`)
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new Unusable(
      `${name} is UTF-16. Save it as UTF-8, or say --encoding ${head[0] === 0xff ? 'utf-16le' : 'utf-16be'}.`,
    )
  }
  if (head.includes(0)) throw new Unusable(`${name} is not a text file. ${expected}`)
}

/** An object that opens on the first line and goes on, indented, on the second; a broken line is followed by another `{`. */
function spansLines(first: string, second: string): boolean {
  return opensObject(first.trim()) && /^(\s+\S|["}\]])/.test(second)
}

/** `{`, or `{"key": …` up to a comma or another bracket. */
function opensObject(line: string): boolean {
  return line === '{' || (/^\{\s*"[^"\\]*"\s*:/.test(line) && /[[{,]$/.test(line))
}
