import type { JSONObject, Result, SegmentEvent } from '@segment/actions-core'
import { firstOf } from '../../destination/fields/directives'
import { order, sendOne, thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { defaultMapping, settings as everySetting } from './workspace'

/** What docs/from-segment-classic.md says: which settings and mappings give what Segment's classic destination sent. */

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 200, body: 'OK' })
})

const { default_currency: _, ...unset } = everySetting
type Options = NonNullable<Parameters<typeof sendOne>[2]>

async function sent(event: SegmentEvent, settings: JSONObject = {}, more: Options = {}) {
  const results = await sendOne(server.url, event, { settings: { ...unset, ...settings } as JSONObject, ...more })
  const body = JSON.parse(server.take()[0]?.body ?? '{}') as Record<string, string>
  const values = JSON.parse(body['eventValue'] || '{}') as Record<string, unknown>
  return { body, values, findings: JSON.stringify((results.at(-1) as Result).data) }
}

const money = { revenue: 40, total: 48.5 }

describe('revenue', () => {
  test.each([
    [undefined, '40'],
    ['revenue', '40'],
    ['total', '48.5'],
  ])('Revenue From %s: an order', async (revenue_from, expected) => {
    const { values } = await sent(order(money), revenue_from === undefined ? {} : { revenue_from })
    expect(values['af_revenue']).toBe(expected)
  })

  test('total falls back to revenue, and means orders alone', async () => {
    expect((await sent(order({ revenue: 40 }), { revenue_from: 'total' })).values['af_revenue']).toBe('40')
    const other = { ...order(money), event: 'Level Up' } as SegmentEvent
    expect((await sent(other, { revenue_from: 'total' })).values['af_revenue']).toBe('40')
  })

  test('on the web, too', async () => {
    server.reply = () => ({ status: 202, body: '{}' })
    const web = { ...order(money), context: { page: { url: 'https://www.example.com/' } } } as SegmentEvent
    const { body } = await sent(web, { revenue_from: 'total' }, { action: 'webEvent' })
    expect(body['event_revenue']).toBe(48.5)
  })

  test('an amount that was mapped by hand wins over the setting', async () => {
    const mapping = { ...defaultMapping('mobileEvent'), revenue: { '@path': '$.properties.net' } }
    const { values } = await sent(order({ ...money, net: 33 }), { revenue_from: 'total' }, { mapping })
    expect(values['af_revenue']).toBe('33')
    const none = await sent(order(money), { revenue_from: 'total' }, { mapping })
    expect(none.values['af_revenue']).toBe('48.5')
  })

  test('another word is refused by the name of the setting', async () => {
    const error = await thrownBy(sent(order(money), { revenue_from: 'tax' }))
    expect(error.message).toMatch(/Revenue From must be one of/)
  })
})

describe('currency', () => {
  const noCurrency = () => order({ currency: null })
  test('none is guessed, and that is told', async () => {
    const { body, findings } = await sent(noCurrency())
    expect(body['eventCurrency']).toBeUndefined()
    expect(findings).toContain('revenue_without_currency')
  })

  test('USD where the setting says so, which is told as well', async () => {
    const { body, findings } = await sent(noCurrency(), { default_currency: 'USD' })
    expect(body['eventCurrency']).toBe('USD')
    expect(findings).toContain('currency_defaulted')
  })
})

describe('ids', () => {
  describe('with Can Omit AppsFlyer ID', () => {
    const settings = { ...everySetting, can_omit_appsflyer_id: true } as JSONObject
    const idfv = 'AEBE52E7-03EE-455A-B3C4-E57283966239'
    const onAndroid = { device: { type: 'android', id: idfv }, library: { name: 'analytics-kotlin', version: '1.0' } }

    test('an iOS event without one carries the IDFV, and says that it is none', async () => {
      const without = { ...order(), integrations: {} } as SegmentEvent
      const results = await sendOne(server.url, without, { settings })
      expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ appsflyer_id: idfv, idfv })
      expect(JSON.stringify(results)).toContain('unusual_appsflyer_id')
    })

    test('its own id wins, and an Android event has no IDFV to carry', async () => {
      await sendOne(server.url, order(), { settings })
      expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ appsflyer_id: '1415211453000-6513894' })
      const android = { ...order(), integrations: {}, context: onAndroid } as SegmentEvent
      expect((await thrownBy(sendOne(server.url, android, { settings }))).message).toMatch(/No AppsFlyer ID/)
      expect(server.take()).toEqual([])
    })
  })

  test('no event goes out without an AppsFlyer id', async () => {
    const without = { ...order(), integrations: {} } as SegmentEvent
    expect((await thrownBy(sent(without))).message).toMatch(/No AppsFlyer ID/)
  })

  test('a mapping puts the IDFV in its place, and the event says that it is no AppsFlyer id', async () => {
    const appsflyer_id = firstOf('$.integrations.AppsFlyer.appsFlyerId', '$.context.device.id')
    const mapping = { ...defaultMapping('mobileEvent'), appsflyer_id } as JSONObject
    const without = { ...order(), integrations: {} } as SegmentEvent
    const { body, findings } = await sent(without, {}, { mapping })
    expect(body['appsflyer_id']).toMatch(/^AEBE52E7-03EE-455A-B3C4-E57283966239$/i)
    expect(findings).toContain('unusual_appsflyer_id')
    expect((await sent(order(), {}, { mapping })).body['appsflyer_id']).toBe('1415211453000-6513894')
  })
})

