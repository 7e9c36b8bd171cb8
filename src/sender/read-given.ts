import type { InputRecord } from '../core/domain/record'
import { jsonText } from '../json/json-text'
import { parseJsonLine } from '../json/parse-json-line'

/** What was given to a sender: a copy of it, or why it is no record. */
export type Given =
  | {
      readonly record: InputRecord
      /** Of its JSON and its names: what it takes to hold it, about. */
      readonly characters: number
    }
  | { readonly unreadable: string }

/**
 * A copy, as it would come from a file: what the caller changes afterwards changes nothing. Never throws, whatever is given: types
 * are not checked where a caller has none.
 */
export function readGiven(given: unknown): Given {
  try {
    if (typeof given !== 'object' || given === null) return { unreadable: noRecord }
    const { stream, namespace, data, primaryKey, isResent } = given as Readonly<Record<string, unknown>>
    if (!isName(stream) || !isName(namespace)) return { unreadable: noNames }
    if (!isKey(primaryKey)) return { unreadable: noKey }
    const text = textOf(data)
    if (text === undefined) return { unreadable: notJson }
    const record = {
      ...(stream != null && { stream }),
      ...(namespace != null && { namespace }),
      ...(primaryKey != null && { primaryKey: primaryKey.map((path) => [...path]) }),
      ...(isResent === true && { isResent }),
      data: parseJsonLine(text),
    }
    return { record, characters: text.length + (stream?.length ?? 0) + (namespace?.length ?? 0) }
  } catch {
    return { unreadable: notJson }
  }
}

/** Undefined where it has none. */
function textOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null
    ? jsonText(data as Readonly<Record<string, unknown>>)
    : JSON.stringify(data)
}

/** None is a name, too. */
function isName(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string'
}

function isKey(value: unknown): value is readonly (readonly string[])[] | null | undefined {
  if (value === undefined || value === null) return true
  const isPath = (path: unknown) => Array.isArray(path) && path.every((part) => typeof part === 'string')
  return Array.isArray(value) && value.every(isPath)
}

const noRecord = 'No record was given: send({ data }), where data is a Segment event or a row.'
const noNames = 'stream and namespace are names: give each as a text, or leave it out.'
const noKey =
  "primaryKey is a list of paths, each a list of keys, such as [['id']]: give it like that, or leave it out."
const notJson =
  'The record is no JSON: it is no value at all, refers to itself, holds a BigInt, or a getter or toJSON of it throws. Nothing of it can be sent.'
