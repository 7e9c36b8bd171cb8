import { destinationCatalog } from '../../../spec/airbyte/destination-catalog'
import { readRow } from '../../../src/core/reading/read-row'

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

test('texts that people read: sentences, no two titles alike, nothing too long for a form', () => {
  for (const { json_schema: schema } of operations) {
    const columns: readonly { title: string; description: string }[] = Object.values(schema.properties)
    const titles = columns.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const { title, description } of [schema, ...columns]) {
      expect(title).toMatch(/^[A-Z].{1,30}$/)
      expect(description).toMatch(/^\S.*\.$/)
      expect(description.length).toBeLessThan(200)
    }
  }
})

test('only required columns must have a value', () => {
  for (const { json_schema: schema } of operations) {
    const properties: Readonly<Record<string, { type: unknown }>> = schema.properties
    const neverNull = Object.keys(properties).filter((name) => typeof properties[name]?.type === 'string')
    expect(neverNull.sort()).toEqual([...schema.required].sort())
  }
})

test('every column means the field of its name, whatever else the row holds', () => {
  for (const { json_schema: schema } of operations) {
    for (const name of Object.keys(schema.properties)) {
      expect(readRow({ [name]: 'x', other: 'y' }, new Set())).toMatchObject({ fields: { [name]: 'x' } })
    }
  }
})
