import { androidCall, findingOf, ids, iosCall, see, webCall } from '../prepare-fixtures'

test('a call with everything in its place has nothing to find fault with', () => {
  for (const call of [iosCall(), androidCall(), webCall()]) {
    expect(see(call)).toMatchObject({ outcome: 'send', findings: [] })
  }
})

describe('appsflyer_id, from the first place that has one', () => {
  const places = [
    ['integrations.AppsFlyer.appsFlyerId', { integrations: { AppsFlyer: { appsFlyerId: '1' } } }],
    ['integrations.AppsFlyer.appsflyer_id', { integrations: { AppsFlyer: { appsflyer_id: '2' } } }],
    ['properties.appsflyer_id', { properties: { appsflyer_id: '3' } }],
    ['context.traits.appsflyer_id', { context: { traits: { appsflyer_id: '4' } } }],
    ['context.externalIds', { context: { externalIds: [{ type: 'appsflyerExternalId', id: '5' }] } }],
    [
      'context.externalId',
      {
        context: {
          externalId: [
            { type: 'other', id: 'x' },
            { type: 'APPSFLYER', id: '6' },
          ],
        },
      },
    ],
  ] as const

  test.each(places.map(([place], index) => [place, index] as const))('%s', (_place, first) => {
    const { context, ...call } = iosCall()
    const merged: Record<string, unknown> = { ...call, integrations: {} }
    const contexts: object[] = [context]
    const integrations: object[] = []
    for (const [, change] of places.slice(first)) {
      if ('context' in change) contexts.push(change.context)
      if ('properties' in change) merged['properties'] = change.properties
      if ('integrations' in change) integrations.push(change.integrations.AppsFlyer)
    }
    merged['context'] = Object.assign({}, ...contexts)
    merged['integrations'] = { AppsFlyer: Object.assign({}, ...integrations) }
    expect(see(merged).body['appsflyer_id']).toBe(String(first + 1))
  })

  test('a property that was used is not repeated; one that was not stays', () => {
    const used = see(iosCall({ appsflyer_id: '5' }, { integrations: {} }))
    expect(used).toMatchObject({ body: { appsflyer_id: '5', eventValue: '' } })
    expect(see(iosCall({ appsflyer_id: '5' })).values).toEqual({ appsflyer_id: '5' })
  })

  test('blank ones are none', () => {
    const call = iosCall({ appsflyer_id: '5' }, { integrations: { AppsFlyer: { appsFlyerId: ' ' } } })
    expect(see(call).body['appsflyer_id']).toBe('5')
  })
})

test('device, app and network of an iPhone', () => {
  const device = { type: 'iOS', id: ids.idfv.toLowerCase(), advertisingId: ids.idfa.toLowerCase() }
  const context = {
    device: { ...device, attTrackingStatus: 'authorized', adTrackingEnabled: true },
    os: { name: 'iOS', version: '17.4.1' },
    app: { version: '3.2.1', namespace: 'com.example.app' },
  }
  expect(see(iosCall({}, {}, context)).body).toEqual({
    appsflyer_id: ids.appsflyerId,
    eventName: 'Level Finished',
    eventValue: '',
    eventTime: '2024-01-15 10:00:00.000',
    customer_user_id: 'user-1',
    idfa: ids.idfa,
    idfv: ids.idfv,
    att: 3,
    os: '17.4.1',
    ip: '203.0.113.7',
    ua: 'Example/1.0',
    app_version_name: '3.2.1',
    bundleIdentifier: 'com.example.app',
  })
})

test('the same of an Android phone', () => {
  const device = { type: 'android', id: 'android-id', advertisingId: ids.gaid.toUpperCase(), adTrackingEnabled: true }
  expect(see(androidCall({}, {}, { device })).body).toEqual({
    appsflyer_id: ids.appsflyerId,
    eventName: 'Level Finished',
    eventValue: '',
    eventTime: '2024-01-15 10:00:00.000',
    customer_user_id: 'user-1',
    advertising_id: ids.gaid,
    aie: true,
    os: '14',
    ip: '203.0.113.7',
    ua: 'Example/1.0',
  })
})

test.each([
  ['authorized', 3],
  ['denied', 2],
  ['restricted', 1],
  ['notDetermined', 0],
  ['not_determined', 0],
  ['0', 0],
  [1, 1],
  ['2', 2],
  [3, 3],
])('attTrackingStatus %j is att %j', (attTrackingStatus, att) => {
  const device = { type: 'ios', id: ids.idfv, attTrackingStatus }
  expect(see(iosCall({}, {}, { device })).body['att']).toBe(att)
})

