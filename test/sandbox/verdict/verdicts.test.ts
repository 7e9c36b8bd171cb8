import {
  codes,
  goodMobile,
  goodVisit,
  goodWebEvent,
  newest,
  noonMs,
  postMobile,
  postWeb,
  useSandbox,
} from '../talk-to-sandbox'

const open = useSandbox({ timeZones: { 'w-new-york': 'America/New_York', 'w-kolkata': 'Asia/Kolkata' } })

describe('answered 200, and yet lost', () => {
  it.each<[string, string, object, string, string | null, string]>([
    ['no prefix', '123456789', {}, 'ios_app_id_without_prefix', 'app_id', 'event'],
    ['an object as value', 'id1', { eventValue: { af_revenue: 48 } }, 'event_value_not_text', 'eventValue', 'revenue'],
    ['no JSON as value', 'id1', { eventValue: 'af_revenue=48' }, 'event_value_not_json', 'eventValue', 'revenue'],
    [
      '$48.00',
      'id1',
      { eventValue: '{"af_revenue":"$48.00"}' },
      'revenue_not_plain',
      'eventValue.af_revenue',
      'revenue',
    ],
    ['an ISO time', 'id1', { eventTime: '2026-05-02T11:00:00Z' }, 'outside_contract', 'eventTime', 'fields'],
    ['a raw hash', 'id1', { email_hashed: 'x' }, 'outside_contract', 'email_hashed', 'fields'],
    ['both platforms', 'id1', { oaid: 'x' }, 'outside_contract', null, 'fields'],
    ['both platforms and an unknown field', 'id1', { oaid: 'x', y: 1 }, 'outside_contract', null, 'fields'],
  ])('%s', async (_name, appId, change, code, field, loses) => {
    const answer = await postMobile(open.url, appId, { ...goodMobile, ...change })
    expect([answer.status, answer.text]).toEqual([200, 'OK'])
    const { verdict, reasons } = newest(open.sandbox)
    expect(verdict).toBe(loses === 'event' ? 'silently_dropped' : 'recorded_with_losses')
    expect(reasons).toEqual([{ code, field, loses, message: expect.any(String), document: expect.any(String) }])
  })

  it('a visit that carries an event', async () => {
    expect((await postWeb(open.url, 'visits', 'w', { ...goodVisit, event_revenue: 1 })).status).toBe(202)
    expect(codes(newest(open.sandbox).reasons)).toEqual(['visit_carries_event'])
  })
})

