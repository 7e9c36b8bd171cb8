import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { erasureOf } from '../../destination/erasure-request'
import { identityTypes, identityTypesOf, readErasureStatus } from '../../spec/appsflyer/erasure/opendsr'
import { findingKinds } from '../../src/core/domain/finding'
import { prepare } from '../../src/core/prepare'
import { identitiesFor } from '../../src/erasure/erasure'
import { erasureBody, erasureRequest } from '../../src/erasure/erasure-request'
import { requestIdOf } from '../../src/erasure/request-id'
import { configurationOf } from '../configuration-of'

const nowMs = Date.parse('2026-03-14T12:00:00Z')
const api = { baseUrl: 'https://hq1.appsflyer.com', resource: 'opendsr_requests', token: 'SECRET' } as const
const schema = JSON.parse(readFileSync(join(__dirname, 'request.schema.json'), 'utf8'))
const validate = addFormats(new Ajv()).compile(schema)

const appsflyerId = '1700000000000-1234567890123456789'
const idfa = 'B0D5D5A0-1111-4222-8333-444455556666'
const gaid = 'd0d5d5a0-1111-4222-8333-444455556666'
const zeros = '00000000-0000-0000-0000-000000000000'

const configuration = configurationOf({
  s2s_token: 's2s',
  api_token: 'SECRET',
  apps: [{ app_id: 'id123456789' }, { app_id: 'com.example.app' }, { app_id: 'website-www.example.com' }],
  streams: [{ stream: 'gone', send_as: 'erase', columns: [{ column: 'requested_at', field: 'event_time' }] }],
})
const erase = (data: object, at = nowMs) => prepare({ stream: 'gone', data }, configuration, at)
function bodiesOf(data: object, at = nowMs) {
  const { request, more = [] } = erase(data, at)
  return request === null ? [] : [request, ...more].map(({ body }) => JSON.parse(body))
}
const codesOf = (data: object) => erase(data).findings.map(({ code }) => code)

const platform = fc.constantFrom('ios', 'android', 'web', 'windows', 'steam', 'roku')
const identities = fc.dictionary(
  fc.constantFrom(...identityTypes),
  fc.oneof(fc.string(), fc.constant(zeros), fc.uuid()),
)
const erasures = fc
  .record({
    appId: fc.string({ minLength: 1 }),
    platform,
    given: identities,
    timeMs: fc.integer({ min: 0, max: nowMs }),
  })
  .map(({ given, timeMs, ...app }) => ({
    ...app,
    identities: identitiesFor(app.platform, given),
    day: new Date(timeMs).toISOString().slice(0, 10),
  }))

test('20,000 generated requests fit the schema of the reference, and name only ids that the platform knows', () => {
  fc.assert(
    fc.property(erasures, (erasure) => {
      fc.pre(erasure.identities.length > 0)
      const body = JSON.parse(erasureRequest(erasure, api, nowMs).body)
      expect(validate(body) ? [] : validate.errors).toEqual([])
      for (const { identity_type, identity_value } of body.subject_identities) {
        expect(identityTypesOf(erasure.platform)).toContain(identity_type)
        expect(identity_type !== 'customer_user_id' && /^[0-]+$/.test(identity_value)).toBe(false)
      }
    }),
    { numRuns: 20_000 },
  )
})

test('the id is a UUID of version 4: stable, and another one for another app, identity, type or day', () => {
  const version4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
  fc.assert(
    fc.property(erasures, erasures, (left, right) => {
      const id = requestIdOf(left)
      expect(id).toMatch(version4)
      expect(requestIdOf({ ...left })).toBe(id)
      const said = ({ appId, identities: list, day }: typeof left) => JSON.stringify([appId, list, day])
      expect(requestIdOf(right) === id).toBe(said(left) === said(right))
      expect(requestIdOf({ ...left, appId: `${left.appId}x` })).not.toBe(id)
      expect(requestIdOf({ ...left, day: '1969-12-31' })).not.toBe(id)
    }),
  )
})

test("the id that Segment's host gave a deletion before stays the same", () => {
  const erasure = erasureOf({ appId: 'id123456789', platform: 'ios' }, 'user-77', nowMs)
  expect(requestIdOf(erasure)).toBe('142257af-e358-436a-a9db-2937b6e440b1')
})

