import { jsonMistakeIn } from './json-mistake'
import type { Problem } from './problem'

export type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem }

export type ParsedObject =
  | { readonly ok: true; readonly object: object }
  | { readonly ok: false; readonly problem: Problem }

/** The JSON object in a file's text. */
export function parseJsonFile(text: string): ParsedObject {
  const parsed = parseJsonText(text)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return failed('must be a JSON object: { … }')
  return { ok: true, object: value }
}

/**
 * The JSON in a text. V8's own message quotes the text, which may hold a key, so only the position is taken from it.
 */
export function parseJsonText(text: string): ParsedText {
  const json = text.replace(/^\uFEFF/, '')
  if (json.trim() === '') return failed('is empty: it must hold a JSON object')
  try {
    return { ok: true, value: JSON.parse(json) }
  } catch (error) {
    return failed(`is not JSON${whereIn(json, error)}`)
  }
}

function failed(message: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { path: '', message } }
}

function whereIn(json: string, error: unknown): string {
  const told = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  const position = told === undefined ? jsonMistakeIn(json) : Number(told)
  const lines = json.slice(0, position).split('\n')
  return `: check line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
