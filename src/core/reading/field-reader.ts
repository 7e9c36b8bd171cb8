import type { FieldName } from '../../../spec/configuration/fields'
import type { Json } from '../../json/json'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { cleanText, redactedText } from '../person/clean-text'
import { type OwnContacts, ownContacts } from '../person/personal-data'
import type { RawFields } from './raw-event'
import { asBoolean, asStructure, asText, isSet } from './values'

/**
 * Reads the fields of one record: the one vocabulary in which the mapping asks for them. What is odd about a field goes to
 * the record's findings.
 */
export class FieldReader {
  /** The record's own e-mail address and phone number, so that copies of them elsewhere are found. */
  readonly contacts: OwnContacts
  /** Grows while the record is read and mapped. */
  readonly findings: Finding[] = []
  private readonly fields: RawFields

  constructor(fields: RawFields) {
    this.fields = fields
    this.contacts = ownContacts(asText(fields.email), asText(fields.phone))
  }

  /** The field as the record has it. */
  value(name: FieldName): Json | undefined {
    return this.fields[name]
  }

  /** Whether the field says something. */
  has(name: FieldName): boolean {
    return isSet(this.fields[name])
  }

  /** The field's text, as the record has it. */
  text(name: FieldName): string | undefined {
    return asText(this.fields[name])
  }

  /** The field's text; blank for a list or an object, which is unreadable rather than absent. */
  written(name: FieldName): string | undefined {
    const value = this.fields[name]
    return asText(value) ?? (isSet(value) ? '' : undefined)
  }

  flag(name: FieldName): boolean | undefined {
    return asBoolean(this.fields[name])
  }

  /** The object or list of a field; JSON in a text is read. */
  structure(name: FieldName): Json | undefined {
    return asStructure(this.fields[name])
  }

  /** The field's text; left out, with a finding, when it holds personal data. */
  clean(name: FieldName): CleanText | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const clean = cleanText(text, this.contacts)
    if (clean === undefined) this.findings.push(finding('personal_data_removed', name, 'The field was left out.'))
    return clean
  }

  /** The field's text with personal data in it replaced, with a finding. */
  redacted(name: FieldName): CleanText | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const clean = cleanText(text, this.contacts)
    if (clean !== undefined) return clean
    this.findings.push(finding('personal_data_removed', name, 'It was replaced by "removed".'))
    return redactedText(text, this.contacts)
  }
}
