import { destinationCatalog } from '../../../spec/airbyte/destination-catalog'

const operations = JSON.parse(JSON.stringify(destinationCatalog())).operations

test('one operation per kind of event, each an append', () => {
  expect(
    operations.map((operation: { object_name: string; sync_mode: string }) => [
      operation.object_name,
      operation.sync_mode,
    ]),
  ).toEqual([
    ['mobile_event', 'append'],
    ['web_event', 'append'],
    ['web_visit', 'append'],
  ])
})

test.each([0, 1, 2])('operation %i: every column has title, description and type, and required ones exist', (index) => {
  const { properties, required } = operations[index].json_schema
  for (const property of Object.values(properties)) {
    expect(property).toEqual(
      expect.objectContaining({ title: expect.any(String), description: expect.any(String), type: expect.anything() }),
    )
  }
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(required))
})

test('each kind has the columns it can carry', () => {
  const [mobile, event, visit] = operations.map((operation: { json_schema: { properties: object } }) =>
    Object.keys(operation.json_schema.properties),
  )
  expect(mobile).toEqual(expect.arrayContaining(['event_name', 'idfa', 'revenue', 'email', 'consent_data']))
  expect(mobile).not.toContain('event_url')
  expect(event).toEqual(expect.arrayContaining(['event_name', 'revenue', 'event_url', 'dedup_id']))
  expect(event).not.toContain('idfa')
  expect(visit).toContain('event_url')
  expect(visit).not.toEqual(expect.arrayContaining(['revenue']))
  expect(visit).not.toContain('event_name')
})
