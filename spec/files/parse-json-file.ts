import type { Problem } from './problem'

export type ParsedObject =
  | { readonly ok: true; readonly object: object }
  | { readonly ok: false; readonly problem: Problem }

/**
 * The JSON object in a file's text. V8's own message quotes the text, which may hold a key, so only the position is
 * taken from it.
 */
export function parseJsonFile(text: string): ParsedObject {
  const json = text.replace(/^\uFEFF/, '')
  if (json.trim() === '') return failed('is empty: it must hold a JSON object')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    return failed(`is not JSON${whereIn(json, error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return failed('must be a JSON object: { … }')
  return { ok: true, object: value }
}

function failed(message: string): ParsedObject {
  return { ok: false, problem: { path: '', message } }
}

function whereIn(json: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  if (position === undefined) return ': check its commas, quotes and brackets'
  const lines = json.slice(0, Number(position)).split('\n')
  return `: check line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
