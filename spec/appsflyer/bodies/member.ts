import type { Endpoint } from '../events/contract'

/** What a text may be made of, and how long it may be, where AppsFlyer says so. */
export interface TextForm {
  readonly longest?: number
  readonly refused?: RegExp
}

/** What a body may have under one name, as data. */
export interface Member extends TextForm {
  /** What its value is: as a schema in member-schemas.ts, as a type in src/core/domain/event.ts. */
  readonly shape: string
  /** The one endpoint of the family that has it. */
  readonly only?: Endpoint
  /** Those that refuse a body without it. */
  readonly requiredBy?: readonly Endpoint[]
  /** Where an endpoint of the family takes another form of a text. */
  readonly at?: { readonly [Name in Endpoint]?: TextForm }
}
