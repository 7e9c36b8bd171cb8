import { prepare } from '../../src/core/prepare'
import { configure, ids, iosCall, nowMs } from './prepare-fixtures'

function worthOf(data: unknown, changes: object = {}) {
  const { outcome, worth, findings } = prepare({ data }, configure(changes), nowMs)
  return { outcome, ...worth, codes: findings.map(({ code }) => code) }
}

const order = {
  event_name: 'order_paid',
  platform: 'android',
  revenue: '19.90',
  currency: 'eur',
  event_time: '2024-01-15 08:00:00',
}

describe('what a record is worth', () => {
  it('comes with one that is sent', () => {
    expect(worthOf({ ...order, appsflyer_id: ids.appsflyerId, advertising_id: ids.gaid })).toMatchObject({
      outcome: 'send',
      appId: 'com.example.app',
      eventName: 'order_paid',
      timeMs: Date.UTC(2024, 0, 15, 8),
      amount: '19.90'.slice(0, 4),
      currency: 'EUR',
      isUnread: false,
    })
  })

  it('is read of one that lacks its AppsFlyer id', () => {
    expect(worthOf(order)).toMatchObject({
      outcome: 'reject',
      amount: '19.9',
      currency: 'EUR',
      eventName: 'order_paid',
    })
  })

  it('is read of one that no app takes, whose app is not told', () => {
    const worth = worthOf({ ...order, app_id: 'id999999999' })
    expect(worth).toMatchObject({ outcome: 'reject', amount: '19.9', currency: 'EUR', eventName: 'order_paid' })
    expect(worth.codes).toEqual(['unknown_app'])
    expect(worth.appId).toBeUndefined()
  })

  it('is read of an opening with revenue, which a session has no place for', () => {
    const streams = [{ stream: 'launches', send_as: 'session' }]
    const configuration = configure({ apps: [{ app_id: 'roku-1234', platform: 'roku', key: 'k' }], streams })
    const data = { ...order, platform: 'roku', rida: ids.gaid, ip: '203.0.113.7', device_model: '3920X' }
    const { outcome, worth, findings } = prepare({ stream: 'launches', data }, configuration, nowMs)
    expect([outcome, worth?.amount, worth?.currency]).toEqual(['send', '19.9', 'EUR'])
    expect(findings.map(({ code }) => code)).toContain('revenue_not_taken')
  })

  it('is read of one without a name', () => {
    const { event_name: _, ...nameless } = order
    const worth = worthOf({ ...nameless, appsflyer_id: ids.appsflyerId })
    expect(worth).toMatchObject({ outcome: 'reject', amount: '19.9', currency: 'EUR', appId: 'com.example.app' })
    expect(worth.eventName).toBeUndefined()
  })

  it('is read of one that is skipped, since its user opted out', () => {
    const call = iosCall({ revenue: 7, currency: 'USD' }, {}, { device: { type: 'ios', adTrackingEnabled: false } })
    const worth = worthOf(call, { privacy: { opted_out_users: 'skip' } })
    expect(worth).toMatchObject({ outcome: 'skip', amount: '7', currency: 'USD', isUnread: false })
  })

  it('is read of one that its stream leaves out, with the columns that the stream maps', () => {
    const streams = [
      { stream: 's', columns: [{ column: 'total', field: 'revenue' }], where: [{ column: 'status', is: 'paid' }] },
    ]
    const data = { event_name: 'order_paid', total: '2719.11', currency: 'EUR', status: 'open' }
    const { outcome, worth, findings } = prepare({ data, stream: 's' }, configure({ streams }), nowMs)
    expect([outcome, findings.map(({ code }) => code)]).toEqual(['skip', ['filtered_out']])
    expect(worth).toMatchObject({ amount: '2719.11', currency: 'EUR', eventName: 'order_paid' })
  })

  it.each(['erase', 'identify'])('is none of a row of %s that its stream leaves out', (send_as) => {
    const streams = [{ stream: 's', send_as, where: [{ column: 'status', is: 'paid' }] }]
    const data = { revenue: '5', status: 'open', customer_user_id: 'u' }
    const given = configure({ streams, ...(send_as === 'erase' && { api_token: 'token' }) })
    expect(prepare({ data, stream: 's' }, given, nowMs)).toEqual({
      outcome: 'skip',
      request: null,
      findings: [expect.objectContaining({ code: 'filtered_out' })],
    })
  })

  it('is told of a visit that carries money', () => {
    const visit = {
      platform: 'web',
      event_url: 'https://www.example.com/',
      customer_user_id: 'u',
      revenue: 5,
      currency: 'USD',
    }
    const { amount, codes } = worthOf(visit, { streams: [] })
    expect(codes).toContain('visit_carries_event')
    expect(amount).toBe('5')
  })

  it('has a minus where money goes back', () => {
    expect(worthOf({ ...order, event_name: 'cancel_purchase' })).toMatchObject({ amount: '-19.9' })
  })

  it('is not known where the amount cannot be read', () => {
    const worth = worthOf({ ...order, appsflyer_id: ids.appsflyerId, revenue: '$19.90' })
    expect(worth).toMatchObject({ outcome: 'reject', isUnread: true })
    expect(worth.amount).toBeUndefined()
  })

  it('is not known where nothing can be read', () => {
    expect(worthOf('text')).toMatchObject({ outcome: 'reject', isUnread: true })
  })

  it('has no currency where what is named is none', () => {
    const worth = worthOf({ ...order, appsflyer_id: ids.appsflyerId, currency: 'euros' })
    expect(worth).toMatchObject({ outcome: 'reject', amount: '19.9' })
    expect(worth.currency).toBeUndefined()
  })

  it('is absent of what is no event', () => {
    expect(prepare({ data: { type: 'identify', userId: 'u' } }, configure(), nowMs).worth).toBeUndefined()
  })

  it('says no name that holds personal data', () => {
    const { eventName } = worthOf({ ...order, app_id: 'id999999999', event_name: 'paid by jane@example.com' })
    expect(eventName).not.toContain('jane@')
  })

  it('adds no finding', () => {
    const data = { ...order, currency: 'euros', app_id: 'id999999999' }
    expect(worthOf(data).codes).toEqual(['unknown_app'])
  })
})
