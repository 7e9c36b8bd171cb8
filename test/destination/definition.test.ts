import { readFileSync } from 'node:fs'
import { Destination, type GlobalSetting, type InputField, type Preset } from '@segment/actions-core'
import destination from '../../destination'
import { typesOf } from '../../destination/development/types-of'
import { settings } from '../../destination/settings'
import { type FieldName, fieldNames, fields as hostFields } from '../../spec/configuration/fields'
import { asEvent, subscribed } from './workspace'

const actions = Object.entries(destination.actions)
const presets: readonly Preset[] = destination.presets ?? []

function fieldsOf(action: string): Record<string, InputField> {
  const fields: Record<string, InputField | object | undefined> = { ...destination.actions[action]?.fields }
  return fields as Record<string, InputField>
}

async function outputOf(subscribe: string): Promise<unknown> {
  const results = await new Destination(destination).onEvent(
    asEvent({ type: 'group', userId: 'u' }),
    subscribed([{ partnerAction: 'mobileEvent', subscribe, mapping: {} }]),
  )
  return results[0]?.output
}

test('the name is one that actions-core can validate with, the slug the one of the catalog', () => {
  expect(destination.name).toBe('AppsFlyer')
  expect(destination.slug).toBe('actions-appsflyer')
  expect(destination.mode).toBe('cloud')
})

// What Segment's own `validate` command asks of a destination.
describe("Segment's rules", () => {
  test('there are actions, each with a title, a description and a batch', () => {
    expect(actions.map(([name]) => name)).toEqual(['mobileEvent', 'webEvent', 'webVisit', 'pbaUserId'])
    for (const [, action] of actions) {
      expect(action.title).toMatch(/^Send /)
      expect(action.description).toMatch(/\.$/)
      expect(typeof action.performBatch).toBe('function')
    }
  })

  test.each(
    actions.flatMap(([action]) =>
      Object.entries(fieldsOf(action)).map(([name, field]) => [action, name, field] as const),
    ),
  )('%s.%s has a label and a description', (_action, _name, field) => {
    expect(field.label.trim()).not.toBe('')
    expect(field.description.trim()).not.toBe('')
    for (const inner of Object.values(field.properties ?? {})) expect(inner.label.trim()).not.toBe('')
  })

  test.each(Object.entries(settings))('setting %s has a label and a description', (_name, setting: GlobalSetting) => {
    expect(setting.label.trim()).not.toBe('')
    expect(setting.description.trim()).not.toBe('')
  })

  test('a trigger that cannot be parsed is told from one that does not match', async () => {
    expect(await outputOf('type')).toMatch(/^Invalid subscription/)
    expect(await outputOf('type = "track"')).toBe('not subscribed')
  })

  const triggers = [
    ...actions.map(([name, action]) => [name, action.defaultSubscription ?? ''] as const),
    ...presets.flatMap((preset) => ('subscribe' in preset ? [[preset.name ?? '', preset.subscribe] as const] : [])),
  ]
  test.each(triggers)('the trigger of %s parses', async (_name, subscribe) => {
    expect(subscribe).not.toBe('')
    expect(await outputOf(subscribe)).toBe('not subscribed')
  })

  test.each(presets.map((preset) => [preset.name, preset] as const))(
    'preset "%s" names an action and fields that exist',
    (_name, { partnerAction, mapping = {} }) => {
      const known = Object.keys(fieldsOf(partnerAction))
      expect(known).not.toHaveLength(0)
      expect(known).toEqual(expect.arrayContaining(Object.keys(mapping)))
    },
  )

  test('presets have names of their own', () => {
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  })

  test('batching is on and bounded; batch keys, if any, are fields', () => {
    for (const [action] of actions) {
      const { enable_batching, batch_size, batch_keys, ...rest } = fieldsOf(action)
      expect(enable_batching).toMatchObject({ type: 'boolean', default: true })
      expect(batch_size).toMatchObject({ type: 'number', minimum: 1, maximum: 500 })
      expect(batch_size?.default).toBe(100)
      for (const key of (batch_keys?.default ?? []) as string[]) expect(Object.keys(rest)).toContain(key)
    }
  })
})

