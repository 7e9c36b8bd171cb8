import { type Family, type MemberOf, membersOf } from '../appsflyer/bodies/members'
import type { Endpoint } from '../appsflyer/events/contract'
import { deviceFields } from './fields/device-fields'
import { eventFields, moneyFields, pageFields, valueFields } from './fields/event-fields'
import type { Field } from './fields/field'
import { personFields } from './fields/person-fields'
import { appFields, customDataFields, originFields, phoneIdFields } from './fields/phone-fields'
import { consentFields, trackingFields } from './fields/privacy-fields'

/**
 * The one table of fields that a record can carry, one row a field: what a column may be mapped to and what a marketer sees in data
 * activation, in Segment and in docs/configuration.md; how it is read, and its names in AppsFlyer's bodies.
 */
const table = {
  ...eventFields,
  ...phoneIdFields,
  ...personFields,
  ...originFields,
  ...appFields,
  ...moneyFields,
  ...trackingFields,
  ...pageFields,
  ...consentFields,
  ...valueFields,
  ...deviceFields,
  ...customDataFields,
} as const

export type FieldName = keyof typeof table
export const fields: Readonly<Record<FieldName, Field>> = table
export const fieldNames = Object.keys(table) as readonly FieldName[]

/** The names of the fields whose row says this. */
type FieldsWith<Said> = {
  [Name in FieldName]: (typeof table)[Name] extends Said ? Name : never
}[FieldName]

/** The fields that bodies of a family have, each one's name there, and those among them that are plain text. */
export type FieldOf<Of extends Family> = FieldsWith<{ readonly [Key in Of]: MemberOf<Of> }>
export type MemberOfField<Of extends Family, Name extends FieldName> = (typeof table)[Name] extends {
  readonly [Key in Of]: infer Member
}
  ? Member
  : never
export type TextOf<Of extends Family> = FieldOf<Of> & FieldsWith<{ readonly read: 'text' }>

export type MobileField = FieldOf<'mobile'>
export type MobileText = TextOf<'mobile'>

/** The ids of phones, and those of any form among them. */
export type PhoneId = FieldsWith<{ readonly deviceId: unknown }>
export type OpaqueId = FieldsWith<{ readonly read: 'opaque_id' }>

export const phoneIds = fieldNames.filter((name): name is PhoneId => fields[name].deviceId !== undefined)
export const opaqueIds = phoneIds.filter((name): name is OpaqueId => fields[name].read === 'opaque_id')

/** The plain texts of a family's bodies, or of those of one endpoint. */
export function textsOf<Of extends Family>(family: Of, endpoint?: Endpoint): readonly TextOf<Of>[] {
  return fieldNames.filter((name): name is TextOf<Of> => {
    const { read, [family]: member } = fields[name]
    if (read !== 'text' || member === undefined) return false
    const only = membersOf(family)[member]?.only
    return endpoint === undefined || only === undefined || only === endpoint
  })
}
export const mobileTexts = textsOf('mobile')

/** The fields that websites alone have a place for: elsewhere a column of theirs is an event value. */
export const onlyOnWeb: ReadonlySet<FieldName> = new Set(
  fieldNames.filter((name) => {
    const { on, mobile, devices } = fields[name]
    return on === 'web' && mobile === undefined && devices === undefined
  }),
)

/** The column names that mean a field, its own first. */
export function namesOf(name: FieldName): readonly string[] {
  return [name, ...(fields[name].aliases ?? [])]
}
