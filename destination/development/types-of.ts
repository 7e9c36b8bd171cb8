import type { GlobalSetting, InputField } from '@segment/actions-core'

/** What of a field decides its type. */
type Typed = Pick<InputField, 'type' | 'description' | 'required' | 'multiple' | 'allowNull' | 'properties'>

const scalars: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  datetime: 'string | number',
}

/**
 * The text of a `generated-types.ts`, as Segment's own generator writes it: one interface, a comment for each field,
 * every field optional unless it is always required.
 */
export function typesOf(
  name: 'Settings' | 'Payload',
  fields: Readonly<Record<string, InputField | GlobalSetting>>,
): string {
  const notice = '// Generated file. DO NOT MODIFY IT BY HAND.\n\n'
  return `${notice}export interface ${name} ${interfaceOf(fields, '')}\n`
}

function interfaceOf(fields: Readonly<Record<string, Typed | undefined>>, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(fields).flatMap(([key, field]) => {
    if (field === undefined) return []
    const mark = field.required === true ? '' : '?'
    const comment = [`${inner}/**`, `${inner} * ${field.description}`, `${inner} */`]
    return [...comment, `${inner}${key}${mark}: ${typeOf(field, inner)}`]
  })
  return ['{', ...lines, `${indent}}`].join('\n')
}

function typeOf(field: Typed, indent: string): string {
  const single = singleType(field, indent)
  const whole = field.multiple === true ? `${single.includes('|') ? `(${single})` : single}[]` : single
  return field.allowNull === true ? `${whole} | null` : whole
}

function singleType({ type, properties }: Typed, indent: string): string {
  if (type !== 'object') return scalars[type] ?? 'string'
  if (properties === undefined) return `{\n${indent}  [k: string]: unknown\n${indent}}`
  return interfaceOf(properties as Readonly<Record<string, Typed>>, indent)
}
