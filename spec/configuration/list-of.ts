import { z } from 'zod'

/** A list of entries. `form` is what one looks like, for a value that is none: [{column: …, field: …}]. */
export function listOf<Entry extends z.ZodType>(entry: Entry, form: string) {
  return z.array(entry, {
    error: ({ input }) => `${input === undefined ? 'is missing: it must be' : 'must be'} a list: ${form}`,
  })
}
