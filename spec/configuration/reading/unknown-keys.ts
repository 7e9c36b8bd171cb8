import { z } from 'zod'
import { nearestName } from '../../files/nearest-name'
import type { Problem } from '../../files/problem'

type Schema = z.core.JSONSchema.BaseSchema

/** Every key of a value that the schema does not know, with the nearest that it knows there. */
export function unknownKeys(value: unknown, schema: z.ZodType): readonly Problem[] {
  const found: Problem[] = []
  walk(value, shapeOf(schema), '', found)
  return found
}

const shapes = new WeakMap<z.ZodType, Schema>()

function shapeOf(schema: z.ZodType): Schema {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const shape = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  shapes.set(schema, shape)
  return shape
}

function walk(value: unknown, schema: Schema, path: string, found: Problem[]): void {
  if (Array.isArray(value)) {
    const { items } = schema
    if (typeof items !== 'object' || Array.isArray(items)) return
    for (const [index, item] of value.entries()) walk(item, items, `${path}[${index}]`, found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const properties = propertiesOf(schema)
  const names = Object.keys(properties)
  if (names.length === 0) return
  for (const [key, item] of Object.entries(value)) {
    const colon = item === null ? key.indexOf(':') : -1
    // What stands behind the colon may be a secret.
    const shown = shorten(colon === -1 ? key : key.slice(0, colon))
    const at = path === '' ? shown : `${path}.${shown}`
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property !== undefined) walk(item, property, at, found)
    else if (colon !== -1) found.push({ path: at, message: noBlank })
    else found.push({ path: at, message: describe(nearestName(key, names)) })
  }
}

/** The keys of all variants: which of them goes with which is the parser's to say. */
function propertiesOf({ properties = {}, oneOf = [] }: Schema): Readonly<Record<string, Schema>> {
  const all: Record<string, Schema> = {}
  for (const schema of [{ properties }, ...oneOf.filter((variant) => typeof variant === 'object')]) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (typeof property === 'object') all[name] = property
    }
  }
  return all
}

const noBlank = 'has no blank after its colon, so that YAML takes all of it for a key: it has no effect'

function describe(nearest: string | undefined): string {
  return nearest === undefined
    ? 'is not a key of the configuration: it has no effect'
    : `is no key, did you mean ${nearest}? It has no effect`
}

function shorten(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}…` : key
}
