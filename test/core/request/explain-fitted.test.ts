import fc from 'fast-check'
import { explainTrimming } from '../../../src/core/explain-trimming'
import { configure, iosCall, nowMs, rokuApp, rokuRow, see } from '../prepare-fixtures'

const explain = (data: unknown, changes: object = {}) => explainTrimming({ data }, configure(changes), nowMs)
const order = { order_id: 'o-1', revenue: 20, currency: 'USD' }
const products = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ product_id: `p${index}`, quantity: index + 1, price: index }))

test('nothing is told where all fits, nor of what is no event', () => {
  expect(explain(iosCall({ note: 'short' }))).toBeUndefined()
  expect(explain({ type: 'identify' })).toBeUndefined()
  expect(explain('text')).toBeUndefined()
})

test('each parameter with what it took and the rule it went by', () => {
  const call = iosCall({ ...order, a: 'x'.repeat(50), b: 'x'.repeat(600) }, { event: 'Order Completed' })
  const told = explain(call)
  expect(told).toMatchObject({ mostSize: 1_024, unit: 'bytes' })
  expect(told?.cuts).toEqual([
    { name: 'b', size: 611, rule: 'custom_value' },
    { name: 'af_receipt_id', size: 26, rule: 'said_twice' },
  ])
})

test('context, lists and long texts have rules of their own', () => {
  const lists = explain(iosCall({ ...order, products: products(60) }, { event: 'Order Completed' }))
  expect(lists?.cuts.map(({ name, rule }) => `${rule} ${name}`)).toEqual(
    expect.arrayContaining(['list af_content_id', 'list af_price', 'list af_quantity', 'context user_agent']),
  )
  const [left, all] = lists?.cuts.find(({ name }) => name === 'af_price')?.kept ?? []
  expect(all).toBe(60)
  expect(left).toBeLessThan(60)
  const text = explain(iosCall({ ...order, af_description: 'x'.repeat(1_500) }))
  expect(text?.cuts[0]).toMatchObject({ name: 'af_description', rule: 'long_text' })
})

test('what cannot be made to fit has its size and no cuts', () => {
  const data = iosCall({ order_id: 'x'.repeat(2_000) })
  expect(see(data).codes).toContain('body_too_large')
  expect(explain(data)).toMatchObject({ cuts: [], mostSize: 1_024 })
})

test('devices have a limit of characters, of event values alone', () => {
  const told = explain(rokuRow({ story: 'x'.repeat(3_000) }), { apps: [rokuApp] })
  expect(told).toMatchObject({ unit: 'characters', mostSize: 2_048, cuts: [{ name: 'story', rule: 'custom_value' }] })
})

test('names of parameters that hold personal data are not told', () => {
  const told = explain(iosCall({ 'jane@example.com': 'x'.repeat(2_000) }), {
    privacy: { personal_data_in_event_values: 'keep' },
  })
  expect(told?.cuts).toHaveLength(1)
  expect(JSON.stringify(told)).not.toContain('jane@')
})

test('the sizes add up to what is missing in the request', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer(), fc.boolean())
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{3,12}$/), value, { minKeys: 4, maxKeys: 12 }), (properties) => {
      const call = iosCall({ ...order, ...properties }, { event: 'Order Completed' })
      const told = explain(call)
      const { request } = see(call)
      if (told === undefined || request === null) return
      const cut = told.cuts.reduce((sum, { size }) => sum + size, 0)
      // Braces and commas of what stands alone or last.
      expect(Math.abs(told.wholeSize - cut - Buffer.byteLength(request.body))).toBeLessThanOrEqual(4)
    }),
  )
})