test('TV, PC and console know the AppsFlyer id and the customer user id alone', () => {
  for (const one of ['roku', 'steam', 'nativepc', 'tizen'])
    expect(identityTypesOf(one)).toEqual(['appsflyer_id', 'customer_user_id'])
})

test.each([
  ['pending', 'pending'],
  ['in-progress', 'in-progress'],
  ['in_progress', 'in-progress'],
  ['completed', 'completed'],
  ['canceled', 'canceled'],
  ['done', undefined],
  [7, undefined],
])('the status %s is read as %s', (written, status) => expect(readErasureStatus(written)).toBe(status))

test('what a row lacks is told with the id of a PC, a console or a TV, too', () => {
  expect(findingKinds.no_id_to_erase.message).toContain('device_id')
})

describe('rows', () => {
  test('a row that names no app asks every app that may know one of its ids', () => {
    const bodies = bodiesOf({ user_id: 'user-77', idfa, gaid })
    expect(bodies.map(({ property_id, subject_identities }) => [property_id, subject_identities.length])).toEqual([
      ['id123456789', 2],
      ['com.example.app', 2],
      ['website-www.example.com', 1],
    ])
    expect(bodies[0].subject_identities[1]).toEqual({
      identity_type: 'ios_advertising_id',
      identity_value: idfa,
      identity_format: 'raw',
    })
    expect(codesOf({ user_id: 'user-77', idfa, gaid })).toContain('erasure_in_several_apps')
  })

  test('an id of an install goes to no website, and one of a browser to no other app', () => {
    const apps = (id: string) => bodiesOf({ appsflyer_id: id }).map(({ property_id }) => property_id)
    expect(apps(appsflyerId)).toEqual(['id123456789', 'com.example.app'])
    expect(apps(`${gaid}-p`)).toEqual(['website-www.example.com'])
  })

  test('the app of the row, with or without its prefix, is asked alone', () => {
    for (const app_id of ['id123456789', '123456789', 123456789]) {
      expect(bodiesOf({ app_id, appsflyer_id: appsflyerId }).map(({ property_id }) => property_id)).toEqual([
        'id123456789',
      ])
    }
    expect(codesOf({ app_id: 'id999999999', appsflyer_id: appsflyerId })).toEqual(['unknown_app'])
  })

  test('the platform of the row narrows the apps', () => {
    const [body, ...others] = bodiesOf({ platform: 'Android', appsflyer_id: appsflyerId, advertising_id: gaid })
    expect(others).toEqual([])
    expect(body).toMatchObject({ property_id: 'com.example.app', platform: 'android' })
  })

  test.each([
    ['customer_user_id', { user_id: 'u1', customer_user_id: 'u2' }],
    ['appsflyer_id', { af_id: appsflyerId, appsflyer_id: `${appsflyerId}9` }],
    [
      'advertising_id',
      { gaid: 'd0d5d5a0-1111-4222-8333-444455556666', advertising_id: 'd0d5d5a0-1111-4222-8333-444455556667' },
    ],
  ])('a row that names two people by its %s erases nobody', (field, row) => {
    expect(erase(row)).toMatchObject({ outcome: 'reject', findings: [{ code: 'two_ids_to_erase', field }] })
    const [column = '', other = ''] = Object.keys(row)
    const configured = configurationOf({
      ...{ s2s_token: 's2s', api_token: 'SECRET', apps: [{ app_id: 'id123456789' }, { app_id: 'com.example.app' }] },
      streams: [{ stream: 'gone', send_as: 'erase', columns: [{ column, field }] }],
    })
    expect(prepare({ stream: 'gone', data: row }, configured, nowMs).outcome).toBe('send')
    expect(codesOf({ ...row, [other]: '' })).not.toContain('two_ids_to_erase')
  })

  test.each(['7e0', '15.0', '1e5', '1.5E+1', '7.00'])('the text %s is the id of a user, and no number', (user_id) => {
    const [body] = bodiesOf({ user_id, app_id: 'id123456789' })
    expect(body.subject_identities[0].identity_value).toBe(user_id)
    expect(codesOf({ user_id, app_id: 'id123456789' })).not.toContain('number_mended')
    expect(bodiesOf({ user_id: 15, app_id: 'id123456789' })[0].subject_identities[0].identity_value).toBe('15')
    expect(codesOf({ user_id: '0.0' })).toContain('no_id_to_erase')
  })

  test.each(['garbage', '99999999999999999999', true])(
    'the mapped time %j, which cannot be read, is told',
    (requested_at) => {
      const row = { user_id: 'u1', app_id: 'id123456789', requested_at }
      expect(erase(row).outcome).toBe('send')
      expect(codesOf(row)).toContain('erasure_day_guessed')
      expect(codesOf({ ...row, requested_at: null })).not.toContain('erasure_day_guessed')
      expect(codesOf({ ...row, requested_at: '2026-03-01' })).not.toContain('erasure_day_guessed')
    },
  )

  test('one user twice is one, and a GUID in capitals is the same', () => {
    expect(bodiesOf({ user_id: 'u1', customer_user_id: 'u1' })).toHaveLength(3)
    expect(bodiesOf({ user_id: gaid, customer_user_id: gaid.toUpperCase() })).toHaveLength(3)
  })

  test.each([
    [['id123456789']],
    [{ id: 'id123456789' }],
    [{}],
    [[]],
    [false],
    [true],
    ['unknown'],
    ['[object Object]'],
  ])('the app %j, which cannot be read, is no leave to ask all apps', (app_id) => {
    const row = { user_id: 'user-77', app_id }
    expect(erase(row)).toMatchObject({ outcome: 'reject', request: null })
    expect(codesOf(row)).toContain('unknown_app')
  })

  test.each([[['ios']], [{ name: 'ios' }], [{}], [true], [5], ['unknown'], ['(unknown)'], ['mobile'], ['toaster']])(
    'the platform %j, which cannot be read, is no leave to ask all apps',
    (said) => {
      const row = { user_id: 'user-77', platform: said }
      expect(erase(row)).toMatchObject({ outcome: 'reject', request: null })
      expect(codesOf(row)).toContain('unknown_platform')
      // Where the app is named, nothing depends on it.
      expect(erase({ ...row, app_id: 'id123456789' }).request?.appId).toBe('id123456789')
    },
  )

  test.each([
    [{ app_id: null, platform: null }],
    [{ app_id: '', platform: ' ' }],
    [{ app_id: 'NULL', platform: 'N/A' }],
    [{ platform: 'all' }],
    [{ device_type: 'phone' }],
  ])('%j names none: every app is asked', (named) => {
    expect(bodiesOf({ user_id: 'user-77', ...named })).toHaveLength(3)
  })

  test.each([
    ['nothing', {}],
    ['zeros alone', { idfa: zeros, idfv: zeros }],
    ['nobody', { user_id: 'guest' }],
    ['an id that erasures do not know', { oaid: 'o1' }],
    ['a call without an event', { type: 'identify', userId: 'user-77', context: { ip: '203.0.113.7' } }],
  ])('a row with %s is rejected: nobody is erased', (_name, row) => {
    expect(erase(row)).toMatchObject({ outcome: 'reject', request: null })
    expect(codesOf(row)).toContain('no_id_to_erase')
  })

  test('an id that no app can know is told', () => {
    const { findings } = erase({ app_id: 'com.example.app', appsflyer_id: appsflyerId, idfv: idfa })
    expect(findings).toContainEqual(expect.objectContaining({ code: 'erasure_id_left_out', field: 'idfv' }))
  })

  test('the customer user id goes out as it is, even where it is an e-mail address', () => {
    const [body] = bodiesOf({ user_id: 'jane@example.com', app_id: 'com.example.app' })
    expect(body.subject_identities[0].identity_value).toBe('jane@example.com')
    const { findings } = erase({ user_id: 'jane@example.com', app_id: 'com.example.app' })
    expect(findings.map(({ code }) => code)).toEqual(['erasure_by_user_id'])
    expect(JSON.stringify(findings)).not.toContain('jane')
  })

  test('a request has one id for the day of its mapped time, however often and when it is sent', () => {
    const row = { user_id: 'u', app_id: 'com.example.app', requested_at: '2026-03-01 10:00:00' }
    const idOf = (data: object, at = nowMs) => bodiesOf(data, at)[0].subject_request_id
    expect(idOf(row, nowMs + 9 * 86_400_000)).toBe(idOf(row))
    expect(idOf({ ...row, requested_at: '2026-03-09 10:00:00' })).not.toBe(idOf(row))
    const steam = { appId: 'steam-480', day: '2026-03-14' }
    const askedFor = (value: string) => requestIdOf({ ...steam, identities: [{ type: 'appsflyer_id', value }] })
    expect(askedFor('045F4137-57B7-45E6-8A45-C303101A086A')).toBe(askedFor('045f4137-57b7-45e6-8a45-c303101a086a'))
    expect(askedFor('An-Id')).not.toBe(askedFor('an-id'))
    // When the user came is no time of a wish.
    const came = { user_id: 'u', app_id: 'com.example.app', created_at: '2020-01-01' }
    expect(idOf(came)).toBe(idOf({ ...came, created_at: '2021-01-01' }))
    expect(idOf(came, nowMs + 86_400_000)).not.toBe(idOf(came))
  })

  test('a Segment deletion and a row say the same of the same user', () => {
    const [body] = bodiesOf({ user_id: 'user-77', app_id: 'id123456789' })
    expect(body).toEqual(erasureBody(erasureOf({ appId: 'id123456789', platform: 'ios' }, 'user-77', nowMs), nowMs))
  })
})

