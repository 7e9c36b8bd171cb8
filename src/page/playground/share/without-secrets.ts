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

/** The text of a configuration without keys, tokens, passwords, comments and unknown keys; as JSON where something had to go. */
export function withoutSecrets(text: string): Shareable {
  const parsed = parseText(text)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return { ok: false }
  const names = configurationNames()
  const replaced: string[] = []
  const removed: string[] = []
  const strip = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return withoutPassword(value)
    if (Array.isArray(value)) return value.map((item, index) => strip(item, `${path}[${index}]`))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([key, item]) => {
      const at = path === '' ? key : `${path}.${key}`
      if (!names.known.has(key)) removed.push(path === '' ? 'an unknown key' : `an unknown key in ${path}`)
      if (!names.known.has(key)) return []
      if (!names.secret.has(key) || isHarmless(item)) return [[key, strip(item, at)] as const]
      replaced.push(at)
      return [[key, replacementOf(item)] as const]
    })
    return Object.fromEntries(entries)
  }
  const bare = strip(parsed.value, '')
  // JSON has no comments: where nothing had to go, it stays as it was written.
  const isAsBefore = /^\uFEFF?\s*[{[]/.test(text) && JSON.stringify(bare) === JSON.stringify(parsed.value)
  return { ok: true, text: isAsBefore ? text : `${JSON.stringify(bare, null, 2)}\n`, replaced, removed }
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

function withoutPassword(text: string): string {
  return text.replace(/:\/\/[^/@\s]*@/g, '://')
}

let found: { readonly known: ReadonlySet<string>; readonly secret: ReadonlySet<string> } | undefined

/** The names of all keys, and of those that hold a secret, from the schema itself. */
function configurationNames() {
  if (found !== undefined) return found
  const known = new Set<string>()
  const secret = new Set<string>()
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    for (const [keyword, part] of Object.entries(schema)) {
      if (keyword === 'properties') {
        for (const [name, property] of Object.entries(part as Record<string, object>)) {
          known.add(name)
          if ('airbyte_secret' in property) secret.add(name)
        }
      }
      walk(part)
    }
  }
  walk(z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }))
  found = { known, secret }
  return found
}
