import type { InputField } from '@segment/actions-core'
import { defineField, defineFields } from './define-field'
import { firstOf, ifFilled, optionPaths, path } from './directives'

/** Where the id is sought, the surest place first. */
const appsflyerIdPlaces = firstOf(
  ...optionPaths('appsFlyerId', 'appsflyer_id', 'appsflyerId', 'af_uid'),
  '$.properties.appsflyer_id',
  '$.properties.appsflyerId',
  '$.context.traits.appsflyer_id',
  '$.context.traits.appsflyerId',
)

export const appsflyerId: InputField = defineField('appsflyer_id', {
  description:
    'The id the AppsFlyer SDK made on the device. AppsFlyer refuses events of iOS and Android apps without it; those of PCs, consoles and TVs have ids of their own. Where it is empty, an external id of a type that names AppsFlyer is taken.',
  default: appsflyerIdPlaces,
})

export const browserAppsflyerId: InputField = defineField('appsflyer_id', {
  description: 'The AppsFlyer id of the browser (its afUserId cookie). It or the customer user id is needed.',
  default: appsflyerIdPlaces,
})

const idOfAnotherSystem = { id: firstOf('$.id', '$.value'), type: path('$.type') }

export const externalIds: InputField = {
  label: 'External IDs',
  description:
    'Ids of other systems. One whose type contains "appsflyer" is the AppsFlyer id where that field is empty.',
  type: 'object',
  multiple: true,
  displayMode: 'collapsed',
  properties: {
    id: { label: 'ID', description: 'The id.', type: 'string' },
    type: { label: 'Type', description: 'The system it belongs to.', type: 'string' },
  },
  default: ifFilled(
    '$.context.externalIds',
    { '@arrayPath': ['$.context.externalIds', idOfAnotherSystem] },
    ifFilled('$.context.externalId', { '@arrayPath': ['$.context.externalId', idOfAnotherSystem] }),
  ),
}

export const customerUserId: InputField = defineField('customer_user_id', {
  default: firstOf('$.userId', '$.context.traits.userId', '$.traits.userId'),
})

const personal = { category: 'hashedPII' as const }

export const personFields = defineFields({
  email: defineField('email', {
    ...personal,
    default: firstOf('$.context.traits.email', '$.traits.email', '$.properties.email'),
  }),
  phone: defineField('phone', {
    ...personal,
    default: firstOf('$.context.traits.phone', '$.traits.phone', '$.properties.phone'),
  }),
  first_name: defineField('first_name', {
    ...personal,
    default: firstOf(
      '$.context.traits.firstName',
      '$.context.traits.first_name',
      '$.traits.firstName',
      '$.traits.first_name',
      '$.properties.firstName',
      '$.properties.first_name',
    ),
  }),
  last_name: defineField('last_name', {
    ...personal,
    default: firstOf(
      '$.context.traits.lastName',
      '$.context.traits.last_name',
      '$.traits.lastName',
      '$.traits.last_name',
      '$.properties.lastName',
      '$.properties.last_name',
    ),
  }),
  country: defineField('country', {
    default: firstOf('$.context.traits.address.country', '$.traits.address.country', '$.context.location.country'),
  }),
  email_hashed: defineField('email_hashed', { ...personal, displayMode: 'collapsed' }),
  phone_number_hashed: defineField('phone_number_hashed', { ...personal, displayMode: 'collapsed' }),
  phone_number_e164_hashed: defineField('phone_number_e164_hashed', { ...personal, displayMode: 'collapsed' }),
  first_name_hashed: defineField('first_name_hashed', { ...personal, displayMode: 'collapsed' }),
  last_name_hashed: defineField('last_name_hashed', { ...personal, displayMode: 'collapsed' }),
})
