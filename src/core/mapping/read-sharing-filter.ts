import type { Json } from '../../json/json'
import type { MobileEvent } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanText } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { plainName } from '../reading/names'
import { asText } from '../reading/values'

/** Partners that the filter knows by a name, not by their internal id (mobile v3 OpenAPI, sharing_filter). */
const renamed: ReadonlyMap<string, string> = new Map([
  ['applesearchadsint', 'Apple Search Ads'],
  ['applesearchads', 'Apple Search Ads'],
  ['twitterint', 'twitter'],
  ['twitter', 'twitter'],
])

/**
 * Which partners must not get the event: what the record says, else the configuration. `all` blocks every one. A list
 * may come as JSON or with commas in a text.
 */
export function readSharingFilter(fields: FieldReader, configured: readonly string[]): MobileEvent['sharing_filter'] {
  const given = (fields.has('sharing_filter') ? partnersOf(fields) : undefined) ?? configured
  if (given.length === 0) return undefined
  const partners = new Set(given.map((partner) => renamed.get(plainName(partner)) ?? partner))
  const filter = [...partners]
  if (given.some((partner) => !partners.has(partner))) fields.note('partner_renamed', 'sharing_filter')
  if (!filter.some((partner) => partner.toLowerCase() === 'all')) return filter
  fields.findings.push(finding('all_partners_blocked', 'sharing_filter'))
  return 'all'
}

function partnersOf(fields: FieldReader): readonly string[] | undefined {
  const { own, findings } = fields
  const structure = fields.structure('sharing_filter')
  const list = typeof structure === 'string' ? structure.split(',') : structure
  const texts = Array.isArray(list) ? (list as readonly Json[]).map((entry) => asText(entry)) : [undefined]
  const names = texts.map((text) => (text === undefined ? undefined : cleanText(text, own)))
  const valid = names.filter((name) => name !== undefined)
  if (valid.length === names.length) return valid
  findings.push(
    finding('invalid_consent_dropped', 'sharing_filter', 'Check its form: it must be a list of partner ids, or all.'),
  )
  return valid.length > 0 ? valid : undefined
}
