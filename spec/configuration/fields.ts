import type { MobileMember } from '../appsflyer/bodies/mobile-members'
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

/** The fields that a mobile body has, and each one's name there. */
export type MobileField = FieldsWith<{ readonly mobile: MobileMember }>
export type MobileMemberOf<Name extends MobileField> = (typeof table)[Name]['mobile']

/** The ids of phones; those of any form among them; and the fields of mobile events that are plain text. */
export type PhoneId = FieldsWith<{ readonly deviceId: unknown }>
export type OpaqueId = FieldsWith<{ readonly read: 'opaque_id' }>
export type MobileText = FieldsWith<{ readonly on: 'mobile'; readonly read: 'text' }>

export const phoneIds = fieldNames.filter((name): name is PhoneId => fields[name].deviceId !== undefined)
export const opaqueIds = phoneIds.filter((name): name is OpaqueId => fields[name].read === 'opaque_id')
export const mobileTexts = fieldNames.filter(
  (name): name is MobileText => fields[name].on === 'mobile' && fields[name].read === 'text',
)

/** The column names that mean a field, its own first. */
export function namesOf(name: FieldName): readonly string[] {
  return [name, ...(fields[name].aliases ?? [])]
}
