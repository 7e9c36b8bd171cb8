import { isObject, type Json, type JsonObject } from '../../json/json'
import type { CleanValues } from '../domain/event'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
import { withoutSecretQuery } from './address-query'
import { asciiDigits, fold } from './fold-text'
import type { OwnPerson } from './own-person'
import { holdsPersonalData } from './personal-data'
import { type KeyKind, keyKind, keyKindWithin } from './personal-keys'
import { holdsSensitiveValue, isExactCoordinate } from './sensitive-values'

/** So many places are named, and no more of each path is. */
const namedPlaces = 5
const namedPathLength = 100

/** Stands in a list for what was taken out of it, so that parallel lists stay parallel. */
const placeholder = 'removed'

const jsonStart = /^\s*[[{]/
const jsonEnd = /[\]}]\s*$/
/** So many blanks may stand behind JSON. */
const longestBlank = 20

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
 * A copy of event values without personal data at any depth: what stands under keys that name contact data, a person or a
 * number of theirs, texts that hold such or repeat the record's own person, also in JSON within a text. Nulls go too, since they say nothing; lone surrogates
 * become U+FFFD. With `keep` the personal data stays.
 */
export function cleanValues(values: JsonObject, own: OwnPerson, keep: boolean): Cleaned {
  const cleaner = new Cleaner(own, keep)
  const cleaned = cleaner.object(values, 'event_values', 0)
  return { values: cleaned as CleanValues, removed: cleaner.places, tooDeep: cleaner.tooDeep }
}

/** Smaller numbers have too few digits for a phone. */
const leastPhone = 1_000_000
const leastCard = 1e12

class Cleaner {
  readonly places: string[] = []
  tooDeep = false
  private leftOut = 0

  constructor(
    private readonly own: OwnPerson,
    private readonly keep: boolean,
  ) {}

  object(object: JsonObject, path: string, depth: number, parent = ''): JsonObject {
    const kept: Record<string, Json> = {}
    const keys = Object.keys(object)
    const { signs, mayBePair } = signsOf(keys)
    const pair = this.keep || !mayBePair ? undefined : namedPair(object)
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? ''
      const value = object[key]
      // Assigning to __proto__ would change the copy's prototype.
      if (value === null || value === undefined || key === '__proto__') continue
      const sign = signs[index] ?? keySign(key)
      if (!this.keep && (this.isPersonal(sign, value, parent) || this.isPersonalPair(pair, key, value, parent))) {
        this.leaveOut(holdsPersonalData(key, this.own) || holdsSensitiveValue(key, '') ? path : `${path}.${key}`)
        continue
      }
      const cleaned = isBare(value) ? value : this.value(value, `${path}.${key}`, depth + 1, key)
      if (cleaned !== undefined) kept[sign.written] = cleaned
    }
    return kept
  }

  private isPersonalPair(pair: NamedPair | undefined, key: string, value: Json, parent: string): boolean {
    return pair !== undefined && key === pair.valueKey && this.isPersonal(keySign(pair.name), value, parent)
  }

  private isPersonal(sign: KeySign, value: Json, parent: string): boolean {
    return this.isPersonalKey(sign, value, parent) || this.holds(value, sign.key)
  }

  /** Whether a key says that its value is personal, or is personal data itself: somebody's address as a key. */
  private isPersonalKey({ key, kind: ownKind, plain }: KeySign, value: Json, parent: string): boolean {
    const kind = ownKind === 'none' && parent !== '' ? keyKindWithin(parent, key) : ownKind
    if (kind !== 'none' && typeof value !== 'boolean' && isPersonalUnder(kind, value)) return true
    if (plain === undefined || this.own.hasVanity) return this.holds(key, '')
    return this.own.hasNames && this.own.ownsNameIn(plain)
  }

  private holds(value: Json, key: string): boolean {
    if (typeof value === 'string') return holdsPersonalData(value, this.own) || holdsSensitiveValue(value, key)
    if (typeof value !== 'number' || value < leastPhone) return false
    // A phone or card number read from a numeric column.
    const text = String(value)
    return (this.own.hasPhone && this.own.ownsPhoneIn(text)) || (value >= leastCard && holdsSensitiveValue(text, key))
  }

  private leaveOut(path: string): void {
    this.leftOut++
    if (this.places.length < namedPlaces) this.places.push(wellFormed(path.slice(0, namedPathLength)))
  }

  private value(value: Json, path: string, depth: number, key: string): Json | undefined {
    if (typeof value === 'string') return this.text(value, path, depth, key)
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
    if (typeof value !== 'object' || value === null) return value
    if (depth > maxDepth) {
      this.tooDeep = true
      this.leftOut++
      return undefined
    }
    if (isObject(value)) return this.object(value, path, depth, key)
    return this.list(value as readonly Json[], path, depth, key)
  }

  /** JSON in a text is cleaned as what it says; it stays as it was written where nothing has to go. */
  private text(text: string, path: string, depth: number, key: string): string {
    if (this.keep) return wellFormed(text)
    const address = withoutSecretQuery(text)
    if (address !== undefined) {
      this.leaveOut(path)
      return wellFormed(address)
    }
    const value = jsonStart.test(text) && jsonEnd.test(text.slice(-longestBlank)) ? parsed(text) : undefined
    if (value === undefined) return wellFormed(text)
    const before = this.leftOut
    const cleaned = this.value(value, path, depth, key)
    return this.leftOut === before ? wellFormed(text) : JSON.stringify(cleaned ?? null)
  }

  private list(list: readonly Json[], path: string, depth: number, key: string): Json[] {
    const kept: Json[] = []
    const itemPath = `${path}[]`
    // By place: lists of numbers and of texts take turns here, and the engine walks such by calls of an iterator.
    for (let index = 0; index < list.length; index++) {
      const item = list[index] ?? null
      if (!this.keep && this.holds(item, key)) {
        this.leaveOut(itemPath)
        kept.push(placeholder)
      } else kept.push(isBare(item) ? item : (this.value(item, itemPath, depth + 1, key) ?? null))
    }
    return kept
  }
}

