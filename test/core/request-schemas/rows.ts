import fc from 'fast-check'
import { type FieldName, fieldNames, namesOf } from '../../../spec/configuration/fields'
import type { InputRecord } from '../../../src/core/domain/record'
import { androidApp, iosApp, webApp } from '../prepare-fixtures'
import {
  appFields,
  appsflyerNames,
  commonFields,
  consentColumns,
  consentFields,
  deviceFields,
  eachPlatform,
  hashFields,
  moneyFields,
  type Platform,
  personFields,
  platforms,
} from './field-groups'
import {
  appsflyerId,
  asText,
  atTimes,
  browserId,
  type Columns,
  eventName,
  merged,
  mostly,
  product,
  some,
  url,
  values,
  webId,
} from './field-values'

function fieldsOf(on: Platform) {
  const id = on === 'web' ? browserId : mostly(appsflyerId)
  return merged(
    some(
      { platform: fc.constantFrom(...platforms[on]), event_name: mostly(eventName), appsflyer_id: id, ...commonFields },
      ...['platform', 'appsflyer_id', 'customer_user_id', ...(on === 'web' ? [] : ['event_name'])],
    ),
    some(deviceFields[on]),
    atTimes(some(moneyFields)),
    atTimes(some(personFields)),
    atTimes(some(hashFields)),
    atTimes(fc.oneof(some(consentFields), fc.record(consentColumns), some(consentColumns))),
    atTimes(some(appFields)),
    atTimes(fc.record({ event_values: mostly(fc.oneof(values, asText(values))) })),
    atTimes(fc.record({ products: fc.oneof(fc.array(product, { maxLength: 6 }), asText(fc.array(product))) })),
    atTimes(values),
  )
}

const rowFields = { ios: fieldsOf('ios'), android: fieldsOf('android'), web: fieldsOf('web') }

const camel = (key: string) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const isField = (key: string): key is FieldName => (fieldNames as readonly string[]).includes(key)
const spellings: readonly ((key: string, on: Platform) => string)[] = [
  (key) => key,
  (key) => key.toUpperCase(),
  camel,
  (key) => (isField(key) ? (namesOf(key).at(-1) ?? key) : key),
  (key, on) => appsflyerNames[on][key] ?? key,
]

const renamed = (columns: Columns, rename: (key: string) => string): Columns =>
  Object.fromEntries(Object.entries(columns).map(([key, value]) => [rename(key), value]))

/** A row whose columns are the fields, in one of the ways to spell them. */
const flatRow = eachPlatform((on) =>
  fc.tuple(rowFields[on], fc.constantFrom(...spellings)).map(([columns, spell]) => ({
    data: renamed(columns, (key) => spell(key, on)),
  })),
)

/** The same below `event`, `user` and `device`, for a stream whose columns are paths. */
const nestedRow = eachPlatform((on) =>
  rowFields[on].map(
    ({
      platform: system,
      appsflyer_id,
      customer_user_id,
      email,
      event_name,
      event_time,
      revenue,
      currency,
      ...columns
    }) => ({
      stream: 'nested',
      data: {
        user: { ids: { appsflyer: appsflyer_id, own: customer_user_id }, mail: email },
        device: JSON.stringify({ system }),
        event: { name: event_name, at: event_time, price: { value: revenue, unit: currency } },
        ...columns,
      },
    }),
  ),
)

const visitRow = merged(
  some({ event_url: mostly(url), appsflyer_id: webId, ...commonFields }, 'event_url', 'customer_user_id'),
  some(deviceFields.web),
  atTimes(some(hashFields)),
  atTimes(values),
).map((data) => ({ stream: 'visits', data }))

export const configurationOfRecords = {
  apps: [iosApp, androidApp, webApp],
  defaults: { phone_country: 'US' },
  streams: [
    { stream: 'visits', send_as: 'web_visit' },
    {
      stream: 'nested',
      columns: [
        { column: 'user.ids.appsflyer', field: 'appsflyer_id' },
        { column: 'user.ids.own', field: 'customer_user_id' },
        { column: 'user.mail', field: 'email' },
        { column: 'device.system', field: 'platform' },
        { column: 'event.name', field: 'event_name' },
        { column: 'event.at', field: 'event_time' },
        { column: 'event.price.value', field: 'revenue' },
        { column: 'event.price.unit', field: 'currency' },
      ],
    },
  ],
}

export const anyRow: fc.Arbitrary<InputRecord> = fc.oneof({ weight: 4, arbitrary: flatRow }, nestedRow, visitRow)
