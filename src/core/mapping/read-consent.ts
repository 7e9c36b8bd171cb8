import { consentData as consentSchema } from '../../../spec/appsflyer/events/fields'
import { isObject, type Json, type JsonObject } from '../../json/json'
import type { ConsentData, MobileEvent } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanText } from '../person/clean-text'
import type { OwnContacts } from '../person/personal-data'
import type { FieldReader } from '../reading/field-reader'
import { asBoolean, asText } from '../reading/values'

/** Consent as AppsFlyer takes it, booleans and integers in texts mended. What is neither `tcf` nor `manual` is left out. */
export function readConsent(fields: FieldReader): ConsentData | undefined {
  if (!fields.has('consent_data')) return undefined
  const { contacts, findings } = fields
  const parsed = consentSchema.safeParse(mend(fields.structure('consent_data')))
  if (parsed.success && isClean(parsed.data, contacts)) return parsed.data
  const expected = 'It must be {"tcf": {…}} or {"manual": {…}} as AppsFlyer documents consent_data.'
  findings.push(finding('invalid_consent_dropped', 'consent_data', expected))
  return undefined
}

function isClean(consent: ConsentData, contacts: OwnContacts): boolean {
  if (!('tcf' in consent)) return true
  return Object.values(consent.tcf).every((entry) => cleanText(String(entry), contacts) !== undefined)
}

function mend(value: Json | undefined): unknown {
  if (!isObject(value)) return value
  if (isObject(value['manual'])) return { manual: mapValues(value['manual'], (entry) => asBoolean(entry) ?? entry) }
  if (isObject(value['tcf'])) return { tcf: mapValues(value['tcf'], mendTcf) }
  return value
}

function mendTcf(entry: Json, key: string): Json {
  const applies = key === 'gdpr_applies' ? asBoolean(entry) : undefined
  if (applies !== undefined) return applies ? 1 : 0
  return key !== 'tcstring' && typeof entry === 'string' && /^-?\d{1,9}$/.test(entry.trim()) ? Number(entry) : entry
}

/** Entries without nulls, which mean "not set". */
function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, change(value, key)]),
  )
}

/**
 * Which partners must not get the event: what the record says, else the configuration. `all` blocks every one. A list
 * may come as JSON or with commas in a text.
 */
export function readSharingFilter(fields: FieldReader, configured: readonly string[]): MobileEvent['sharingFilter'] {
  const filter = (fields.has('sharing_filter') ? partners(fields) : undefined) ?? configured
  if (filter.length === 0) return undefined
  if (!filter.some((partner) => partner.toLowerCase() === 'all')) return filter
  fields.findings.push(finding('all_partners_blocked', 'sharing_filter'))
  return 'all'
}

function partners(fields: FieldReader): readonly string[] | undefined {
  const { contacts, findings } = fields
  const structure = fields.structure('sharing_filter')
  const list = typeof structure === 'string' ? structure.split(',') : structure
  const names = Array.isArray(list) ? list.map((entry) => asText(entry)) : [undefined]
  const valid = names.filter((name): name is string => name !== undefined && cleanText(name, contacts) !== undefined)
  if (valid.length === names.length) return valid
  findings.push(finding('invalid_consent_dropped', 'sharing_filter', 'It must be a list of partner ids, or all.'))
  return valid.length > 0 ? valid : undefined
}

/** The web API has no place for consent: a record that carries it must not be thought to have it applied. */
export function findConsentOnTheWeb(fields: FieldReader): void {
  for (const field of ['consent_data', 'sharing_filter'] as const) {
    if (fields.has(field))
      fields.findings.push(finding('invalid_consent_dropped', field, 'Web events have no field for it.'))
  }
}
