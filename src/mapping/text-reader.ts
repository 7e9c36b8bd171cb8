import type { FieldName } from '../../spec/airbyte/fields'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { cleanText, redactedText } from '../identity/clean-text'
import type { OwnContacts } from '../identity/personal-data'
import { asText, type RawFields } from './raw-event'

/** Reads the text fields of one record, none with personal data in it. */
export class TextReader {
  constructor(
    private readonly fields: RawFields,
    private readonly contacts: OwnContacts,
    private readonly findings: Finding[],
  ) {}

  /** The field's text; left out, with a finding, when it holds personal data. */
  read(name: FieldName): CleanText | undefined {
    const text = asText(this.fields[name])
    if (text === undefined) return undefined
    const clean = cleanText(text, this.contacts)
    if (clean === undefined) this.findings.push(finding('personal_data_removed', name, 'The field was left out.'))
    return clean
  }

  /** The field's text with personal data in it replaced, with a finding. */
  readRedacted(name: FieldName): CleanText | undefined {
    const text = asText(this.fields[name])
    if (text === undefined) return undefined
    const clean = cleanText(text, this.contacts)
    if (clean !== undefined) return clean
    this.findings.push(finding('personal_data_removed', name, 'It was replaced by "removed".'))
    return redactedText(text, this.contacts)
  }
}