describe('recorded, and yet without its money', () => {
  const purchase = { ...goodMobile, eventName: 'af_purchase', eventCurrency: undefined }
  const worth = (revenue: unknown, more: object = {}) => ({
    eventValue: JSON.stringify({ af_revenue: revenue, ...more }),
  })
  it.each<[string, object, string[]]>([
    ['no revenue', { eventValue: '{"af_quantity":1}' }, ['purchase_without_revenue']],
    ['no event value', { eventValue: '' }, ['purchase_without_revenue']],
    ['a renewal without revenue', { eventName: 'subscription_renewed', eventValue: '' }, ['purchase_without_revenue']],
    ['no currency', worth('48.00'), ['revenue_without_currency']],
    ['a refund that adds', { ...worth('48.00'), eventName: 'refunded', eventCurrency: 'USD' }, ['refund_adds_revenue']],
    [
      'a placeholder as its install',
      { ...worth('1'), eventCurrency: 'USD', appsflyer_id: 'undefined' },
      ['appsflyer_id_is_a_placeholder'],
    ],
    ['both are there', { ...worth('48.00'), eventCurrency: 'USD' }, []],
    ['the currency among the values', worth('48.00', { af_currency: 'EUR' }), []],
    ['a refund with its minus', { ...worth('-48.00'), eventName: 'refunded', eventCurrency: 'USD' }, []],
    ['nothing was bought', { eventName: 'purchase_started', eventValue: '' }, []],
    ['a login', { eventName: 'af_login', eventValue: '' }, []],
    ['a free order', { ...worth('0'), eventCurrency: 'USD' }, []],
  ])('mobile: %s', async (_name, change, expected) => {
    await postMobile(open.url, 'id1', { ...purchase, ...change })
    const { verdict, reasons } = newest(open.sandbox)
    expect(codes(reasons)).toEqual(expected)
    const isLost = reasons.some(({ loses }) => loses === 'event')
    expect(verdict).toBe(expected.length === 0 ? 'recorded' : isLost ? 'silently_dropped' : 'recorded_with_losses')
  })

  it.each<[string, object, string[]]>([
    ['no revenue', { event_revenue: undefined, event_revenue_currency: undefined }, ['purchase_without_revenue']],
    [
      'revenue in the values',
      { event_revenue: undefined, event_revenue_currency: undefined, event_value: { af_revenue: 1 } },
      ['revenue_outside_event_revenue'],
    ],
    ['no currency', { event_revenue: 48, event_revenue_currency: undefined }, ['revenue_without_currency']],
    [
      'a refund that adds',
      { event_name: 'order_refunded', event_revenue: 48, event_revenue_currency: 'USD' },
      ['refund_adds_revenue'],
    ],
    ['both are there', { event_revenue: 48, event_revenue_currency: 'USD' }, []],
  ])('web: %s', async (_name, change, expected) => {
    await postWeb(open.url, 'inapps', 'w', { ...goodWebEvent, event_name: 'af_purchase', ...change })
    const { verdict, reasons } = newest(open.sandbox)
    expect(codes(reasons)).toEqual(expected)
    expect(verdict).toBe(expected.length === 0 ? 'recorded' : 'recorded_with_losses')
  })

  it('is counted and found by its verdict', async () => {
    await postMobile(open.url, 'id1', { ...purchase, eventValue: '' })
    const { verdicts } = open.sandbox.inbox.summary()
    expect(verdicts).toEqual({
      recorded: 0,
      recorded_with_losses: 1,
      silently_dropped: 0,
      refused: 0,
      probe: 0,
      asked_to_erase: 0,
    })
    const answer = await fetch(`${open.url}/sandbox/api/requests?verdict=recorded_with_losses`)
    expect(await answer.json()).toMatchObject({ requests: [{ verdict: 'recorded_with_losses' }] })
  })
})

describe('notes of mobile events', () => {
  it.each<[string, string, object, string[]]>([
    ['nothing', 'id1', {}, []],
    ['yesterday', 'id1', { eventTime: '2026-05-01 00:00:00.000' }, ['late_event']],
    ['the future', 'id1', { eventTime: '2026-05-02 12:00:00.001' }, ['future_event']],
    ['just now', 'id1', { eventTime: '2026-05-02 12:00:00.000' }, []],
    ['an unlisted currency', 'id1', { eventCurrency: 'XCG' }, ['unknown_currency']],
    ['a name of 46', 'id1', { eventName: 'n'.repeat(46) }, ['event_name_long']],
    ['a name of 45', 'id1', { eventName: 'n'.repeat(45) }, []],
    ['a name of 46 units in 23 signs', 'id1', { eventName: '😀'.repeat(23) }, ['event_name_long']],
    ['an odd id', 'id1', { appsflyer_id: 'x' }, ['unusual_appsflyer_id']],
    ['no os on iOS', 'id1', { os: undefined }, ['missing_os_version']],
    ['no device id', 'id1', { idfa: undefined }, ['missing_device_id']],
    ['no device id, opted out', 'id1', { idfa: undefined, att: 2 }, []],
    ['an id, opted out', 'id1', { aie: false }, ['advertising_id_of_opted_out_user']],
    ['Android', 'com.example', { idfa: undefined, os: undefined, oaid: 'x' }, []],
    ['Android without id', 'com.example', { idfa: undefined }, ['missing_device_id']],
    ['no ip', 'id1', { ip: undefined }, ['missing_ip_or_user_agent']],
    ['no ua', 'id1', { ua: undefined }, ['missing_ip_or_user_agent']],
    ['all partners', 'id1', { sharing_filter: 'all' }, ['all_partners_blocked']],
    ['a field of its own', 'id1', { custom: 1 }, ['unknown_field']],
  ])('%s', async (_name, appId, change, notes) => {
    await postMobile(open.url, appId, { ...goodMobile, ...change })
    const arrival = newest(open.sandbox)
    expect(arrival.verdict).toBe('recorded')
    expect(codes(arrival.notes)).toEqual(notes)
  })
})

