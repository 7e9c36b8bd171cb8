import { ids, iosCall, iosRow, see } from '../prepare-fixtures'

const { idfa, idfv, gaid } = ids
const shared = {
  event_name: 'level_finished',
  event_time: '2024-01-15 10:00:00',
  appsflyer_id: ids.appsflyerId,
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
}
const ios = (columns: object = {}) => ({ ...shared, platform: 'ios', idfa, idfv, os_version: '17.4', ...columns })
const android = (columns: object = {}) => ({ ...shared, platform: 'android', advertising_id: gaid, ...columns })

describe('ATT (mobile v3 OpenAPI, att)', () => {
  const spellings: Record<0 | 1 | 2 | 3, unknown[]> = {
    0: [
      0,
      '0',
      '0.0',
      'notDetermined',
      'not_determined',
      'not-determined',
      'Not Determined',
      'TrackingStatus.notDetermined',
      'undetermined',
    ],
    1: [
      1,
      '1',
      '1.0',
      'restricted',
      'TrackingStatus.restricted',
      'ATTrackingManager.AuthorizationStatus.restricted',
      'ATT_RESTRICTED',
    ],
    2: [
      2,
      '2',
      '2.0',
      'denied',
      'DENIED',
      ' denied ',
      'TrackingStatus.denied',
      'PermissionStatus.denied',
      'permanentlyDenied',
      '"denied"',
      '.denied',
      'blocked',
      'ATTrackingManagerAuthorizationStatusDenied',
    ],
    3: [
      3,
      '3',
      '3.0',
      'authorized',
      'Authorised',
      'TrackingStatus.authorized',
      'granted',
      'PermissionStatus.granted',
      'RESULTS.GRANTED',
      'AuthorizationTrackingStatus.AUTHORIZED',
      'ATT_AUTHORIZED',
    ],
  }
  const cases = Object.entries(spellings).flatMap(([att, all]) => all.map((said) => [said, Number(att)] as const))
  test.each(cases)('%j is %d', (said, att) => {
    const { body } = see(ios({ att: said }))
    expect([body['att'], body['idfa']]).toEqual([att, att === 0 || att === 3 ? idfa : undefined])
    expect(body['idfv']).toBe(idfv)
    expect(body['aie']).toBeUndefined()
  })

  test.each([-1, '-1', 4, '9', 'maybe', 'limited', true, 'yes', 'unknown', { status: 'denied' }, [2]])(
    '%j cannot be read: told, and no IDFA on a guess',
    (att) => {
      const { body, codes } = see(ios({ att }))
      expect([body['att'], body['idfa'], body['idfv']]).toEqual([undefined, undefined, idfv])
      expect(codes).toContain('invalid_tracking_dropped')
    },
  )

  test.each(['TrackingStatus.notSupported', 'not_supported', 'unavailable', '', null, 'null', 'N/A'])(
    '%j is no ATT: the IDFA stays',
    (att) => expect(see(ios({ att })).body).toMatchObject({ idfa }),
  )

  test.each<[string, object, object]>([
    ['Segment: trackingStatus', { trackingStatus: 'denied' }, { att: 2 }],
    ['RudderStack: attTrackingStatus', { attTrackingStatus: 2 }, { att: 2 }],
    [
      'ATT decides against adTrackingEnabled',
      { trackingStatus: 'authorized', adTrackingEnabled: false },
      { att: 3, idfa },
    ],
    ['denied in spite of adTrackingEnabled', { trackingStatus: 'denied', adTrackingEnabled: true }, { att: 2 }],
    ['not determined is no opt-out', { trackingStatus: 'notDetermined', adTrackingEnabled: false }, { att: 0, idfa }],
    ['no ATT: adTrackingEnabled counts', { adTrackingEnabled: false }, { aie: false }],
    ['a placeholder gives way to the other', { trackingStatus: 'unknown', attTrackingStatus: 3 }, { att: 3, idfa }],
  ])('%s', (_title, device, tracking) => {
    const context = { device: { type: 'ios', id: idfv, advertisingId: idfa, ...device } }
    const { body } = see(iosCall({}, {}, context))
    expect({ att: body['att'], aie: body['aie'], idfa: body['idfa'] }).toEqual({
      att: undefined,
      aie: undefined,
      idfa: undefined,
      ...tracking,
    })
  })
})

