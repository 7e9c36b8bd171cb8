import fc from 'fast-check'
import type { InputRecord } from '../../../src/core/domain/record'
import { anyEmail, anyPhone } from '../prepare-arbitraries'
import {
  appFields,
  appsflyerNames,
  consentFields,
  deviceFields,
  eachPlatform,
  hashFields,
  moneyFields,
  type Platform,
} from './field-groups'
import {
  amount,
  appsflyerId,
  atTimes,
  att,
  browserId,
  type Columns,
  eventName,
  flag,
  ip,
  merged,
  mostly,
  name,
  type Parts,
  product,
  referrer,
  some,
  time,
  url,
  userAgent,
  userId,
  uuid,
  values,
  version,
  word,
} from './field-values'

/** Segment's own places of a device. */
const contexts: Readonly<Record<Platform, fc.Arbitrary<Columns>>> = {
  ios: some(
    {
      device: some(
        { type: fc.constant('ios'), id: mostly(uuid), advertisingId: mostly(uuid), attTrackingStatus: mostly(att) },
        'type',
      ),
      os: fc.record({ name: fc.constant('iOS'), version: mostly(version) }),
    },
    'device',
  ),
  android: some(
    {
      device: some(
        { type: fc.constant('android'), id: fc.uuid(), advertisingId: mostly(uuid), adTrackingEnabled: flag },
        'type',
      ),
      os: fc.record({ name: fc.constant('Android'), version: mostly(version) }),
    },
    'device',
  ),
  web: fc.record({ page: some({ url: mostly(url), referrer: mostly(referrer), title: word }, 'url') }),
}

const traits = some({
  email: mostly(anyEmail),
  phone: mostly(anyPhone.map(({ text, national }) => (text.length % 2 === 0 ? text : national))),
  firstName: mostly(name),
  last_name: mostly(name),
  address: fc.record({ country: fc.constantFrom('US', 'Germany') }),
})
const properties: Readonly<Record<Platform, fc.Arbitrary<Columns>>> = {
  ios: propertiesOf('ios'),
  android: propertiesOf('android'),
  web: propertiesOf('web'),
}

function propertiesOf(on: Platform) {
  const own = renamedParts({ ...deviceFields[on], ...hashFields, ...appFields, ...consentFields }, on)
  const commerce = { ...moneyFields, products: fc.array(product, { maxLength: 6 }), order_id: word, total: amount }
  return merged(atTimes(some(commerce, 'revenue', 'currency')), atTimes(values), atTimes(some(own)))
}

function renamedParts(parts: Parts, on: Platform): Parts {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [appsflyerNames[on][key] ?? key, part]))
}

/** Track, page and screen calls. */
export const anyCall: fc.Arbitrary<InputRecord> = eachPlatform((on) => {
  const id = on === 'web' ? browserId : mostly(appsflyerId)
  const context = merged(
    some({ ip: mostly(ip), userAgent: mostly(userAgent) }),
    contexts[on],
    atTimes(fc.record({ traits })),
    atTimes(fc.record({ app: some({ version: mostly(word), namespace: fc.constant('com.example.app') }) })),
  )
  const appsflyer = merged(fc.record({ appsFlyerId: id }), atTimes(some(consentFields)))
  return merged(
    some(
      {
        type: fc.constantFrom('track', 'track', on === 'web' ? 'page' : 'screen'),
        event: mostly(eventName),
        name: mostly(eventName),
        messageId: mostly(fc.uuid()),
        userId: mostly(userId),
        timestamp: mostly(time),
        context: mostly(context, 100),
        properties: mostly(properties[on]),
        integrations: mostly(fc.record({ AppsFlyer: appsflyer }), 100),
      },
      ...['type', 'event', 'context', 'properties', 'integrations', 'userId'],
    ),
    atTimes(fc.record({ traits })),
  ).map((data) => ({ data }))
})
