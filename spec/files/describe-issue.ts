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
      return issue.input === undefined ? `is missing: it must be ${kind}` : `must be ${kind}`
    }
    case 'invalid_value':
      return choice(issue.values.map(String), issue.input)
    case 'invalid_union': {
      const { options } = issue
      return Array.isArray(options) ? choice(options.map(String), undefined) : 'is not valid'
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

function choice(names: readonly string[], given: unknown): string {
  const nearest = typeof given === 'string' && names.length > 5 ? nearestName(given, names) : undefined
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`
  return names.length === 1 ? `must be ${names[0]}` : `must be one of ${names.join(', ')}${hint}`
}