describe('notes of web events', () => {
  it.each<[string, string, object, string[]]>([
    ['nothing', 'w', {}, []],
    ['yesterday', 'w', { timestamp: noonMs - 86_400_000 }, ['late_event']],
    ['the future', 'w', { timestamp: noonMs + 1 }, ['future_event']],
    ['far in the future', 'w', { timestamp: Number.MAX_SAFE_INTEGER }, ['future_event']],
    // Noon in UTC is 08:00 in New York: its day began at 04:00 UTC. In Kolkata it is 17:30.
    ['this morning in New York', 'w-new-york', { timestamp: Date.UTC(2026, 4, 2, 4) }, []],
    ['last night in New York', 'w-new-york', { timestamp: Date.UTC(2026, 4, 2, 3, 59) }, ['late_event']],
    ['today in Kolkata', 'w-kolkata', { timestamp: Date.UTC(2026, 4, 1, 18, 30) }, []],
    ['an unlisted currency', 'w', { event_revenue_currency: 'XCG' }, ['unknown_currency']],
    [
      'a field of its own, inside too',
      'w',
      { user_id: { customer_user_id: 'u', x: 1 }, y: 1 },
      ['unknown_field', 'unknown_field'],
    ],
  ])('%s', async (_name, appId, change, notes) => {
    await postWeb(open.url, 'inapps', appId, { ...goodWebEvent, ...change })
    const arrival = newest(open.sandbox)
    expect(arrival.verdict).toBe('recorded')
    expect(codes(arrival.notes)).toEqual(notes)
  })
})

describe('raw personal data', () => {
  const mail = 'jane.roe@example.com'
  it.each<[string, object, string[]]>([
    ['a field called email', { email: mail }, ['email']],
    ['in the event value', { eventValue: `{"buyer":{"e_mail":"${mail}"}}` }, ['eventValue.buyer.e_mail']],
    ['by its look', { eventValue: `{"comment":"write to ${mail}!"}` }, ['eventValue.comment']],
    ['in a list', { eventValue: `{"to":["${mail}"]}` }, ['eventValue.to.0']],
    ['in a URL', { eventValue: '{"url":"https://example.com/?m=jane%40example.com"}' }, ['eventValue.url']],
    [
      'a phone number',
      { eventValue: '{"Phone Number":"+1 213 373 4253","mobile":12133734253}' },
      ['eventValue.Phone Number', 'eventValue.mobile'],
    ],
    ['a name', { custom_data: '{"firstName":"Jane"}' }, ['custom_data.firstName']],
    ['as user id', { customer_user_id: mail }, ['customer_user_id']],
    ['hashes are none', { eventValue: `{"email":"${'a'.repeat(64)}"}` }, []],
    ['a product is none', { eventValue: '{"name":"Phone case","at":"@example.com"}' }, []],
  ])('%s', async (_name, change, fields) => {
    await postMobile(open.url, 'id1', { ...goodMobile, eventName: 'af_login', ...change })
    const { verdict, reasons } = newest(open.sandbox)
    expect(verdict).toBe(fields.length === 0 ? 'recorded' : 'recorded_with_losses')
    const found = reasons.filter(({ code }) => code === 'raw_personal_data')
    for (const { loses } of found) expect(loses).toBe('privacy')
    expect(found.map(({ field }) => field)).toEqual(fields)
    for (const { message } of found) expect(message).not.toMatch(/jane|2133734253/i)
  })

  it('is told of refused requests too', async () => {
    await postWeb(open.url, 'inapps', 'w', { email: mail })
    expect(codes(newest(open.sandbox).notes)).toEqual(['raw_personal_data'])
  })
})
