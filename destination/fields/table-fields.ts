import type { InputField } from '@segment/actions-core'
import { type FieldName, fields } from '../../spec/configuration/fields'
import { defineField } from './define-field'
import { path } from './directives'

/** Shown unless the mapping says, with a fixed value, that the event is for the other system. */
const unlessAndroid = { conditions: [{ fieldKey: 'platform', operator: 'is_not' as const, value: 'android' }] }
const unlessIos = { conditions: [{ fieldKey: 'platform', operator: 'is_not' as const, value: 'ios' }] }

export const onIos = { depends_on: unlessAndroid }
export const onAndroid = { depends_on: unlessIos }
const on = { ios: onIos, android: onAndroid }
export const rare = { displayMode: 'collapsed' as const }

/** Fields as the table of fields has them: on the devices that have them, from their places, and folded where they have none. */
export function fieldsOf(names: readonly FieldName[]): Record<string, InputField> {
  return Object.fromEntries(
    names.map((name) => {
      const { only, segment } = fields[name]
      const place = segment === undefined ? rare : { default: path(`$.${segment}`) }
      return [name, defineField(name, { ...(only && on[only]), ...place })]
    }),
  )
}