describe('ad tracking on Android (mobile v3 OpenAPI, aie)', () => {
  test.each<[object, boolean]>([
    ...['f', 'F', 'n', 'N', 'no', 'off', '0', 0, '0.0', false, 'FALSE', ' false '].map((said): [object, boolean] => [
      { ad_tracking_enabled: said },
      false,
    ]),
    ...['t', 'T', 'y', 'yes', 'ON', '1', 1, '1.0', true, 'True'].map((said): [object, boolean] => [
      { aie: said },
      true,
    ]),
    [{ is_lat: true }, false],
    [{ IS_LAT: 'f' }, true],
    [{ limit_ad_tracking: 't' }, false],
    [{ 'Limit Ad Tracking': 'true' }, false],
    [{ limitAdTrackingEnabled: 0 }, true],
    [{ aie: true, is_lat: true }, false],
    [{ aie: 'null', is_lat: true }, false],
  ])('%j: %s', (columns, isAllowed) => {
    const { body } = see(android(columns))
    expect([body['aie'], body['advertising_id']]).toEqual([isAllowed, isAllowed ? gaid : undefined])
  })
  test.each(['maybe', 'enabled', 2, { a: 1 }])('%j cannot be read', (aie) => {
    const { body, codes } = see(android({ aie }))
    expect([body['aie'], body['advertising_id']]).toEqual([undefined, undefined])
    expect(codes).toContain('invalid_tracking_dropped')
  })
  test.each<[string, boolean, boolean]>([
    ['strip_ids', false, false],
    ['strip_advertising_ids', false, true],
    ['send', true, true],
  ])('opted out, %s', (opted_out_users, hasId, hasHash) => {
    const { body } = see(android({ is_lat: true, email: 'john@example.com' }), {
      configuration: { privacy: { opted_out_users } },
    })
    expect([body['advertising_id'] !== undefined, body['email_hashed'] !== undefined]).toEqual([hasId, hasHash])
  })
})

describe('device ids', () => {
  const bare = idfa.replaceAll('-', '')
  test.each([idfa.toLowerCase(), bare, bare.toLowerCase(), `{${idfa}}`, `{${bare}}`, ` ${idfa} `, `"${idfa}"`])(
    'IDFA %s is mended',
    (said) => {
      expect(see(ios({ idfa: said })).body['idfa']).toBe(idfa)
    },
  )
  test.each([
    '159358',
    12345,
    `${idfa}0`,
    `x${idfa}`,
    [idfa],
    { id: idfa },
    'ABC-DEF',
    '(null)',
    'N/A',
    '00000000-0000-0000-0000-000000000000',
    bare.replaceAll(/./g, '0'),
  ])('IDFA %j is none, told', (said) => {
    const { body, codes } = see(ios({ idfa: said }))
    expect([body['idfa'], body['idfv']]).toEqual([undefined, idfv])
    expect(codes.some((code) => /dropped|ignored/.test(code))).toBe(true)
  })
  test.each([idfv, idfv.toLowerCase(), idfv.replaceAll('-', '')])('an IDFA %s that is the IDFV is not sent', (said) => {
    expect(see(ios({ idfa: said })).body).toMatchObject({ idfv })
    expect(see(ios({ idfa: said })).body['idfa']).toBeUndefined()
  })
  test.each([gaid.toUpperCase(), gaid.replaceAll('-', ''), `{${gaid}}`])('GAID %s is mended', (said) => {
    expect(see(android({ advertising_id: said })).body['advertising_id']).toBe(gaid)
  })
  test.each<[object, string | undefined]>([
    [{ imei: '352099001761481' }, '352099001761481'],
    [{ imei: 352099001761481 }, '352099001761481'],
    [{ imei: '352099001761481.0' }, '352099001761481'],
    [{ imei: '3.52099001761481E14' }, '352099001761481'],
    [{ imei: '3.52099E14' }, undefined],
    [{ imei: '000000000000000' }, undefined],
  ])('%j', (columns, imei) => expect(see(android(columns)).body['imei']).toBe(imei))

  const set = (scope: 1 | 2) => ({ scope, id: gaid })
  test.each<[object, object | undefined]>([
    [{ app_set_id: set(1) }, set(1)],
    [{ app_set_id: JSON.stringify(set(2)) }, set(2)],
    [{ APP_SET_ID: { scope: '1', id: gaid.toUpperCase() } }, set(1)],
    [{ appSetId: { scope: 'developer', id: gaid } }, set(2)],
    [{ app_set_id: gaid, app_set_id_scope: '1.0' }, set(1)],
    [{ app_set_id: gaid, APP_SET_ID_SCOPE: 2 }, set(2)],
    [{ app_set_id: gaid }, undefined],
    [{ app_set_id: { scope: 3, id: gaid } }, undefined],
    [{ app_set_id: { scope: 1, id: 'x' } }, undefined],
    [{ app_set_id: 'null' }, undefined],
  ])('app set id %j (mobile v3 OpenAPI, AndroidIds)', (columns, appSetId) => {
    expect(see(android(columns)).body['app_set_id']).toEqual(appSetId)
  })
  test.each([
    ...[
      ['iOS 17.4.1', '17.4.1'],
      ['17.4.1', '17.4.1'],
      ['iPhone OS 17_4', '17.4'],
      ['iOS17', '17'],
      ['v17.4', '17.4'],
    ],
    ...[
      ['17.4 (21E219)', '17.4'],
      ['Version 17.4 (Build 21E219)', '17.4'],
      ['iPadOS 17.4', '17.4'],
      ['10_15_7', '10.15.7'],
    ],
    ...[
      ['17.0', '17.0'],
      ['iOS', undefined],
      ['null', undefined],
      ['tvOS 17.2', '17.2'],
    ],
  ])('os %j is %j', (os, version) => expect(see(ios({ os_version: undefined, os })).body['os']).toBe(version))
})

