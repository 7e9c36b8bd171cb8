import { createTestEvent, createTestIntegration, SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'

const testDestination = createTestIntegration(destination)

const settings = {
  s2s_token: 's2s-token',
  ios_app_id: 'id123456789',
  android_app_id: 'com.example.app',
  web_app_id: 'website-www.example.com',
  erasure_token: 'api-token',
}
const appsflyerId = '1415211453000-6513894'
const email = 'john_smith@gmail.com'
const emailHash = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'

const order: Partial<SegmentEvent> = {
  type: 'track',
  event: 'Order Completed',
  userId: 'user-1',
  messageId: 'message-1',
  timestamp: '2026-03-14T09:30:00.000Z',
  context: {
    ip: '203.0.113.7',
    userAgent: 'Example/1.0',
    device: { type: 'ios', id: 'AEBE52E7-03EE-455A-B3C4-E57283966239' },
    os: { name: 'iOS', version: '17.4.1' },
    traits: { email, phone: '+1 213 373 4253' },
  },
  integrations: { AppsFlyer: { appsFlyerId: appsflyerId } } as unknown as SegmentEvent['integrations'],
  properties: { order_id: 'A-1', revenue: 48.5, currency: 'EUR' },
}
const visit: Partial<SegmentEvent> = {
  type: 'page',
  userId: 'user-1',
  messageId: 'message-2',
  context: { page: { url: 'https://www.example.com/cart' } },
  integrations: {},
  properties: {},
}

beforeAll(() => {
  jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-14T12:00:00Z'))
})
afterAll(() => {
  jest.restoreAllMocks()
})

const mobile = () => nock('https://api3.appsflyer.com', { reqheaders: { authentication: 's2s-token' } })
const web = () => nock('https://events.appsflyer.com', { reqheaders: { authorization: 'Bearer s2s-token' } })

function send(action: string, event: Partial<SegmentEvent>) {
  return testDestination.testAction(action, { event: createTestEvent(event), settings, useDefaultMappings: true })
}

describe('AppsFlyer', () => {
  describe('mobileEvent', () => {
    it('sends a purchase with hashes in place of personal data', async () => {
      let sent: Record<string, unknown> = {}
      mobile()
        .post('/inappevent/id123456789', (body: Record<string, unknown>) => {
          sent = body
          return true
        })
        .reply(200, 'ok')
      await send('mobileEvent', order)
      expect(sent).toMatchObject({
        appsflyer_id: appsflyerId,
        eventName: 'af_purchase',
        eventTime: '2026-03-14 09:30:00.000',
        eventCurrency: 'EUR',
        customer_user_id: 'user-1',
        idfv: 'AEBE52E7-03EE-455A-B3C4-E57283966239',
        email_hashed: emailHash,
      })
      expect(JSON.parse(String(sent.eventValue))).toEqual({
        af_revenue: '48.5',
        af_currency: 'EUR',
        af_order_id: 'A-1',
        af_receipt_id: 'A-1',
      })
      expect(JSON.stringify(sent)).not.toContain(email)
    })

    it('refuses an event without an AppsFlyer id', async () => {
      await expect(send('mobileEvent', { ...order, integrations: {} })).rejects.toThrow(/^No AppsFlyer ID/)
    })

    it('refuses an amount that is none, and says what to send', async () => {
      const event = { ...order, properties: { ...order.properties, revenue: '$48' } }
      await expect(send('mobileEvent', event)).rejects.toThrow(/not a plain amount. Send one such as 48.00/)
    })

    it.each([
      ['inapp', {}],
      ['first_open', { send_as: 'first_open' }],
      ['session', { send_as: 'session' }],
    ])('sends an event of a console, which has no AppsFlyer id: %s', async (call, mapping) => {
      const devices = nock('https://events.appsflyer.com', { reqheaders: { authorization: /^[0-9a-f]{64}$/ } })
      const request = devices
        .post(`/v1.0/s2s/${call}/app/steam/480`, (body) => body.device_ids[0].value === '765')
        .reply(202, '')
      const device = { type: 'steam', model: 'Deck' }
      await testDestination.testAction('mobileEvent', {
        event: createTestEvent({
          ...order,
          context: { ip: '203.0.113.7', device },
          integrations: {},
          properties: { steam_id: '765' },
        }),
        settings: { ...settings, device_app_id: 'steam-480', device_dev_key: 'dev-key' },
        mapping,
        useDefaultMappings: true,
      })
      expect(request.isDone()).toBe(true)
    })

    it.each([
      [429, 'Too many requests', { status: 429 }],
      [503, '', { status: 503 }],
      [401, 'Unauthorized', { status: 401, code: 'INVALID_AUTHENTICATION' }],
      [413, 'Too large', { status: 413 }],
    ])('tells Segment what a status of %d means', async (status, answer, error) => {
      mobile().post('/inappevent/id123456789').reply(status, answer)
      await expect(send('mobileEvent', order)).rejects.toMatchObject(error)
    })

    it('gives each event of a batch its own result', async () => {
      mobile().post('/inappevent/id123456789').reply(200, 'ok')
      const events = [order, { ...order, properties: { ...order.properties, currency: 'a lot' } }]
      const responses = await testDestination.executeBatch('mobileEvent', {
        events: events.map((event) => createTestEvent(event)),
        settings,
        mapping: {
          event_name: 'af_purchase',
          revenue: { '@path': '$.properties.revenue' }, currency: { '@path': '$.properties.currency' },
          platform: 'ios',
          appsflyer_id: appsflyerId,
        },
      })
      expect(responses.map(({ status }) => status)).toEqual([200, 400])
      expect(JSON.stringify(responses)).not.toContain('s2s-token')
    })
  })

  describe('webEvent', () => {
    it('sends an event of a website', async () => {
      const request = web()
        .post('/v2.0/s2s/inapps/app/web/website-www.example.com', (body) => body.event_name === 'af_purchase')
        .reply(202, '')
      await send('webEvent', { ...order, context: visit.context })
      expect(request.isDone()).toBe(true)
    })
  })

  describe('pbaUserId', () => {
    const identify: Partial<SegmentEvent> = {
      type: 'identify',
      userId: 'user-1',
      context: visit.context,
      integrations: { AppsFlyer: { appsFlyerId: '9999999-f848-4963-a091-568f0bf9a361' } } as never,
    }

    it('tells which user a visitor is', async () => {
      const request = nock('https://webs2s.appsflyer.com')
        .post('/v1/shop/setcuid', (body) => body.customerUserId === 'user-1' && body.webDevKey === 'web-dev-key')
        .reply(200, '')
      await testDestination.testAction('pbaUserId', {
        event: createTestEvent(identify),
        settings: { ...settings, pba_bundle_id: 'shop', pba_web_dev_key: 'web-dev-key' },
        useDefaultMappings: true,
      })
      expect(request.isDone()).toBe(true)
    })

    it('sends nothing without a bundle, and is no error', async () => {
      expect(await send('pbaUserId', identify)).toEqual([])
    })
  })

  describe('webVisit', () => {
    it('sends a visit', async () => {
      const request = web()
        .post(
          '/v2.0/s2s/visits/app/web/website-www.example.com',
          (body) => body.event_url === 'https://www.example.com/cart',
        )
        .reply(202, '')
      await send('webVisit', visit)
      expect(request.isDone()).toBe(true)
    })
  })

  describe('presets', () => {
    const rows = destination.presets?.find(({ name }) => name === 'Rows of App Events (Reverse ETL)')
    const row = { event_name: 'Order Completed', platform: 'ios', af_id: appsflyerId, revenue: '48.50', currency: 'EUR' }

    it('send a row of Reverse ETL by the names of its columns', async () => {
      const request = mobile()
        .post('/inappevent/id123456789', (body: { eventName: string }) => body.eventName === 'af_purchase')
        .reply(200, 'ok')
      const event = createTestEvent({ type: 'track', event: 'new', context: {}, properties: row })
      await testDestination.testAction('mobileEvent', { event, settings, mapping: rows?.mapping })
      expect(request.isDone()).toBe(true)
    })

    it('send no deleted row', async () => {
      const event = createTestEvent({ type: 'track', event: 'deleted', context: {}, properties: row })
      const responses = await testDestination.testAction('mobileEvent', { event, settings, mapping: rows?.mapping })
      expect(responses).toEqual([])
    })

    it.each(['mobileEvent', 'webEvent', 'webVisit'])('have names, and fields that %s has', (action) => {
      const own = (destination.presets ?? []).filter(({ partnerAction }) => partnerAction === action)
      const fields = Object.keys(destination.actions[action].fields)
      for (const { name, mapping } of own) {
        expect(name).not.toBe('')
        expect(fields).toEqual(expect.arrayContaining(Object.keys(mapping ?? {})))
      }
      expect(own.length).toBeGreaterThan(0)
    })
  })

  describe('testAuthentication', () => {
    const ask = (mobileStatus: number) => {
      mobile()
        .post(/inappevent/)
        .times(2)
        .reply(mobileStatus, mobileStatus === 400 ? 'appsflyer_id is a mandatory field' : '')
      web()
        .post(/inapps/)
        .reply(400, 'Invalid or missing fields')
      nock('https://hq1.appsflyer.com').post('/api/gdpr/v1/stub').times(3).reply(201, {})
    }

    it('takes good keys', async () => {
      ask(400)
      await expect(testDestination.testAuthentication(settings)).resolves.not.toThrow()
    })

    it('names a wrong key and the apps it is wrong for', async () => {
      ask(401)
      await expect(testDestination.testAuthentication(settings)).rejects.toThrow(/S2S Token for id123456789/i)
    })

    it('names a setting that cannot be right', async () => {
      await expect(testDestination.testAuthentication({ ...settings, ios_app_id: 'com.example.app' })).rejects.toThrow(
        /is not an iOS app id/i,
      )
    })
  })

  describe('onDelete', () => {
    it('asks for the erasure of the user in each app', async () => {
      const erased: string[] = []
      nock('https://hq1.appsflyer.com', { reqheaders: { authorization: 'Bearer api-token' } })
        .post('/api/gdpr/v1/opendsr_requests', (body: { property_id: string }) => erased.push(body.property_id) > 0)
        .times(3)
        .reply(201, {})
      await testDestination.onDelete?.({ type: 'delete', userId: 'user-1' }, settings)
      expect(erased.sort()).toEqual(['com.example.app', 'id123456789', 'website-www.example.com'])
    })
  })
})
