import { z } from 'zod'

type Members<Shape extends z.ZodRawShape> = { readonly [Key in keyof Shape]?: z.infer<Shape[Key]> }

/**
 * The members of a value that are well formed, each by itself, whatever stands beside them: what is compared with other
 * entries must not wait until the rest of its entry is right. Undefined where the value is no object.
 */
export function goodMembers<Shape extends z.ZodRawShape>(
  { shape }: z.ZodObject<Shape>,
  value: unknown,
): Members<Shape> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const given: Readonly<Record<string, unknown>> = { ...value }
  const members = Object.entries<z.core.$ZodType>(shape).map(([key, schema]) => [
    key,
    z.safeParse(schema, given[key]).data,
  ])
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}
