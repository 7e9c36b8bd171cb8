import { z } from 'zod'
import { type FieldName, fields } from './fields'

/** Which constants can be read, and what is said of others. A field that is not here takes any text. */
const readable: { readonly [Name in FieldName]?: { readonly test: (text: string) => boolean; readonly else: string } } =
  {
    platform: { test: (text) => /^(ios|android|web)$/i.test(text), else: 'must be ios, android or web' },
    currency: { test: (text) => /^[a-z]{3}$/i.test(text), else: 'must be three letters, such as EUR' },
    revenue: { test: (text) => /^-?(\d+(\.\d*)?|\.\d+)$/.test(text), else: 'must be a plain amount, such as 12.50' },
    ip: {
      test: (text) => z.union([z.ipv4(), z.ipv6()]).safeParse(text).success,
      else: 'must be an IP address, such as 203.0.113.7',
    },
    event_time: {
      test: (text) => /^(\d{4}-\d{2}-\d{2}([T ]|$)|\d{9,19}(\.\d+)?$)/i.test(text),
      else: 'must be a time, such as 2026-03-14 09:30:00',
    },
  }

/** What is wrong with a value that every record of a stream would get, as the rest of a sentence. */
export function whyUnreadable(field: FieldName, value: string): string | undefined {
  const text = value.trim()
  const rule = readable[field]
  if (rule !== undefined) return rule.test(text) ? undefined : rule.else
  if (fields[field].type !== 'boolean' || /^(true|false|yes|no|1|0)$/i.test(text)) return undefined
  return 'must be true or false'
}