describe('consent (mobile v3 OpenAPI, ConsentData)', () => {
  const answers = { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false }
  const tcf = { policy_version: 4, gdpr_applies: 1, cmp_sdk_id: 7, cmp_sdk_version: 2, tcstring: 'CPz' }
  const iab = { IABTCF_TCString: 'CPz', IABTCF_gdprApplies: 1, IABTCF_CmpSdkID: 7, IABTCF_CmpSdkVersion: 2 }
  const twice = JSON.stringify(JSON.stringify({ manual: answers }))

  test.each<[string, object, object]>([
    ['an object', { consent_data: { manual: answers } }, { manual: answers }],
    ['JSON text', { consent_data: JSON.stringify({ manual: answers }) }, { manual: answers }],
    ['JSON text written as JSON', { CONSENT_DATA: twice }, { manual: answers }],
    [
      'texts',
      {
        consent_data: { manual: { gdpr_applies: 'true', ad_user_data_enabled: 'T', ad_personalization_enabled: '0' } },
      },
      { manual: answers },
    ],
    [
      'camel case',
      { consentData: { manual: { gdprApplies: true, adUserDataEnabled: true, adPersonalizationEnabled: false } } },
      { manual: answers },
    ],
    ['without the word manual', { consent_data: answers }, { manual: answers }],
    ['three columns', answers, { manual: answers }],
    [
      'three columns in capitals',
      { GDPR_APPLIES: 1, AD_USER_DATA_ENABLED: 't', AD_PERSONALIZATION_ENABLED: 'f' },
      { manual: answers },
    ],
    ['tcf', { consent_data: { tcf } }, { tcf }],
    ['tcf in texts', { consent_data: { tcf: { ...tcf, policy_version: '4.0', gdpr_applies: true } } }, { tcf }],
    ['tcf as JSON text', { consent_data: { tcf: JSON.stringify(tcf) } }, { tcf }],
    ['both: by hand wins', { consent_data: { tcf, manual: answers } }, { manual: answers }],
    ['IAB', { ...iab, IABTCF_PolicyVersion: 4 }, { tcf }],
    ['IAB, TcfPolicyVersion', { ...iab, IABTCF_TcfPolicyVersion: 4 }, { tcf }],
    ['IAB, as the file misspells it', { ...iab, IABTCF_PolicyVesrion: '4.0' }, { tcf }],
    [
      'IAB in lower case',
      {
        iabtcf_tcstring: 'CPz',
        iabtcf_gdprapplies: 1,
        iabtcf_cmpsdkid: 7,
        iabtcf_cmpsdkversion: 2,
        iabtcf_policyversion: 4,
      },
      { tcf },
    ],
    [
      'IAB in snake case',
      {
        iabtcf_tc_string: 'CPz',
        iabtcf_gdpr_applies: 1,
        iabtcf_cmp_sdk_id: 7,
        iabtcf_cmp_sdk_version: 2,
        iabtcf_policy_version: 4,
      },
      { tcf },
    ],
    ['IAB in one object', { consent_data: { ...iab, IABTCF_PolicyVersion: 4, IABTCF_PurposeConsents: '1' } }, { tcf }],
    [
      'IAB and gdpr_applies',
      {
        IABTCF_TCString: 'CPz',
        gdpr_applies: true,
        IABTCF_CmpSdkID: 7,
        IABTCF_CmpSdkVersion: 2,
        IABTCF_PolicyVersion: 4,
      },
      { tcf },
    ],
    ['IAB and all three answers', { ...iab, IABTCF_PolicyVersion: 4, ...answers }, { manual: answers }],
  ])('%s', (_title, columns, consent) => {
    const seen = see(android(columns))
    expect(seen.body['consent_data']).toEqual(consent)
    expect(seen.values).toEqual({})
  })

  test.each<[string, object]>([
    ['one answer', { gdpr_applies: true }],
    ['an answer in words', { ...answers, ad_user_data_enabled: 'perhaps' }],
    ['an empty object', { consent_data: {} }],
    ['a text', { consent_data: 'yes' }],
    ['a part too many', { consent_data: { manual: { ...answers, more: 1 } } }],
    ['a part too few', { consent_data: { tcf: { tcstring: 'CPz' } } }],
    ['an e-mail address in it', { consent_data: { tcf: { ...tcf, tcstring: 'a@b.org' } } }],
    ['half a character in it', { consent_data: { tcf: { ...tcf, tcstring: '\ud800' } } }],
  ])('%s: left out and told', (_title, columns) => {
    const { body, codes } = see(android(columns))
    expect(body['consent_data']).toBeUndefined()
    expect(codes).toContain('invalid_consent_dropped')
  })

  test.each<[string, object, object]>([
    [
      'Segment: beside AppsFlyer',
      { AppsFlyer: {}, consent_data: { manual: { ...answers, gdpr_applies: 'true' } } },
      {},
    ],
    ['Segment: under AppsFlyer', { AppsFlyer: { consent_data: { manual: answers } } }, {}],
    ['three properties', {}, answers],
    ['a property', {}, { consentData: { manual: answers } }],
  ])('%s', (_title, integrations, properties) => {
    const AppsFlyer = {
      appsFlyerId: ids.appsflyerId,
      ...('AppsFlyer' in integrations ? Object(integrations.AppsFlyer) : {}),
    }
    const seen = see(iosCall(properties, { integrations: { ...integrations, AppsFlyer } }))
    expect(seen.body['consent_data']).toEqual({ manual: answers })
    expect(seen.values).toEqual({})
  })

  test.each<[unknown, unknown]>([
    [
      ['facebook_int', 'x_int'],
      ['facebook_int', 'x_int'],
    ],
    ['["facebook_int"]', ['facebook_int']],
    ['facebook_int, x_int', ['facebook_int', 'x_int']],
    [['twitter_int'], ['twitter']],
    [['applesearchads_int'], ['Apple Search Ads']],
    [['apple_search_ads_int', 'Apple Search Ads'], ['Apple Search Ads']],
    ['all', 'all'],
    [['ALL'], 'all'],
    ['none', undefined],
    [[], undefined],
    [{ a: 1 }, undefined],
    [['\ud800x'], ['�x']],
  ])('sharing filter %j', (sharing_filter, expected) => {
    expect(see(android({ sharing_filter })).body['sharing_filter']).toEqual(expected)
  })
})

test('a choice that cannot be read lets neither advertising ids nor hashes of the person out', () => {
  const seen = see(iosRow({ att_status: 'perhaps', email: 'jane@example.com' }))
  expect(seen.codes).toEqual(['invalid_tracking_dropped', 'advertising_id_withheld', 'personal_hashes_withheld'])
  expect(seen.body).not.toHaveProperty('email_hashed')
  expect(seen.body).not.toHaveProperty('idfa')
})
