import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { fitCatalog } from '../../../src/airbyte/connector/fit-catalog'
import { prepare } from '../../../src/core/prepare'

const append = { syncMode: 'append' }

function fitted(streams: Parameters<typeof fitCatalog>[1], mappings: readonly object[] = []) {
  const apps = [{ platform: 'android', app_id: 'com.shop', key: 'k' }]
  const parsed = parseConfiguration({ apps, streams: mappings })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return fitCatalog(parsed.configuration, streams)
}

test('an object that was chosen for a stream is not for another of its name', () => {
  const { configuration, warnings } = fitted([
    { name: 'orders', namespace: 'archive', objectName: 'web_visit', ...append },
    { name: 'orders', namespace: 'shop', ...append },
    { name: 'orders', ...append },
  ])
  const data = { event_name: 'purchase', appsflyer_id: '1700000000000-1234567', platform: 'android' }
  const outcomeOf = (stream: object) => prepare({ data, ...stream }, configuration, 1_705_312_800_000).outcome
  expect(outcomeOf({ stream: 'orders', namespace: 'archive' })).toBe('reject')
  expect(outcomeOf({ stream: 'orders', namespace: 'shop' })).toBe('send')
  expect(outcomeOf({ stream: 'orders' })).toBe('send')
  expect(warnings).toEqual([])
})

test('the columns of a mapping are read in each namespace, where each has an object of its own', () => {
  const columns = [{ column: 'what', field: 'event_name' }]
  const { configuration } = fitted(
    [
      { name: 'orders', namespace: 'shop', objectName: 'mobile_event', ...append },
      { name: 'orders', namespace: 'archive', objectName: 'web_visit', ...append },
    ],
    [{ stream: 'orders', columns }],
  )
  const data = { what: 'purchase', appsflyer_id: '1700000000000-1234567', platform: 'android' }
  const prepared = prepare({ data, stream: 'orders', namespace: 'shop' }, configuration, 1_705_312_800_000)
  expect(JSON.parse(prepared.request?.body ?? '{}')).toMatchObject({ eventName: 'af_purchase' })
})

test('warnings say which of several streams of a name is meant', () => {
  const { warnings } = fitted([
    { name: 'orders', namespace: 'shop', objectName: 'nonsense', ...append },
    { name: 'orders', namespace: 'archive', isFullRefresh: true, ...append },
  ])
  expect(warnings).toEqual([
    expect.stringMatching(/^Full refresh of archive\.orders: /),
    expect.stringMatching(/^The catalog sends stream shop\.orders to an object that is none of /),
  ])
})
