import fc from 'fast-check'
import { bodySchemas } from '../../../spec/appsflyer/bodies/body-schemas'
import { withoutKey } from '../../../src/core/domain/without-key'
import { prepare } from '../../../src/core/prepare'
import { anyJson } from '../prepare-arbitraries'
import { configure, ids, iosApp, iosCall, keys, nowMs, pbaApp, webApp, webCall } from '../prepare-fixtures'

const visitor = '9999999-f848-4963-a091-568f0bf9a361'
const onPba = (changes: object = {}) => configure({ apps: [pbaApp], ...changes })

function sent(data: unknown, configuration = onPba(), stream?: string) {
  const prepared = prepare({ data, ...(stream === undefined ? {} : { stream }) }, configuration, nowMs)
  const { request, findings, outcome } = prepared
  const body: unknown = request === null ? null : JSON.parse(request.body)
  return { outcome, body, url: request?.url, headers: request?.headers, codes: findings.map(({ code }) => code) }
}

test('an event with all that PBA takes, and the key in the body alone', () => {
  const { url, body, headers, codes } = sent(
    webCall(
      { order_id: 'o-1', revenue: 48, currency: 'EUR', plan: { name: 'pro', seats: 3 } },
      { event: 'Order Completed', integrations: { AppsFlyer: { appsFlyerId: visitor } } },
      { page: { url: 'https://example.com/a', referrer: 'https://www.google.com/' } },
    ),
  )
  expect(url).toBe('https://webs2s.appsflyer.com/v1/example-bundle/event')
  expect(body).toEqual({
    eventType: 'EVENT',
    eventName: 'af_purchase',
    customerUserId: 'user-1',
    afUserId: visitor,
    timestamp: Date.UTC(2024, 0, 15, 10),
    eventValue: { af_order_id: 'o-1', af_receipt_id: 'o-1', plan: '{"name":"pro","seats":3}' },
    eventRevenue: 48,
    eventRevenueCurrency: 'EUR',
    referrer: 'https://www.google.com/',
    UserAgent: 'Example/1.0',
    ip: '203.0.113.7',
    webDevKey: keys.pba,
  })
  expect(Object.keys(headers ?? {})).toEqual(['content-type', 'accept'])
  expect([...codes].sort()).toEqual(['event_renamed', 'field_not_taken'])
})

test('what has no place is told with its fields', () => {
  const row = { user_id: 'u', event_name: 'x', email: 'jane@example.com', dedup_id: 'd', sharing_filter: 'all' }
  const { findings } = prepare({ data: row }, onPba(), nowMs)
  expect(findings.find(({ code }) => code === 'field_not_taken')?.field).toBe('email, dedup_id')
  const consent = findings.find(({ code }) => code === 'invalid_consent_dropped')
  expect(consent?.message).toMatch(/no field for it\.$/)
  expect(consent?.message).not.toContain('form')
})

describe('which app', () => {
  const both = { user_id: 'u', event_name: 'x', platform: 'web' }
  const urlOf = (apps: readonly object[], data: object = both) => {
    const { url = '', codes } = sent(data, configure({ apps }))
    return [new URL(url === '' ? 'http://none' : url).host, codes.includes('app_guessed')]
  }
  it.each([
    ['the one web app there is', [iosApp, pbaApp], both, 'webs2s.appsflyer.com', false],
    ['the first of two, and says so', [webApp, pbaApp], both, 'events.appsflyer.com', true],
    ['the first of two, the other way', [pbaApp, webApp], both, 'webs2s.appsflyer.com', true],
    ['the one that is named', [webApp, pbaApp], { ...both, app_id: pbaApp.app_id }, 'webs2s.appsflyer.com', false],
  ])('%s', (_name, apps, data, host, guessed) => {
    expect(urlOf(apps, data)).toEqual([host, guessed])
  })

  it('takes a stream at its word', () => {
    const streams = [{ stream: 's', app_id: pbaApp.app_id }]
    expect(sent(both, configure({ apps: [webApp, pbaApp], streams }), 's').url).toContain('webs2s')
  })

  it('sends a page as an event, since PBA has no visits', () => {
    expect(sent(webCall({}, { type: 'page', name: 'Pricing' })).body).toMatchObject({
      eventName: 'Viewed Pricing Page',
    })
  })

  it('lets a mobile call alone', () => {
    expect(sent(iosCall()).codes).toEqual(['no_app_for_platform'])
  })
})

