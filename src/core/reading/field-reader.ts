import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { Json } from '../../json/json'
import { isRounded, wholeNumber } from '../../json/whole-number'
import type { CleanText } from '../domain/event'
import { type Finding, type FindingCode, finding } from '../domain/finding'
import { cleanText, redactedText, wholeText } from '../person/clean-text'
import { OwnPerson } from '../person/own-person'
import type { RawFields } from './raw-event'
import { asBoolean, asStructure, asText, isNobody, isPlaceholder, unquoted } from './values'

const wholeNumberFields: ReadonlySet<FieldName> = new Set(fieldNames.filter((name) => fieldTable[name].isWhole))

/** Ids that are one text or number. */
const singleIds: ReadonlySet<FieldName> = new Set<FieldName>(['customer_user_id', 'appsflyer_id', 'dedup_id', 'app_id'])

const longestBoolean = 5

/** Ids of which all zeros are none, nor true and false. */
const zeroIds: ReadonlySet<FieldName> = new Set<FieldName>(['appsflyer_id', 'customer_user_id', 'dedup_id'])

/**
 * Reads the fields of one record: the one vocabulary in which the mapping asks for them. What is odd about a field goes to
 * the record's findings, once.
 */
export class FieldReader {
  /** Grows while the record is read and mapped. */
  readonly findings: Finding[] = []
  private readonly fields: RawFields
  private known: OwnPerson | undefined

  constructor(fields: RawFields) {
    this.fields = fields
  }

  /** The record's own e-mail address, phone number and names, so that copies of them elsewhere are found. */
  get own(): OwnPerson {
    const { email, phone, first_name: firstName, last_name: lastName } = this.fields
    this.known ??= new OwnPerson({
      email: asText(email),
      phone: asText(phone),
      firstName: asText(firstName),
      lastName: asText(lastName),
    })
    return this.known
  }

  /** The field as the record has it. */
  value(name: FieldName): Json | undefined {
    return this.fields[name]
  }

  /** Whether the field says something; a placeholder does not. */
  has(name: FieldName): boolean {
    const value = this.fields[name]
    if (value === undefined || value === null) return false
    return typeof value !== 'string' || this.text(name) !== undefined
  }

  /**
   * The field's text. A placeholder (`null`, `N/A` …) means that it is not set, quotes around it are taken off, and a
   * whole number is one again, each with a finding.
   */
  text(name: FieldName): string | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    const text = asText(value)
    if (text === undefined) {
      if (typeof value === 'object' ? singleIds.has(name) : typeof value === 'boolean' && zeroIds.has(name))
        this.note('unreadable_id_dropped', name)
      return undefined
    }
    if (isPlaceholder(text)) {
      // A consent that is not known is no consent that was not asked for.
      if (name === 'att_status' && text.toLowerCase() === 'unknown') return text
      this.note('placeholder_ignored', name)
      return undefined
    }
    if (text.length <= longestBoolean && zeroIds.has(name) && /^(true|false)$/i.test(text)) {
      this.note('unreadable_id_dropped', name)
      return undefined
    }
    if (name === 'customer_user_id' && isNobody(text)) this.note('user_id_of_nobody', name)
    const first = text.charCodeAt(0)
    if (first === digit0 && zeroIds.has(name) && /^[0-]{8,}$/.test(text)) {
      this.note('placeholder_ignored', name)
      return undefined
    }
    if (first === quote) return this.withoutQuotes(text, name)
    return first >= digit0 && first <= digit9 && wholeNumberFields.has(name) ? this.asWhole(text, name) : text
  }

  /** The field's text; blank for a list or an object, which is unreadable rather than absent. */
  written(name: FieldName): string | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    return this.text(name) ?? (typeof value === 'object' ? '' : undefined)
  }

  flag(name: FieldName): boolean | undefined {
    return asBoolean(this.fields[name])
  }

  /** The object or list of a field; JSON in a text is read. */
  structure(name: FieldName): Json | undefined {
    return this.has(name) ? asStructure(this.fields[name]) : undefined
  }

  /** The field's text; left out, with a finding, when it holds personal data. */
  clean(name: FieldName): CleanText | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const clean = cleanText(text, this.own)
    if (clean === undefined) this.note('personal_data_removed', name, 'The field was left out.')
    return clean
  }

  /** The field's text, or another that was made of it, with personal data in it replaced, with a finding. */
  redacted(name: FieldName, text = this.text(name)): CleanText | undefined {
    if (text === undefined) return undefined
    const clean = wholeText(text, this.own)
    if (clean !== undefined) return clean
    this.note('personal_data_removed', name, 'It was replaced by "removed".')
    return redactedText(text, this.own)
  }

  /** Tells something about a field, once however often it is read. */
  note(code: FindingCode, name: FieldName, detail?: string): void {
    if (this.findings.some((known) => known.code === code && known.field === name)) return
    this.findings.push(finding(code, name, detail))
  }

  private withoutQuotes(text: string, name: FieldName): string | undefined {
    const inner = unquoted(text)
    if (inner === undefined) return text
    this.note('number_mended', name)
    return isPlaceholder(inner) ? undefined : inner
  }

  private asWhole(text: string, name: FieldName): string | undefined {
    const value = this.fields[name]
    // A number so large was rounded when its JSON was read.
    const whole = isRounded(value) ? 'lost' : wholeNumber(text)
    if (whole === undefined) return text
    this.note(whole === 'lost' ? 'invalid_number_dropped' : 'number_mended', name)
    return whole === 'lost' ? undefined : whole.digits
  }
}

const [quote, digit0, digit9] = [0x22, 0x30, 0x39]
