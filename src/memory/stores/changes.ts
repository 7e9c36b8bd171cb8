import { type Entry, type Keys, type Table, tables, type Values } from '../store'

/** What a write does to one table: each key is in one of the two, once. */
export interface Changes {
  readonly table: Table
  readonly puts: readonly Put[]
  readonly deletes: readonly string[]
}
type Put = readonly [key: string, value: string, expiresAtMs: number | null]

/** The changes of the tables that are written, in the order of `tables`; the last entry of a key wins. */
export function changesOf(entries: readonly Entry[]): readonly Changes[] {
  const last = new Map<Table, Map<string, Entry>>()
  for (const entry of entries) {
    const ofTable = last.get(entry.table)
    if (ofTable === undefined) last.set(entry.table, new Map([[entry.key, entry]]))
    else ofTable.set(entry.key, entry)
  }
  return tables.flatMap((table) => {
    const ofTable = last.get(table)
    if (ofTable === undefined) return []
    const puts: Put[] = []
    const deletes: string[] = []
    for (const { key, value, expiresAtMs } of ofTable.values()) {
      if (value === null) deletes.push(key)
      else puts.push([key, wellFormed(value), expiresAtMs ?? null])
    }
    return [{ table, puts, deletes }]
  })
}

/** What `change` of an update threw, kept apart from what a store throws. */
export class ChangeFailed extends Error {}

/** The changes that `change` decides on. */
export function decided(change: (values: Values) => readonly Entry[], values: Values): readonly Changes[] {
  try {
    return changesOf(change(values))
  } catch (error) {
    throw new ChangeFailed('change threw', { cause: error })
  }
}

/** The tables of which something is asked. */
export function askedOf(keys: Keys): readonly (readonly [table: Table, keys: readonly string[]])[] {
  return tables.flatMap((table) => {
    const ofTable = keys[table] ?? []
    return ofTable.length > 0 ? [[table, ofTable] as const] : []
  })
}

/** Empty maps to be filled. */
export function noValues(): { readonly [Name in Table]: Map<string, string> } & Values {
  return { users: new Map(), owners: new Map(), deliveries: new Map(), erased: new Map(), meta: new Map() }
}

/** Half a character becomes U+FFFD, as it does in UTF-8: SQLite would keep it, and its driver end the process at reading it. */
function wellFormed(text: string): string {
  return text.toWellFormed()
}