test('a device that does not say what it is gives its ids to the app it is sent to', () => {
  const context = { device: { id: ids.idfv, advertisingId: ids.idfa }, os: { version: '17' } }
  const streams = (app_id: string) => ({ configuration: { streams: [{ stream: 's', app_id }] }, stream: 's' })
  expect(see(iosCall({}, {}, context), streams('id123456789')).body).toMatchObject({ idfa: ids.idfa, idfv: ids.idfv })
  expect(see(iosCall({}, {}, context), streams('com.example.app')).body).toMatchObject({
    advertising_id: ids.idfa.toLowerCase(),
  })
})

describe('the person, from context.traits, else traits, else properties', () => {
  const person = (tag: string) => ({ email: `${tag}@example.com`, firstName: tag, last_name: tag })
  const hashesOf = (call: object) => {
    const { email_hashed, first_name_hashed, last_name_hashed } = see(call).body
    return [email_hashed, first_name_hashed, last_name_hashed]
  }
  const onlyContext = hashesOf(iosCall({}, {}, { traits: person('a') }))
  const onlyTraits = hashesOf(iosCall({}, { traits: person('b') }))
  const onlyProperties = hashesOf(iosCall(person('c')))

  test('each place is read', () => {
    expect(new Set([...onlyContext, ...onlyTraits, ...onlyProperties]).size).toBe(6)
    expect([...onlyContext, ...onlyTraits, ...onlyProperties]).not.toContain(undefined)
  })

  test('in this order', () => {
    expect(hashesOf(iosCall(person('c'), { traits: person('b') }))).toEqual(onlyTraits)
    const all = iosCall(person('c'), { traits: person('b') }, { traits: person('a') })
    expect(hashesOf(all)).toEqual(onlyContext)
  })

  test('a phone takes its country from the address of the traits', () => {
    const traits = { phone: '(213) 373-4253', address: { country: 'us' } }
    const hash = '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd'
    expect(see(iosCall({}, {}, { traits })).body['phone_number_e164_hashed']).toBe(hash)
  })

  test.each(['email', 'phone'])('a list or an object as %s is told, not lost', (field) => {
    const seen = see(iosCall({}, {}, { traits: { [field]: ['x'] } }))
    expect(seen.findings).toEqual([expect.objectContaining({ severity: 'degrade', field })])
  })
})

test.each([
  [{ timestamp: '2024-01-15T09:00:00Z', originalTimestamp: '2024-01-15T08:00:00Z' }, '2024-01-15 09:00:00.000'],
  [{ timestamp: null, originalTimestamp: '2024-01-15T08:00:00Z' }, '2024-01-15 08:00:00.000'],
  [{ timestamp: undefined }, undefined],
])('the time of %j is %j', (times, eventTime) => {
  expect(see(iosCall({}, times)).body['eventTime']).toBe(eventTime)
})

test('a browser event', () => {
  const page = { url: 'https://example.com/a?b=1', referrer: 'https://example.org/' }
  expect(see(webCall({ plan: 'gold' }, {}, { page })).body).toEqual({
    user_id: { customer_user_id: 'user-1' },
    event_name: 'Level Finished',
    event_url: 'https://example.com/a?b=1',
    http_referrer: 'https://example.org/',
    event_value: { custom_parameters: { plan: 'gold' } },
    timestamp: Date.UTC(2024, 0, 15, 10),
    ip: '203.0.113.7',
    user_agent: 'Example/1.0',
    customer_dedup_id: 'message-1',
  })
})

test('properties give the page where the context does not, and are not repeated', () => {
  const properties = { url: 'https://example.com/p', referrer: 'https://example.org/r' }
  const seen = see(webCall(properties, {}, { page: { path: '/p' } }))
  expect(seen.body).toMatchObject({ event_url: properties.url, http_referrer: properties.referrer })
  expect(seen.body['event_value']).toBeUndefined()
  expect(see(webCall({ url: 'https://example.com/p' })).values).toEqual({
    custom_parameters: { url: 'https://example.com/p' },
  })
  expect(see(iosCall({ url: 'app://p' })).values).toEqual({ url: 'app://p' })
})

test('a warehouse table of such events holds its objects as JSON in texts', () => {
  const { context, properties, integrations, ...rest } = iosCall({ order: 1 }, {}, { traits: '{"email":"a@b.org"}' })
  const externalIds = [{ type: 'appsflyer', id: ids.appsflyerId }]
  const record = {
    ...rest,
    context: JSON.stringify({ ...context, externalIds: JSON.stringify(externalIds) }),
    properties: JSON.stringify(properties),
    integrations: JSON.stringify({}),
  }
  expect(integrations).toBeDefined()
  expect(see(record)).toMatchObject({ outcome: 'send', findings: [], values: { order: 1 }, body: { idfa: ids.idfa } })
  expect(see(record).body['email_hashed']).toMatch(/^[0-9a-f]{64}$/)
})

test('a personal property is hashed, and removed from the event values', () => {
  const seen = see(iosCall({ email: 'a@b.org', plan: 'gold' }))
  expect(seen.values).toEqual({ plan: 'gold' })
  expect(findingOf(seen, 'personal_data_removed').field).toBe('event_values.email')
})
