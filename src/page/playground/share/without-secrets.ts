import { z } from 'zod'
import { configurationSchema } from '../../../../spec/configuration/configuration'
import { parseText } from '../../../configuration/parse-text'

/** A configuration as it may be passed on. */
export type Shareable =
  | {
      readonly ok: true
      readonly text: string
      /** The keys whose values were replaced: `apps[0].key`. */
      readonly replaced: readonly string[]
      /** Keys that a configuration does not have: what stands there may be a secret under a mistyped name. */
      readonly removed: readonly string[]
    }
  /** It cannot be read, so that nobody knows what in it is a key. */
  | { readonly ok: false }

/** What the playground's example has: nothing is sent, so any text will do. */
const anyToken = 'any-token'

/**
 * The text of a configuration without keys, tokens, passwords, comments and what a configuration has no place for, in the text
 * of `mapping`, too; as JSON where something had to go.
 */
export function withoutSecrets(text: string): Shareable {
  const parsed = parseText(text)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return { ok: false }
  const strip = new Stripping()
  const bare = strip.value(parsed.value, [wholeSchema()], '')
  const { replaced, removed } = strip
  return { ok: true, text: isWrittenSo(text, bare) ? text : `${JSON.stringify(bare, null, 2)}\n`, replaced, removed }
}

/** What the text says, and nothing beside it: no comment, no key twice. */
function isWrittenSo(text: string, value: unknown): boolean {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1') === JSON.stringify(value)
}

class Stripping {
  readonly replaced: string[] = []
  readonly removed: string[] = []

  /** `places`: what the schema says of it, each of several forms. Undefined: there is no place for such a value. */
  value(value: unknown, places: readonly Place[], path: string): unknown {
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
    const fit = places.filter((place) => fits(value, place))
    if (fit.length === 0) {
      this.removed.push(path === '' ? 'all of it' : `what stands in ${path}`)
      return undefined
    }
    if (typeof value === 'string') return path === 'mapping' ? this.#mapping(value) : this.#withoutUser(value, path)
    if (Array.isArray(value)) {
      const items = fit.flatMap(({ items }) => (items === undefined ? [] : formsOf(items)))
      return value
        .map((item, index) => this.value(item, items, `${path}[${index}]`))
        .filter((item) => item !== undefined)
    }
    return this.#object(value as object, fit, path)
  }

  #object(value: object, places: readonly Place[], path: string): unknown {
    const entries = Object.entries(value).flatMap(([key, item]) => {
      const at = path === '' ? key : `${path}.${key}`
      const found = places.flatMap(({ properties = {} }) => {
        const property = Object.hasOwn(properties, key) ? properties[key] : undefined
        return property === undefined ? [] : formsOf(property)
      })
      if (found.length === 0) this.removed.push(path === '' ? 'an unknown key' : `an unknown key in ${path}`)
      if (found.length === 0) return []
      if (!found.some((place) => place.airbyte_secret === true)) {
        const bare = this.value(item, found, at)
        return bare === undefined ? [] : [[key, bare] as const]
      }
      if (isHarmless(item)) return [[key, item] as const]
      this.replaced.push(at)
      return [[key, replacementOf(item)] as const]
    })
    return Object.fromEntries(entries)
  }

  /** A text of its own, in JSON or YAML: a list of streams, or an object that has it. */
  #mapping(text: string): unknown {
    const parsed = parseText(text)
    if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) {
      if (text.trim() === '') return text
      this.removed.push('the text of mapping, which cannot be read')
      return undefined
    }
    const streams = wholeSchema().properties?.['streams'] ?? {}
    const bare = this.value(parsed.value, [streams, { type: 'object', properties: { streams } }], 'mapping')
    return isWrittenSo(text, bare) ? text : JSON.stringify(bare, null, 2)
  }

  #withoutUser(text: string, path: string): string {
    const bare = withoutUser(text)
    if (bare !== text) this.removed.push(`user, password and query in ${path}`)
    return bare
  }
}

/** A name of an environment variable says nothing of its value. */
function isHarmless(value: unknown): boolean {
  return value === null || value === anyToken || (typeof value === 'string' && /^\$\{\w+\}$/.test(value))
}

/** An address of a database keeps its scheme, without which it would be refused. */
function replacementOf(value: unknown): string {
  const [scheme] = /^[a-z]+:\/\//.exec(String(value)) ?? []
  return scheme === undefined ? anyToken : `${scheme}removed`
}

/**
 * An address without what may be a secret in it: all before the last @, since a password may hold any sign, and what follows a
 * question mark or #. Where one stands before an @ nobody can tell which is which, and the whole goes.
 */
function withoutUser(text: string): string {
  return text.replace(/:\/\/(\S*)/g, (_, rest: string) => {
    const host = rest.slice(rest.lastIndexOf('@') + 1)
    const isUnclear = /[?#]/.test(rest.slice(0, rest.length - host.length))
    return `://${isUnclear ? 'removed' : host.split(/[?#]/, 1)[0]}`
  })
}

/** A part of a JSON schema, as far as it is looked at. */
interface Place {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Place>>
  readonly items?: Place
  readonly oneOf?: readonly Place[]
  readonly airbyte_secret?: boolean
}

function formsOf(place: Place): readonly Place[] {
  return place.oneOf?.flatMap(formsOf) ?? [place]
}

/** Whether it can be read there at all. A list of texts may be one text, with commas. */
function fits(value: unknown, { type, items }: Place): boolean {
  if (Array.isArray(value)) return type === 'array'
  if (typeof value === 'object') return type === 'object'
  return type !== 'object' && (type !== 'array' || items?.type === 'string')
}

let found: Place | undefined

function wholeSchema(): Place {
  found ??= z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }) as Place
  return found
}
