import type { InputField } from '@segment/actions-core'
import { type FieldName, fields } from '../../spec/configuration/fields'

/**
 * An action's field in the words the whole project has for it. Text by default: text takes numbers too, and what is no
 * number or boolean gets our finding rather than Segment's refusal of the whole event. Choices are left out for the same
 * reason, and so is `required`: what an event needs follows from its app, which the settings, the App ID, the platform's words
 * or the ids of a device decide, and Segment's conditions compare a field with a word alone.
 */
export function defineField(name: FieldName, rest: Partial<InputField> = {}): InputField {
  const { title, description } = fields[name]
  return { label: titleCase(title), description, type: 'string', ...rest }
}

/** Fields under their keys, held to the type that Segment has for them. */
export function defineFields<Fields extends Record<string, InputField>>(fields: Fields): Fields {
  return fields
}

const small: ReadonlySet<string> = new Set(['a', 'and', 'as', 'by', 'for', 'in', 'of', 'or', 'the', 'to'])
const spelled: Readonly<Record<string, string>> = { id: 'ID', ids: 'IDs', url: 'URL', 'e-mail': 'Email' }

/** Segment's screens have every label in title case. */
function titleCase(title: string): string {
  return title
    .split(' ')
    .map((word, index) => spelled[word.toLowerCase()] ?? (small.has(word) && index > 0 ? word : capital(word)))
    .join(' ')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
