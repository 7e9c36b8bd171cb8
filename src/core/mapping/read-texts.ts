import { type Family, membersOf } from '../../../spec/appsflyer/bodies/members'
import { type FieldName, fields as fieldTable, type TextOf, textsOf } from '../../../spec/configuration/fields'
import type { CleanText, Texts } from '../domain/event'
import { shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'

type Fitted = (name: FieldName, text: CleanText | undefined) => CleanText | undefined
type Writable<Of extends Family> = { -readonly [Name in TextOf<Of>]: Texts<Of>[Name] }

/**
 * The reader of the fields that the table says are plain text: as long as bodies of the family take them, or fitted as a family has
 * it.
 */
export function textsReader<Of extends Family>(family: Of): (fields: FieldReader, fitted?: Fitted) => Texts<Of> {
  const all = textsOf(family).map((name) => ({
    name,
    longest: membersOf(family)[fieldTable[name][family] ?? '']?.longest,
  }))
  const none = Object.fromEntries(all.map(({ name }) => [name, undefined])) as Writable<Of>
  return (fields, fitted) => {
    if (all.length === 0) return none
    const texts = { ...none }
    for (const { name, longest } of all) {
      const text = fields.clean(name)
      if (fitted !== undefined) texts[name] = fitted(name, text)
      else texts[name] = text === undefined || longest === undefined ? text : shorten(text, longest)
    }
    return texts
  }
}