describe('a visitor with a customer user id', () => {
  const pair = { customerUserId: 'user-1', afUserId: visitor, webDevKey: keys.pba }
  const identify = {
    type: 'identify',
    userId: 'user-1',
    integrations: { AppsFlyer: { appsFlyerId: visitor } },
    context: { page: { url: 'https://example.com/' } },
  }

  it('goes out of an identify call', () => {
    expect(sent(identify)).toMatchObject({
      body: pair,
      url: 'https://webs2s.appsflyer.com/v1/example-bundle/setcuid',
    })
  })

  it('goes out of a row', () => {
    const streams = [{ stream: 's', send_as: 'identify' }]
    expect(sent({ user_id: 'user-1', appsflyer_id: visitor }, onPba({ streams }), 's').body).toEqual(pair)
    const lacking = sent({ user_id: 'user-1' }, onPba({ streams }), 's')
    expect(lacking).toMatchObject({ outcome: 'reject', codes: ['incomplete_identity'] })
    const two = { user_id: 'user-2', customer_user_id: 'user-1', appsflyer_id: visitor }
    expect(sent(two, onPba({ streams }), 's')).toMatchObject({ body: pair, codes: ['value_conflict'] })
  })

  it('does not go out of a call without both ids, nor to a website of v2.0', () => {
    expect(sent({ ...identify, integrations: {} })).toMatchObject({ outcome: 'skip', codes: ['not_an_event'] })
    expect(sent(identify, configure({ apps: [webApp] })).outcome).toBe('skip')
  })

  it.each([
    ['a website first', [webApp, pbaApp]],
    ['a website behind it', [pbaApp, webApp]],
  ])('goes to the bundle beside a website: %s', (_order, apps) => {
    const streams = [{ stream: 's', send_as: 'identify' }]
    const url = 'https://webs2s.appsflyer.com/v1/example-bundle/setcuid'
    expect(sent(identify, configure({ apps, streams }))).toMatchObject({ url, body: pair })
    const row = { user_id: 'user-1', appsflyer_id: visitor }
    expect(sent(row, configure({ apps, streams }), 's')).toMatchObject({ url, body: pair })
  })

  it('takes no id of an install, and no user who is nobody', () => {
    const streams = [{ stream: 's', send_as: 'identify', app_id: pbaApp.app_id }]
    const row = (user_id: string, appsflyer_id: string) => sent({ user_id, appsflyer_id }, onPba({ streams }), 's')
    expect(row('user-1', ids.appsflyerId)).toMatchObject({ outcome: 'reject', codes: ['incomplete_identity'] })
    expect(row('guest', visitor)).toMatchObject({ outcome: 'reject', codes: ['user_id_of_nobody'] })
    expect(sent({ ...identify, userId: 'guest' })).toMatchObject({ outcome: 'reject', codes: ['user_id_of_nobody'] })
  })

  it('passes a call over whose user id is an e-mail address, and rejects a row', () => {
    const codes = ['personal_data_removed', 'incomplete_identity']
    expect(sent({ ...identify, userId: 'jane@example.com' })).toMatchObject({ outcome: 'skip', codes })
    const streams = [{ stream: 's', send_as: 'identify' }]
    const row = { user_id: 'jane@example.com', appsflyer_id: visitor }
    expect(sent(row, onPba({ streams }), 's')).toMatchObject({ outcome: 'reject', codes })
  })

  it('tells of what it has no place for', () => {
    const streams = [{ stream: 's', send_as: 'identify' }]
    const row = { user_id: 'user-1', appsflyer_id: visitor, revenue: 3, event_name: 'Order Completed', plan: 'pro' }
    expect(sent(row, onPba({ streams }), 's').codes).toEqual(['revenue_not_taken', 'field_not_taken'])
  })

  it('is one delivery for a memory, whichever record says so', () => {
    const memory = { store: 'sqlite', path: 'x' }
    const ofPair = (data: object) => {
      return prepare({ data, primaryKey: [['id']], stream: 's' }, onPba({ memory }), nowMs).subject?.delivery
    }
    const first = ofPair({ ...identify, messageId: '1' })
    expect(first).toMatchObject({ isOfWholeRecord: false })
    expect(ofPair({ ...identify, messageId: '2', timestamp: '2024-01-02T00:00:00Z' })).toEqual(first)
    expect(ofPair({ ...identify, userId: 'user-2' })).not.toEqual(first)
  })
})

describe('late', () => {
  const at = (time: string) => sent(webCall({}, { timestamp: time })).codes.filter((code) => code.includes('late'))
  it.each([
    ['2024-01-15T00:00:00Z', []],
    ['2024-01-14T23:59:59Z', ['maybe_late_event']],
    ['2024-01-14T00:00:00Z', ['maybe_late_event']],
    ['2024-01-13T23:59:59Z', ['late_event']],
  ])('%s, seen on the 15th at noon', (time, codes) => {
    expect(at(time)).toEqual(codes)
  })

  it('is rejected where that is wanted, and not where it is in doubt', () => {
    const configuration = onPba({ late_events: 'reject' })
    const outcomeOf = (timestamp: string) => sent(webCall({}, { timestamp }), configuration).outcome
    expect(outcomeOf('2024-01-13T10:00:00Z')).toBe('reject')
    expect(outcomeOf('2024-01-14T10:00:00Z')).toBe('send')
  })
})

test('whatever its event values are, a body fits, says which it left out, and shows no key', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(anyJson, fc.string({ minLength: 300, maxLength: 900 }))),
      fc.string({ maxLength: 600 }),
      (properties, agent) => {
        const call = webCall(properties, {}, { userAgent: agent, page: { referrer: `https://x.example/${agent}` } })
        const { request, findings } = prepare({ data: call }, onPba(), nowMs)
        if (request === null) return
        expect(Buffer.byteLength(request.body)).toBeLessThanOrEqual(1_024)
        const body = JSON.parse(request.body) as { eventValue?: Record<string, string> }
        expect(bodySchemas.pba_event.safeParse(body).error?.issues).toBeUndefined()
        expect(JSON.stringify(body.eventValue ?? {}).length).toBeLessThanOrEqual(1_000)
        expect(withoutKey(request).body).not.toContain(keys.pba)
        expect(JSON.parse(withoutKey(request).body)).toEqual({ ...body, webDevKey: '***' })
        const trimmed = findings.find(({ code }) => code === 'event_values_trimmed')
        if (trimmed !== undefined) expect(trimmed.message).toMatch(/Left out: |Product lists|too deep/)
      },
    ),
    { numRuns: 2_000 },
  )
})