describe('settings', () => {
  test('keys are secret, everything else is not', () => {
    const secret = Object.entries(settings).flatMap(([name, { type }]) => (type === 'password' ? [name] : []))
    expect(secret).toEqual([
      's2s_token',
      'dev_key',
      'erasure_token',
      'pba_web_dev_key',
      'device_dev_key',
      'ios_key',
      'android_key',
      'web_key',
    ])
  })

  const shownAtFirst = Object.entries(settings).filter(
    ([, { depends_on, unsafe_hidden }]) => depends_on === undefined && unsafe_hidden !== true,
  )
  test('one secret and ids of apps are what a new destination asks for; dev keys come with API version v2', () => {
    const names = shownAtFirst.map(([name]) => name)
    expect(names.filter((name) => /token|key|_app_id$/.test(name))).toEqual([
      's2s_token',
      'erasure_token',
      'ios_app_id',
      'android_app_id',
      'web_app_id',
      'pba_web_dev_key',
      'device_app_id',
      'device_dev_key',
    ])
    const conditions = ['dev_key', 'ios_key', 'android_key'].map((name) => settings[name]?.depends_on?.conditions)
    const isV2 = (fieldKey: string) => ({ fieldKey, operator: 'is', value: 'v2' })
    const [ios, android] = [isV2('ios_api_version'), isV2('android_api_version')]
    expect(conditions).toEqual([[ios, android], [ios], [android]])
    expect(names).toEqual(expect.arrayContaining(['ios_api_version', 'android_api_version']))
  })

  test('no setting says where keys are sent', () => {
    expect(Object.keys(settings).filter((name) => /url|endpoint|host/.test(name))).toEqual([])
  })
})

describe('fields', () => {
  const isOn = (name: FieldName, action: string) =>
    hostFields[name].on === 'all' || hostFields[name].on === (action === 'mobileEvent' ? 'mobile' : 'web')
  const notOnVisits = ['event_name', 'revenue', 'currency', 'platform']
  const decidedByTheAction: readonly string[] = ['platform']
  /** Columns of a warehouse that are parts of an object here, or its opposite. */
  const partsOfOthers = /^(tcf_|gdpr_applies|ad_user_data|ad_personalization|app_set_id_scope|limit_ad_tracking)/

  const ofEvents = actions.filter(([name]) => name !== 'pbaUserId')
  test.each(ofEvents.map(([name]) => name))('%s can map every field of its kind of event', (action) => {
    const wanted = fieldNames.filter(
      (name) =>
        isOn(name, action) &&
        !partsOfOthers.test(name) &&
        !(action === 'webVisit' && notOnVisits.includes(name)) &&
        !(action !== 'mobileEvent' && decidedByTheAction.includes(name)),
    )
    expect(Object.keys(fieldsOf(action))).toEqual(expect.arrayContaining([...wanted]))
  })

  test('fields with personal data are of the category that Segment has for them', () => {
    for (const [action] of ofEvents) {
      const personal = Object.entries(fieldsOf(action)).filter(([, { category }]) => category === 'hashedPII')
      expect(personal.map(([name]) => name).sort()).toEqual([
        'email',
        'email_hashed',
        'first_name',
        'first_name_hashed',
        'last_name',
        'last_name_hashed',
        'phone',
        'phone_number_e164_hashed',
        'phone_number_hashed',
      ])
    }
  })

  test('ids of one system are hidden when the platform is fixed to the other', () => {
    const hiddenOn = (platform: string) =>
      Object.entries(fieldsOf('mobileEvent'))
        .filter(([, { depends_on }]) =>
          depends_on?.conditions.some((condition) => condition.operator === 'is_not' && condition.value === platform),
        )
        .map(([name]) => name)
    expect(hiddenOn('android')).toEqual(['idfa', 'idfv', 'att_status', 'app_type'])
    expect(hiddenOn('ios')).toEqual(['advertising_id', 'oaid', 'amazon_aid', 'imei', 'app_set_id', 'app_store'])
  })

  test('no field is hidden, each label is in title case, and no field has choices that could cost an event', () => {
    for (const [action] of actions) {
      for (const { label, unsafe_hidden, choices } of Object.values(fieldsOf(action))) {
        expect({ label, unsafe_hidden, choices }).toEqual({ label })
        for (const word of label.split(' ').slice(1))
          expect(word).toMatch(/^([A-Z(]|(and|as|of|or|the|to|in|for|by|a)$)/)
      }
    }
    for (const { label } of Object.values(settings)) expect(label).toMatch(/^[\w-]+(,? (\(?[A-Z]|of |for )[\w-]*\)?)*$/)
  })

  test('no field is required: what an event needs follows from its app, and our own words say it', () => {
    const required = actions.flatMap(([action]) =>
      Object.entries(fieldsOf(action)).flatMap(([name, field]) => (field.required ? [name] : [])),
    )
    expect(required).toEqual([])
  })

  test('products are mapped one by one', () => {
    expect(JSON.stringify(fieldsOf('mobileEvent')['products']?.default)).toContain('@arrayPath')
    expect(fieldsOf('webEvent')['products']?.multiple).toBe(true)
  })
})

const generated: readonly (readonly [file: string, text: string])[] = [
  ['destination/generated-types.ts', typesOf('Settings', settings)],
  ...actions.map(
    ([action]) => [`destination/${action}/generated-types.ts`, typesOf('Payload', fieldsOf(action))] as const,
  ),
]
test.each(generated)('%s is what the fields say (npm run segment:types)', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})
