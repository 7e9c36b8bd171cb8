import { isObject, type Json, type JsonObject } from '../../json/json'
import type { CleanValues } from '../domain/event'
import { holdsPersonalData, isPersonalKey, type OwnContacts } from './personal-data'

/** So many places are named, and no more of each path is. */
const namedPlaces = 5
const namedPathLength = 100

/** Stands in a list for what was taken out of it, so that parallel lists stay parallel. */
const placeholder = 'removed'

const jsonStart = /^\s*[[{]/

/** Deeper values are left out: no analyst reads them, and a hostile depth would exhaust the stack. */
const maxDepth = 16

export interface Cleaned {
  readonly values: CleanValues
  /** Paths of the first few places where personal data was taken out: keys only, none that is personal itself. */
  readonly removed: readonly string[]
  /** Whether anything lay too deep. */
  readonly tooDeep: boolean
}

/**
 * A copy of event values without personal data at any depth: keys that name an e-mail address, a phone number or a
 * person, and texts that hold one, also in JSON within a text. Nulls go too, since they say nothing; lone surrogates
 * become U+FFFD. With `keep` the personal data stays.
 */
export function cleanValues(values: JsonObject, contacts: OwnContacts, keep: boolean): Cleaned {
  const cleaner = new Cleaner(contacts, keep)
  const cleaned = cleaner.object(values, 'event_values', 0)
  return { values: cleaned as CleanValues, removed: cleaner.places, tooDeep: cleaner.tooDeep }
}

/** Smaller numbers have too few digits for a phone. */
const leastPhone = 1_000_000

class Cleaner {
  readonly places: string[] = []
  tooDeep = false
  private leftOut = 0

  constructor(
    private readonly contacts: OwnContacts,
    private readonly keep: boolean,
  ) {}

  object(object: JsonObject, path: string, depth: number): JsonObject {
    const kept: Record<string, Json> = {}
    for (const key of Object.keys(object)) {
      const value = object[key]
      // Assigning to __proto__ would change the copy's prototype.
      if (value === null || value === undefined || key === '__proto__') continue
      if (!this.keep && this.isPersonal(key, value)) {
        this.leaveOut(holdsPersonalData(key, this.contacts) ? path : `${path}.${key}`)
        continue
      }
      const cleaned = this.value(value, `${path}.${key}`, depth + 1)
      if (cleaned !== undefined) kept[wellFormed(key)] = cleaned
    }
    return kept
  }

  private isPersonal(key: string, value: Json): boolean {
    if (typeof value !== 'boolean' && isPersonalKey(key)) return true
    return this.holds(key) || this.holds(value)
  }

  private holds(value: Json): boolean {
    if (typeof value === 'string') return holdsPersonalData(value, this.contacts)
    // A phone number read from a numeric column.
    return (
      typeof value === 'number' && value >= leastPhone && this.contacts.phone !== undefined && this.holds(String(value))
    )
  }

  private leaveOut(path: string): void {
    this.leftOut++
    if (this.places.length < namedPlaces) this.places.push(wellFormed(path.slice(0, namedPathLength)))
  }

  private value(value: Json, path: string, depth: number): Json | undefined {
    if (typeof value === 'string') return this.text(value, path, depth)
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
    if (typeof value !== 'object' || value === null) return value
    if (depth > maxDepth) {
      this.tooDeep = true
      this.leftOut++
      return undefined
    }
    if (isObject(value)) return this.object(value, path, depth)
    return this.list(value as readonly Json[], path, depth)
  }

  /** JSON in a text is cleaned as what it says; it stays as it was written where nothing has to go. */
  private text(text: string, path: string, depth: number): string {
    const value = this.keep || !jsonStart.test(text) ? undefined : parsed(text)
    if (value === undefined) return wellFormed(text)
    const before = this.leftOut
    const cleaned = this.value(value, path, depth)
    return this.leftOut === before ? wellFormed(text) : JSON.stringify(cleaned ?? null)
  }

  private list(list: readonly Json[], path: string, depth: number): Json[] {
    const kept: Json[] = []
    for (const item of list) {
      if (!this.keep && this.holds(item)) {
        this.leaveOut(`${path}[]`)
        kept.push(placeholder)
      } else kept.push(this.value(item, `${path}[]`, depth + 1) ?? null)
    }
    return kept
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** The same text with U+FFFD for every lone surrogate, which UTF-8 cannot carry. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed()
}
