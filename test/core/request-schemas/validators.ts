import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** What of a JSON Schema the tests look at or write. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly JsonSchema[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minItems?: number
  readonly example?: unknown
  readonly components?: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

export function readSchema(name: string): JsonSchema {
  return JSON.parse(readFileSync(join(__dirname, `${name}.schema.json`), 'utf8')) as JsonSchema
}

/** A validator by AJV's own rules; what OpenAPI adds to JSON Schema is made known to it. */
export function compile(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, code: { regExp } })
  addFormats(ajv)
  ajv.addVocabulary(['components', 'example'])
  ajv.addFormat('json', isJson)
  // Written so in AppsFlyer's file.
  ajv.addFormat('UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  return ajv.compile(schema)
}

/** A pattern that is no regular expression is matched by nothing. */
const regExp = Object.assign(
  (pattern: string, flags: string) => {
    try {
      return new RegExp(pattern, flags)
    } catch {
      return /$^/
    }
  },
  { code: 'new RegExp' },
)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Every member that a schema lists, `a.b` for one inside another, and every choice of an enum, `a=x`. */
export function membersOf(schema: JsonSchema, root = schema, path = ''): readonly string[] {
  const target = schema.$ref?.split('/').at(-1)
  const referred = target === undefined ? undefined : root.components?.schemas[target]
  return [
    ...(referred === undefined ? [] : membersOf(referred, root, path)),
    ...(schema.oneOf ?? []).flatMap((choice) => membersOf(choice, root, path)),
    ...(schema.enum ?? []).map((choice) => `${path}=${choice}`),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const inner = path === '' ? name : `${path}.${name}`
      return [inner, ...membersOf(property, root, inner)]
    }),
  ]
}
