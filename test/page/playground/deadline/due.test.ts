import { parseConfigurationText } from '../../../../src/configuration/parse-configuration-text'
import { dueOf } from '../../../../src/page/playground/deadline/due'
import { previewText } from '../../../../src/page/playground/preview-text'

const nowMs = Date.UTC(2026, 10, 28, 12)
const timeMs = Date.UTC(2026, 10, 28, 11)
const web = { app_id: 'website-www.example.com', time_zone: 'America/New_York' }
const apps = [{ app_id: 'id123456789' }, web, { app_id: 'steam-480' }]

function due(record: object, changes: object = {}) {
  const text = JSON.stringify({ s2s_token: 't', dev_key: 't', apps, ...changes })
  const parsed = parseConfigurationText(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { configuration } = parsed
  const made = previewText(JSON.stringify(record), { configuration, stream: undefined }, nowMs)
  if ('problem' in made || made.previews[0] === undefined) throw new Error('nothing was made')
  return dueOf(made.previews[0], configuration, nowMs)
}

const visitor = { event_name: 'a', platform: 'web', user_id: 'u', event_time: timeMs }

test('each endpoint by its own rule, a web app in its zone', () => {
  const mobile = { event_name: 'a', platform: 'ios', appsflyer_id: '1415211453000-6513894', event_time: timeMs }
  const device = {
    event_name: 'a',
    platform: 'steam',
    ip: '192.0.2.1',
    steam_id: '76561197960287930',
    event_time: timeMs,
  }
  expect(due(visitor)).toEqual({ timeMs, rule: 'web', timeZone: 'America/New_York' })
  expect(due(mobile)).toEqual({ timeMs, rule: 'mobile', timeZone: 'UTC' })
  expect(due(device)).toEqual({ timeMs, rule: 'devices', timeZone: 'UTC' })
})

test('what is held back for its time has one; what is held back for something else, or has no time, has none', () => {
  const long = Date.UTC(2026, 10, 20)
  expect(due({ ...visitor, event_time: long }, { late_events: 'reject' })).toMatchObject({ timeMs: long, rule: 'web' })
  expect(due({ ...visitor, user_id: undefined })).toBeUndefined()
  expect(due({ ...visitor, event_time: undefined })).toBeUndefined()
  expect(due({ type: 'identify' })).toBeUndefined()
})

test('a stream that `mapping` names as text is applied as one of `streams` is', () => {
  const mapping = '- stream: orders\n  columns:\n    - {column: at, field: event_time}\n'
  const record = {
    type: 'RECORD',
    record: { stream: 'orders', data: { ...visitor, event_time: undefined, at: timeMs } },
  }
  expect(due(record, { mapping })).toMatchObject({ timeMs })
})
