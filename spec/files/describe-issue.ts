import type { z } from 'zod'
import { nearestName } from './nearest-name'

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
}

/** What zod found, in words a user can act on, and never with the value itself. Continues a path: "is missing". */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected
      if (issue.input === undefined) return `is missing: it must be ${kind}`
      const isBare =
        issue.expected === 'string' && (typeof issue.input === 'number' || typeof issue.input === 'boolean')
      return isBare ? 'must be text: put it in quotes' : `must be ${kind}`
    }
    case 'invalid_value':
      return choice(issue.values.map(String), issue.input)
    case 'invalid_union': {
      const { options, note, discriminator, input } = issue
      if (!Array.isArray(options)) return note === undefined ? 'is not valid' : 'has a wrong choice'
      const given = typeof discriminator === 'string' && isObject(input) ? input[discriminator] : undefined
      return choice(options.map(String), given)
    }
    case 'too_small':
      return issue.origin === 'array'
        ? `must have at least ${issue.minimum} entries`
        : `must be at least ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    default:
      return 'is not valid'
  }
}

/** A longer list beside the nearest name would only hide it. */
const mostNamed = 10

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The nearest name first: it is what the writer meant, as a rule. */
function choice(names: readonly string[], given: unknown): string {
  if (names.length === 1) return `must be ${names[0]}`
  const all = `must be one of ${names.join(', ')}`
  const nearest = typeof given === 'string' && given.length > 2 ? nearestName(given, names) : undefined
  if (nearest === undefined) return all
  return `is not known, did you mean ${nearest}?${names.length > mostNamed ? '' : ` It ${all}`}`
}