describe('consent', () => {
  const manual = { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false }
  const tcf = {
    policy_version: 2,
    gdpr_applies: 1,
    cmp_sdk_id: 3,
    cmp_sdk_version: 1,
    tcstring: 'CPXxRfAPXxRfAAfKABENB',
  }
  const appsFlyerId = '1415211453000-6513894'
  const forms: readonly (readonly [string, object, object])[] = [
    ['integrations.consent_data', { AppsFlyer: { appsFlyerId }, consent_data: { manual } }, { manual }],
    ['integrations.consent_data, tcf', { AppsFlyer: { appsFlyerId }, consent_data: { tcf } }, { tcf }],
    ['integrations.AppsFlyer.consent_data', { AppsFlyer: { appsFlyerId, consent_data: { manual } } }, { manual }],
  ]
  test.each(forms)('%s is sent', async (_name, integrations, expected) => {
    const event = { ...order(), integrations } as SegmentEvent
    expect((await sent(event)).body['consent_data']).toEqual(expected)
  })

  const withConsent = (consent?: unknown) =>
    ({ ...order(), integrations: { AppsFlyer: { appsFlyerId, consent_data: consent } } }) as unknown as SegmentEvent

  test.each<[string, unknown]>([
    ['a text', 'denied'],
    ['a mere true', true],
    ['an object without the members', { granted: false }],
    ['answers that are not all there', { manual: { gdpr_applies: true } }],
    ['a list', ['denied']],
  ])('that cannot be sent is told, whatever it is: %s', async (_what, consent) => {
    const { body, findings } = await sent(withConsent(consent))
    expect(body).toHaveProperty('eventName')
    expect(body).not.toHaveProperty('consent_data')
    expect(findings).toContain('invalid_consent_dropped')
  })

  test.each<[string, unknown]>([
    ['the answers alone', manual],
    ['JSON in a text', JSON.stringify({ manual })],
  ])('in another form that says the same is sent: %s', async (_what, consent) => {
    const { body, findings } = await sent(withConsent(consent))
    expect(body['consent_data']).toEqual({ manual })
    expect(findings).not.toContain('invalid_consent_dropped')
  })

  test('that is not there is not told', async () => {
    const { body, findings } = await sent(withConsent())
    expect(body).toHaveProperty('eventName')
    expect(findings).not.toContain('invalid_consent_dropped')
  })
})

describe('calls', () => {
  test('Install Attributed of AppsFlyer is not sent back to it', async () => {
    const attributed = { ...order({ provider: 'AppsFlyer' }), event: 'Install Attributed' } as SegmentEvent
    expect((await sent(attributed)).findings).toContain('from_appsflyer')
    expect(server.received).toHaveLength(0)
  })

  test('a property of the spec keeps its name where it is mapped under another one', async () => {
    expect((await sent(order({ order_id: 'A-1' }))).values).toMatchObject({ af_order_id: 'A-1' })
    const mapping = {
      ...defaultMapping('mobileEvent'),
      event_values: { shop_order: { '@path': '$.properties.order_id' } },
    }
    const { values } = await sent(order({ order_id: 'A-1' }), {}, { mapping })
    expect(values).toMatchObject({ shop_order: 'A-1' })
    expect(values).not.toHaveProperty('af_order_id')
  })

  test('event names stay as they are where the setting says so', async () => {
    expect((await sent(order())).body['eventName']).toBe('af_purchase')
    expect((await sent(order(), { event_names: 'as_is' })).body['eventName']).toBe('Order Completed')
  })
})