describe('apps on Windows, PCs, consoles and TVs', () => {
  const family = configurationOf({
    s2s_token: 's2s',
    dev_key: 'dev',
    api_token: 'SECRET',
    apps: [
      { app_id: 'id123456789' },
      { app_id: '9NBLGGH4NNS1', platform: 'windows' },
      { app_id: 'website-www.example.com' },
      { app_id: 'example-bundle', platform: 'web_pba', key: 'web-dev-key' },
      { app_id: 'steam-480' },
      { app_id: '12', platform: 'roku' },
    ],
    streams: [{ stream: 'gone', send_as: 'erase' }],
  })
  const requestsFor = (data: object) => {
    const { request, more = [] } = prepare({ stream: 'gone', data }, family, nowMs)
    return request === null ? [] : [request, ...more].map(({ body }) => JSON.parse(body))
  }
  const askedFor = (data: object) =>
    requestsFor(data).map(({ property_id, subject_identities }) =>
      [
        property_id,
        ...subject_identities.map((one: { identity_type: string }) => one.identity_type.replace(/_id$/, '')),
      ].join(' '),
    )

  test('are asked, too, where a row names no app; a brand bundle is none', () => {
    expect(askedFor({ user_id: 'user-77' })).toEqual([
      'id123456789 customer_user',
      '9NBLGGH4NNS1 customer_user',
      'website-www.example.com customer_user',
      'steam-480 customer_user',
      'roku-12 customer_user',
    ])
  })

  test.each([
    [{ app_id: 'steam-480' }, 'steam-480'],
    [{ app_id: 'STEAM-480' }, 'steam-480'],
    [{ platform: 'Steam' }, 'steam-480'],
    [{ platform: 'Roku TV' }, 'roku-12'],
    [{ app_id: '9nblggh4nns1' }, '9NBLGGH4NNS1'],
    [{ platform: 'Windows 11' }, '9NBLGGH4NNS1'],
  ])('%j is asked alone', (named, appId) => {
    expect(askedFor({ user_id: 'user-77', ...named })).toEqual([`${appId} customer_user`])
  })

  test("the app's own id of a device is its AppsFlyer id; that of an install or of a browser is no device's", () => {
    const own = 'd0d5d5a0-1111-4222-8333-444455556666'
    for (const ids of [{ device_id: own }, { device_ids: [{ type: 'custom', value: own }] }, { appsflyer_id: own }]) {
      const [body] = requestsFor({ app_id: 'steam-480', ...ids })
      expect(body.subject_identities).toEqual([
        { identity_type: 'appsflyer_id', identity_value: own, identity_format: 'raw' },
      ])
    }
    expect(askedFor({ appsflyer_id: appsflyerId })).toEqual(['id123456789 appsflyer', '9NBLGGH4NNS1 appsflyer'])
    expect(askedFor({ appsflyer_id: `${own}-p` })).toEqual(['website-www.example.com appsflyer'])
  })

  test.each([
    ['an install', appsflyerId],
    ['a browser', 'd0d5d5a0-1111-4222-8333-444455556666-p'],
  ])('the id of %s is none of a device, which is told, and its own id is named', (_name, id) => {
    const device_id = 'e0d5d5a0-1111-4222-8333-444455556666'
    const row = { app_id: 'steam-480', appsflyer_id: id, device_id }
    const { findings } = prepare({ stream: 'gone', data: row }, family, nowMs)
    expect(requestsFor(row)[0].subject_identities).toMatchObject([{ identity_value: device_id }])
    expect(findings).toContainEqual(expect.objectContaining({ code: 'erasure_id_left_out', field: 'appsflyer_id' }))
    expect(prepare({ stream: 'gone', data: { ...row, device_id: null } }, family, nowMs).outcome).toBe('reject')
  })

  test('a GUID in braces or without dashes is brought into its form, as an AppsFlyer id, too', () => {
    const own = 'd0d5d5a0-1111-4222-8333-444455556666'
    for (const appsflyer_id of [`{${own}}`, own.replaceAll('-', '')]) {
      const record = { stream: 'gone', data: { app_id: 'steam-480', appsflyer_id } }
      const { request, findings } = prepare(record, family, nowMs)
      // So that it is held back afterwards.
      expect(request?.erasure?.appsflyerId).toBe(own)
      expect(findings).toContainEqual(expect.objectContaining({ code: 'device_id_mended', field: 'appsflyer_id' }))
    }
  })

  test('of two ids of a device one is named, and the other is told; one in two forms is one', () => {
    const own = 'd0d5d5a0-1111-4222-8333-444455556666'
    const codes = (device_id: string) =>
      prepare(
        { stream: 'gone', data: { app_id: 'steam-480', appsflyer_id: own, device_id } },
        family,
        nowMs,
      ).findings.map(({ code, field }) => `${code} ${field}`)
    expect(codes('e0d5d5a0-1111-4222-8333-444455556666')).toEqual(['value_conflict device_id'])
    expect(codes(own.toUpperCase())).toEqual([])
  })

  test('ids of a device that erasures do not know are told', () => {
    const row = { app_id: 'steam-480', user_id: 'user-77', steam_id: '76561198000000000' }
    const { findings } = prepare({ stream: 'gone', data: row }, family, nowMs)
    expect(findings).toContainEqual(expect.objectContaining({ code: 'erasure_id_left_out', field: 'steam_id' }))
  })
})

