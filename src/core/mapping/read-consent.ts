import { consentData as consentSchema } from '../../../spec/appsflyer/events/fields'
import type { FieldName } from '../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject } from '../../json/json'
import type { ConsentData } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanText } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { asBoolean } from '../reading/values'

/** The answers given by hand, and those of a TCF consent, by their columns; AppsFlyer's names of them. */
const manualFields = ['gdpr_applies', 'ad_user_data_enabled', 'ad_personalization_enabled'] as const
const tcfFields = {
  tcf_string: 'tcstring',
  tcf_gdpr_applies: 'gdpr_applies',
  tcf_policy_version: 'policy_version',
  tcf_cmp_sdk_id: 'cmp_sdk_id',
  tcf_cmp_sdk_version: 'cmp_sdk_version',
} as const satisfies { readonly [Name in FieldName]?: string }
const tcfNames = Object.keys(tcfFields) as readonly (keyof typeof tcfFields)[]

/**
 * Consent as AppsFlyer takes it (mobile v3 OpenAPI, ConsentData): an object, or columns of its parts; booleans and
 * integers in texts are mended. Where both kinds are given, the answers given by hand win. What is neither is left out.
 */
export function readConsent(fields: FieldReader): ConsentData | undefined {
  const given = fields.has('consent_data') ? mend(fields.structure('consent_data')) : fromColumns(fields)
  if (given === undefined) return undefined
  const parsed = consentSchema.safeParse(given)
  if (parsed.success && isClean(parsed.data, fields)) return parsed.data
  const expected = 'It must be {"tcf": {…}} or {"manual": {…}} as AppsFlyer documents consent_data, with all its parts.'
  fields.findings.push(finding('invalid_consent_dropped', 'consent_data', expected))
  return undefined
}

function fromColumns(fields: FieldReader): unknown {
  const manual = manualFields.filter((name) => fields.has(name))
  if (manual.length > 0)
    return mend({ manual: Object.fromEntries(manual.map((name) => [name, fields.value(name) ?? null])) })
  const tcf = tcfNames.filter((name) => fields.has(name))
  if (tcf.length === 0) return undefined
  return mend({ tcf: Object.fromEntries(tcf.map((name) => [tcfFields[name], fields.value(name) ?? null])) })
}

function isClean(consent: ConsentData, { contacts }: FieldReader): boolean {
  if (!('tcf' in consent)) return true
  return Object.values(consent.tcf).every((entry) => cleanText(String(entry), contacts) !== undefined)
}

function mend(value: Json | undefined): unknown {
  if (!isObject(value)) return value ?? null
  const { manual, tcf } = value
  if (isObject(manual)) return { manual: mapValues(manual, (entry) => asBoolean(entry) ?? entry) }
  if (isObject(tcf)) return { tcf: mapValues(tcf, mendTcf) }
  // The three answers without the word above them.
  return manualFields.some((name) => value[name] !== undefined)
    ? { manual: mapValues(value, (entry) => asBoolean(entry) ?? entry) }
    : value
}

const wholeNumber = /^(-?\d{1,9})(?:\.0+)?$/

function mendTcf(entry: Json, key: string): Json {
  if (key === 'tcstring') return entry
  const number = typeof entry === 'string' ? wholeNumber.exec(entry.trim())?.[1] : undefined
  if (number !== undefined) return Number(number)
  const applies = key === 'gdpr_applies' ? asBoolean(entry) : undefined
  return applies === undefined ? entry : applies ? 1 : 0
}

/** Entries without nulls, which mean "not set". */
function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, change(value, key)]),
  )
}

/** The web API has no place for consent: a record that carries it must not be thought to have it applied. */
export function findConsentOnTheWeb(fields: FieldReader): void {
  for (const field of ['consent_data', 'sharing_filter'] as const) {
    if (fields.has(field))
      fields.findings.push(finding('invalid_consent_dropped', field, 'Web events have no field for it.'))
  }
  const columns = [...manualFields, ...tcfNames].filter((name) => fields.has(name))
  if (columns.length > 0)
    fields.findings.push(finding('invalid_consent_dropped', columns.join(', '), 'Web events have no field for it.'))
}
