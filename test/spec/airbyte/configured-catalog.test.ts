import { parseCatalogText } from '../../../spec/airbyte/configured-catalog'

const parse = (value: unknown) => parseCatalogText(JSON.stringify(value))
const stream = (mode: string | null) => ({
  stream: { name: 'orders', json_schema: {}, x: 1 },
  sync_mode: 'incremental',
  destination_sync_mode: mode,
})

test('no streams are fine', () => {
  expect(parse({ streams: [] })).toEqual({ ok: true, streams: [] })
})

test('streams have a name, perhaps a namespace and an object; null is not set', () => {
  const streams = [
    stream('append'),
    {
      stream: { name: 'orders', namespace: 'shop' },
      destination_sync_mode: 'append',
      destination_object_name: 'web_event',
    },
    { stream: { name: 'users', namespace: null }, destination_sync_mode: null, destination_object_name: null },
  ]
  expect(parse({ streams })).toEqual({
    ok: true,
    streams: [
      { name: 'orders', syncMode: 'append' },
      { name: 'orders', namespace: 'shop', syncMode: 'append', objectName: 'web_event' },
      { name: 'users', syncMode: 'append' },
    ],
  })
})

test.each(['append', 'overwrite', 'append_dedup', 'update', 'something_new'])('%s is taken, as an append', (mode) => {
  expect(parse({ streams: [stream(mode)] }).ok).toBe(true)
})

test.each<[string, string, string, string]>([
  [
    'soft_delete',
    JSON.stringify({ streams: [stream('append'), stream('soft_delete')] }),
    'streams[1].destination_sync_mode',
    'is soft_delete, and',
  ],
  ['no streams key', '{}', 'streams', 'is missing'],
  ['nameless', JSON.stringify({ streams: [{ stream: {} }] }), 'streams[0].stream.name', 'is missing'],
  ['no JSON', 'name,namespace', '', 'is not JSON'],
  ['empty', '', '', 'is empty'],
])('a clear problem: %s', (_, text, path, message) => {
  const parsed = parseCatalogText(text)
  expect(parsed.ok ? [] : parsed.problems).toEqual([{ path, message: expect.stringContaining(message) }])
})