/**
 * Whether a value stays as it is, with personal data in it ruled out: a number, a boolean, or a text in plain ASCII that is
 * neither JSON nor an address. Nearly all are, and need no path to be told of.
 */
function isBare(value: Json): boolean {
  if (typeof value === 'string') return bareText.test(value)
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}

/** An address with a query has a question mark, JSON in a text begins with a bracket. */
const bareText = /^(?:[!->@-Z\\^-z|~][ ->@-~]*)?$/

interface KeySign {
  readonly key: string
  /** The key as it goes out. */
  readonly written: string
  readonly kind: KeyKind
  /** Folded, where it has too few digits and signs for contact data of anybody; its letters may still be a name. */
  readonly plain: string | undefined
}

const keySign = remembered((key): KeySign => {
  const isPlain = /^[\w .:/-]*$/.test(key) && (key.match(/\d/g)?.length ?? 0) < leastContactDigits
  return { key, written: wellFormed(key), kind: keyKind(key), plain: isPlain ? fold(key) : undefined }
})
const leastContactDigits = 7
/** The same of all keys of an object: the event values of one kind of event have the same ones. */
const signsOf = rememberedByKeys((keys) => ({
  signs: keys.map(keySign),
  mayBePair: valueKeys.some((key) => keys.includes(key)),
}))

/** Whether a value is personal under a key that says so, or may say so. */
function isPersonalUnder(kind: KeyKind, value: Json): boolean {
  switch (kind) {
    case 'personal':
      return true
    case 'perhaps_phone':
      return (typeof value === 'string' || typeof value === 'number') && digitsIn(String(value)) >= leastPhoneDigits
    case 'address':
      return typeof value === 'string' && !jsonStart.test(value)
    case 'coordinate':
      return isExactCoordinate(value)
    case 'none':
      return false
  }
}

const leastPhoneDigits = 6

function digitsIn(text: string): number {
  return text.length > 100 ? 0 : asciiDigits(text).replace(/\D+/g, '').length
}

/** Members that name what the member beside them holds (Shopify's note_attributes, WooCommerce's meta_data, forms). */
const nameKeys = 'key name field label attribute code param question property title type'.split(' ')
const valueKeys = ['value', 'val', 'content', 'answer', 'text', 'values', 'data']

interface NamedPair {
  readonly name: string
  readonly valueKey: string
}

function namedPair(object: JsonObject): NamedPair | undefined {
  const valueKey = valueKeys.find((key) => object[key] !== undefined && object[key] !== null)
  if (valueKey === undefined) return undefined
  const named = nameKeys.find((key) => {
    const name = object[key]
    return typeof name === 'string' && keyKind(name) !== 'none'
  })
  const name = named === undefined ? undefined : object[named]
  return typeof name === 'string' ? { name, valueKey } : undefined
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

const surrogate = /[\ud800-\udfff]/
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The same text with U+FFFD for every lone surrogate, which UTF-8 cannot carry: String.prototype.toWellFormed, which ES2020 does not have. */
export function wellFormed(text: string): string {
  return surrogate.test(text) ? text.replace(loneSurrogates, '\ufffd') : text
}