describe('one app of each kind', () => {
  const family = configurationOf({
    ...{ s2s_token: 's2s', api_token: 'SECRET', dev_key: 'dev' },
    apps: [
      { app_id: 'id123456789' },
      { app_id: 'com.example.app' },
      { app_id: 'website-www.example.com' },
      { platform: 'windows', app_id: '9nblggh4nns1' },
      { platform: 'web_pba', app_id: 'brand', key: 'k' },
      { platform: 'steam', app_id: '480' },
      { app_id: 'roku-151908' },
    ],
    streams: [{ stream: 'gone', send_as: 'erase' }],
  })
  const ask = (data: object, configuration = family) => {
    const { request, more = [], findings } = prepare({ stream: 'gone', data }, configuration, nowMs)
    const requests = request === null ? [] : [request, ...more]
    return {
      findings,
      apps: requests.map(({ appId }) => appId),
      bodies: requests.map(({ body }) => JSON.parse(body)),
      codes: findings.map(({ code }) => code),
    }
  }

  test('a user id goes to all that erasures reach, and the brand bundle is told', () => {
    const { apps, codes } = ask({ user_id: 'player-9' })
    expect(apps).toEqual([
      ...['id123456789', 'com.example.app', 'website-www.example.com'],
      ...['9nblggh4nns1', 'steam-480', 'roku-151908'],
    ])
    expect(codes).toContain('app_without_erasures')
  })

  test.each([
    ['steam', ['steam-480']],
    ['Roku OS 12', ['roku-151908']],
    ['Windows 11', ['9nblggh4nns1']],
    ['web', ['website-www.example.com']],
    ['iOS', ['id123456789']],
  ])('the platform %s is asked alone', (platform, apps) => {
    expect(ask({ platform, user_id: 'player-9' }).apps).toEqual(apps)
    expect(ask({ device_os: platform, user_id: 'player-9' }).apps).toEqual(apps)
  })

  test.each([['xbox'], ['steem'], ['Symbian']])('the platform %s, for which there is no app, asks none', (platform) => {
    expect(ask({ platform, user_id: 'player-9' })).toMatchObject({
      apps: [],
      codes: [platform === 'xbox' ? 'no_app_for_platform' : 'unknown_platform'],
    })
    // A row for Steam erases nobody elsewhere.
    expect(
      prepare({ stream: 'gone', data: { platform: 'steam', user_id: 'player-9' } }, configuration, nowMs),
    ).toMatchObject({ outcome: 'reject', findings: [{ code: 'no_app_for_platform' }] })
  })

  test('any app may be named, with its prefix and without; a brand bundle is refused', () => {
    expect(ask({ app_id: 'steam-480', user_id: 'u' }).apps).toEqual(['steam-480'])
    expect(ask({ app_id: '480', user_id: 'u' }).apps).toEqual(['steam-480'])
    expect(ask({ app_id: 'brand', user_id: 'u' })).toMatchObject({
      apps: [],
      findings: [{ code: 'app_without_erasures', severity: 'reject' }],
    })
  })

  test('an id that several stores share asks the app of the platform alone, and none where that is not said', () => {
    const shared = configurationOf({
      s2s_token: 's2s',
      dev_key: 'dev',
      api_token: 'SECRET',
      apps: ['steam', 'quest'].map((of) => ({ platform: of, app_id: '480' })),
      streams: [{ stream: 'gone', send_as: 'erase' }],
    })
    const asked = (row: object) => {
      const { apps, findings } = ask({ app_id: '480', user_id: 'player-9', ...row }, shared)
      const [why] = findings.filter(({ severity }) => severity === 'reject')
      return [...apps, ...(why === undefined ? [] : [why.code, why.message.includes('steam-480 and quest-480')])]
    }
    expect(asked({ platform: 'quest' })).toEqual(['quest-480'])
    expect(asked({ platform: 'Steam' })).toEqual(['steam-480'])
    expect(asked({ app_id: 'quest-480' })).toEqual(['quest-480'])
    expect(asked({})).toEqual(['unknown_platform', true])
    expect(asked({ platform: 'xbox' })).toEqual(['no_app_for_platform', true])
  })

  test('a whole id may be another app without its prefix: the platform decides, else the whole one is meant', () => {
    const shared = configurationOf({
      ...{ s2s_token: 's2s', dev_key: 'dev', api_token: 'SECRET' },
      apps: [{ app_id: 'com.example.app' }, { app_id: 'quest-com.example.app' }],
      streams: [{ stream: 'gone', send_as: 'erase' }],
    })
    const asked = (row: object) => ask({ app_id: 'com.example.app', user_id: 'player-9', ...row }, shared)
    expect(asked({}).apps).toEqual(['com.example.app'])
    expect(asked({ platform: 'android' }).apps).toEqual(['com.example.app'])
    expect(asked({ platform: 'quest' }).apps).toEqual(['quest-com.example.app'])
    expect(asked({ platform: 'ios' })).toMatchObject({ apps: [], codes: ['no_app_for_platform'] })
  })

  test.each([
    [{ app_id: 'id123456789', platform: 'android' }],
    [{ app_id: 'roku-151908', platform: 'steam' }],
    [{ app_id: 'website-www.example.com', platform: 'web_pba' }],
  ])('an app whose platform is another one is not asked: %j', (named) => {
    expect(ask({ ...named, user_id: 'u' })).toMatchObject({ apps: [], codes: ['no_app_for_platform'] })
  })

  test('a row for the bundle erases nobody on the website', () => {
    expect(ask({ platform: 'web_pba', user_id: 'u' })).toMatchObject({
      apps: [],
      findings: [{ code: 'app_without_erasures', severity: 'reject' }],
    })
    expect(ask({ platform: 'web', user_id: 'u' }).apps).toEqual(['website-www.example.com'])
  })

  test('Windows takes the advertising id of a row that names it', () => {
    const [body] = ask({ platform: 'windows', advertising_id: gaid }).bodies
    expect(body.subject_identities).toMatchObject([{ identity_type: 'microsoft_advertising_id', identity_value: gaid }])
  })

  test.each([[{ app_id: 'com.example.app' }], [{ platform: 'android' }]])('an IDFA is none of Android, in %j', (of) => {
    const { bodies, findings } = ask({ ...of, user_id: 'u', idfa })
    expect(bodies.map(({ subject_identities }) => subject_identities.length)).toEqual([1])
    expect(findings).toContainEqual(expect.objectContaining({ code: 'erasure_id_left_out', field: 'idfa' }))
    expect(ask({ ...of, idfa }).codes).toContain('no_id_to_erase')
  })
})

test('without the API token V2 such a stream is a mistake of the configuration', () => {
  const without = {
    apps: [{ app_id: 'com.example.app' }],
    s2s_token: 's',
    streams: [{ stream: 's', send_as: 'erase' }],
  }
  expect(() => configurationOf(without)).toThrow(/streams\[0\]\.send_as is erase, which needs api_token/)
})
