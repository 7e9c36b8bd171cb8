import type { ConsentData, ManualConsent, TcfConsent } from '../../../spec/appsflyer/bodies/body'
import { type FieldName, namesOf } from '../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { finding } from '../domain/finding'
import { cleanText } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { plainName } from '../reading/names'
import { asBoolean, asStructure } from '../reading/values'

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
const everyField: readonly FieldName[] = [...manualFields, ...tcfNames]

/**
 * Consent as AppsFlyer takes it (mobile v3 OpenAPI, ConsentData): an object, or columns of its parts; booleans and
 * integers in texts are mended. Where both kinds are given, the answers given by hand win. What is neither is left out.
 */
export function readConsent(fields: FieldReader): ConsentData | undefined {
  const given = fields.has('consent_data') ? mend(fields.structure('consent_data')) : fromColumns(fields)
  if (given === undefined) return undefined
  const consent = asConsent(given)
  if (consent !== undefined && isClean(consent, fields)) return consent
  const expected =
    'Check its form: it must be {"tcf": {…}} or {"manual": {…}} as AppsFlyer documents consent_data, with all its parts.'
  fields.findings.push(finding('invalid_consent_dropped', 'consent_data', expected))
  return undefined
}

/** What AppsFlyer takes, with all its parts and no other (mobile v3 OpenAPI, ConsentData). */
function asConsent(given: unknown): ConsentData | undefined {
  if (!isObject(given) || Object.keys(given).length !== 1) return undefined
  const manual = given['manual']
  if (isManual(manual)) return { manual: inOrder(manual, manualFields) }
  const tcf = given['tcf']
  return isTcf(tcf) ? { tcf: inOrder(tcf, tcfParts) } : undefined
}

function isManual(value: unknown): value is JsonObject & ManualConsent {
  return hasExactly(value, manualFields) && manualFields.every((name) => typeof value[name] === 'boolean')
}

const tcfParts = ['policy_version', 'gdpr_applies', 'cmp_sdk_id', 'cmp_sdk_version', 'tcstring'] as const

function isTcf(value: unknown): value is JsonObject & TcfConsent {
  if (!hasExactly(value, tcfParts)) return false
  const { policy_version, gdpr_applies, cmp_sdk_id, cmp_sdk_version, tcstring } = value
  const areWhole = [policy_version, cmp_sdk_id, cmp_sdk_version].every(Number.isSafeInteger)
  return areWhole && [-1, 0, 1].some((answer) => answer === gdpr_applies) && typeof tcstring === 'string'
}

function hasExactly<Name extends string>(
  value: unknown,
  names: readonly Name[],
): value is { readonly [Key in Name]: Json } {
  if (!isObject(value) || Object.keys(value).length !== names.length) return false
  return names.every((name) => own(value, name) !== undefined)
}

/** The order in which AppsFlyer's document names them: the same consent is the same bytes, however a record writes it. */
function inOrder<Consent extends object>(consent: Consent, names: readonly (keyof Consent)[]): Consent {
  return Object.fromEntries(names.map((name) => [name, consent[name]])) as unknown as Consent
}

function fromColumns(fields: FieldReader): unknown {
  // Nearly no record has any of them.
  if (!everyField.some((name) => fields.has(name))) return undefined
  const manual = manualFields.filter((name) => fields.has(name))
  const tcf = tcfNames.filter((name) => fields.has(name))
  // Whether the GDPR applies belongs to both.
  if (manual.length < manualFields.length && fields.has('tcf_string')) {
    const applies = valuesOf(manual.includes('gdpr_applies') ? ['gdpr_applies'] : [], fields)
    return mend({ tcf: { ...applies, ...valuesOf(tcf, fields) } })
  }
  if (manual.length > 0) return mend({ manual: valuesOf(manual, fields) })
  return tcf.length === 0 ? undefined : mend({ tcf: valuesOf(tcf, fields) })
}

function valuesOf(names: readonly FieldName[], fields: FieldReader): Record<string, Json> {
  return Object.fromEntries(names.map((name) => [tcfPartOf(name), fields.value(name) ?? null]))
}

function tcfPartOf(name: FieldName): string {
  return tcfPartNames.get(plainName(name)) ?? name
}

function isClean(consent: ConsentData, { own }: FieldReader): boolean {
  if (!('tcf' in consent)) return true
  return Object.values(consent.tcf).every((entry) => cleanText(String(entry), own) === String(entry))
}

function mend(value: Json | undefined): unknown {
  if (!isObject(value)) return value ?? null
  const manual = asStructure(memberOf(value, 'manual'))
  const tcf = asStructure(memberOf(value, 'tcf'))
  if (isObject(manual)) return { manual: mendManual(manual) }
  if (isObject(tcf)) return { tcf: mendTcf(tcf) }
  // The parts without the word above them.
  const parts = mendTcf(value)
  if (parts['tcstring'] !== undefined) return { tcf: parts }
  const answers = mendManual(value)
  return manualFields.some((name) => answers[name] !== undefined) ? { manual: answers } : value
}

function memberOf(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((candidate) => plainName(candidate) === name)
  return key === undefined ? undefined : own(object, key)
}

function mendManual(manual: JsonObject): JsonObject {
  return named(manual, manualNames, (entry) => asBoolean(entry) ?? entry)
}

function mendTcf(tcf: JsonObject): JsonObject {
  return named(tcf, tcfPartNames, mendTcfPart)
}

/** AppsFlyer's names by the plain forms of all that people write for them; IAB's keys among them. */
const manualNames: ReadonlyMap<string, string> = new Map(manualFields.map((name) => [plainName(name), name]))
const tcfPartNames: ReadonlyMap<string, string> = new Map(
  tcfNames.flatMap((field) =>
    [...namesOf(field), tcfFields[field]].map((name) => [plainName(name), tcfFields[field]] as const),
  ),
)

const wholeNumber = /^(-?\d{1,9})(?:\.0+)?$/

function mendTcfPart(entry: Json, key: string): Json {
  if (key === 'tcstring') return entry
  const number = typeof entry === 'string' ? wholeNumber.exec(entry.trim())?.[1] : undefined
  if (number !== undefined) return Number(number)
  const applies = key === 'gdpr_applies' ? asBoolean(entry) : undefined
  return applies === undefined ? entry : applies ? 1 : 0
}

/** The members under AppsFlyer's names. A null means "not set". */
function named(
  object: JsonObject,
  names: ReadonlyMap<string, string>,
  change: (value: Json, key: string) => Json,
): Record<string, Json> {
  const members: Record<string, Json> = {}
  for (const [key, value] of Object.entries(object)) {
    const plain = plainName(key)
    const name = names.get(plain)
    // What a device keeps of the IAB beside them is not asked for; any other member spoils the whole.
    if (value !== null && (name !== undefined || !plain.startsWith('iabtcf')))
      members[name ?? key] = change(value, name ?? key)
  }
  return members
}

/** The web API has no place for consent: a record that carries it must not be thought to have it applied. */
export function findConsentWithoutPlace(
  fields: FieldReader,
  names: readonly FieldName[] = ['consent_data', 'sharing_filter'],
  why = 'Web events have no field for it.',
): void {
  for (const field of names) {
    if (fields.has(field)) fields.findings.push(finding('invalid_consent_dropped', field, why))
  }
  const columns = everyField.filter((name) => fields.has(name))
  if (columns.length > 0) fields.findings.push(finding('invalid_consent_dropped', columns.join(', '), why))
}
