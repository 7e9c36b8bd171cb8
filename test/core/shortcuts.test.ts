import fc from 'fast-check'
import type { CleanValues, MobileEvent } from '../../src/core/domain/event'
import { rememberedByKeys } from '../../src/core/domain/remembered-by-keys'
import { cleanValues } from '../../src/core/person/clean-values'
import { nobody } from '../../src/core/person/own-person'
import { prepare } from '../../src/core/prepare'
import { readAmount } from '../../src/core/reading/parse-amount'
import { parseTime } from '../../src/core/reading/parse-time'
import { asText, isMeant, isSet } from '../../src/core/reading/values'
import { writeEventValue } from '../../src/core/request/write-event-value'
import type { Json } from '../../src/json/json'
import { anyClock, anyConfiguration, anyJson, anyRecord, anyStream } from './prepare-arbitraries'

/** What is done in a quick way for nearly every record is what the plain way gives, for any record. */

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \t\n\u00a0\u2003\u0085\u007f\ufeffaZ0"-') }),
)

test('a body is written as JSON.stringify writes it', () => {
  let sent = 0
  const input = fc.record({ data: anyRecord, configuration: anyConfiguration, stream: anyStream, nowMs: anyClock })
  fc.assert(
    fc.property(input, ({ data, configuration, stream, nowMs }) => {
      const { request } = prepare({ ...stream, data }, configuration, nowMs)
      if (request === null) return
      sent++
      expect(JSON.stringify(JSON.parse(request.body))).toBe(request.body)
    }),
    { numRuns: 1_000 },
  )
  expect(sent).toBeGreaterThan(100)
})

test('an event value is written as JSON.stringify writes it twice', () => {
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`column ${index}`, `"${index}"`]))
  const anyValues = fc
    .tuple(fc.dictionary(anyText, anyJson, { maxKeys: 5 }), fc.constantFrom({}, {}, {}, many))
    .map(([few, others]) => ({ ...few, ...others }))
  const anyMoney = fc.record({
    revenue: fc.constantFrom(undefined, '5', '-0.5'),
    currency: fc.constantFrom(undefined, 'EUR'),
    namesCurrency: fc.boolean(),
  })
  fc.assert(
    fc.property(anyValues, anyMoney, (values, money) => {
      const { revenue, currency, namesCurrency } = money
      const parts = [
        ...(revenue === undefined ? [] : [`"af_revenue":"${revenue}"`]),
        ...(currency === undefined || (!namesCurrency && revenue === undefined) ? [] : [`"af_currency":"${currency}"`]),
        ...Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`),
      ]
      const plain = JSON.stringify(parts.length === 0 ? '' : `{${parts.join(',')}}`)
      expect(writeEventValue(money as MobileEvent, values as CleanValues)).toBe(plain)
    }),
    { numRuns: 2_000 },
  )
})

test('a text is trimmed as String.prototype.trim does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const trimmed = text.trim()
      expect(asText(text)).toBe(trimmed === '' ? undefined : trimmed)
      expect(isSet(text)).toBe(trimmed !== '')
      expect(isMeant(text)).toBe(isMeant(` ${text} `))
    }),
    { numRuns: 2_000 },
  )
})

test('a time in a common form is the same time in a rarer one', () => {
  const two = (number: number) => String(number).padStart(2, '0')
  const part = (most: number) => fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: most }) }, fc.nat(99))
  const anyTime = fc.record({
    date: fc.tuple(fc.integer({ min: 1, max: 9999 }), part(12), part(31)),
    clock: fc.tuple(part(23), part(59), part(59)),
    ms: fc.option(fc.nat(999)),
    between: fc.constantFrom('T', ' '),
    zone: fc.constantFrom('Z', ''),
  })
  let read = 0
  fc.assert(
    fc.property(anyTime, ({ date: [year, month, day], clock, ms, between, zone }) => {
      const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
      const fraction = ms === null ? '' : `.${String(ms).padStart(3, '0')}`
      const common = `${date}${between}${clock.map(two).join(':')}${fraction}`
      const timeMs = parseTime(`${common}${zone}`)
      if (timeMs !== undefined) read++
      expect(timeMs).toBe(parseTime(`${common}+00:00`))
      // Without a zone it is a time of the wall.
      if (zone === '') expect(parseTime(common, 'America/New_York')).toBe(parseTime(`${common} `, 'America/New_York'))
    }),
    { numRuns: 2_000 },
  )
  expect(read).toBeGreaterThan(500)
})

test('a text that is nearly a time in a common form is read as any other', () => {
  const anySign = fc.constantFrom(...'0129-:.TZ +/e')
  const spot = fc.tuple(fc.nat(23), anySign)
  fc.assert(
    fc.property(fc.constantFrom('2026-11-21T11:00:00.500Z', '2026-11-21 11:00:00Z'), spot, (text, [index, sign]) => {
      const broken = text.slice(0, index) + sign + text.slice(index + 1)
      // Only the expressions take a blank before the zone.
      const rare = broken.replace(/\s?Z$/, ' Z')
      expect(parseTime(broken)).toBe(parseTime(rare))
    }),
    { numRuns: 2_000 },
  )
})

test('a record says the same the second time, when all that is remembered is known', () => {
  const input = fc.record({ data: fc.oneof(anyRecord, anyJson), configuration: anyConfiguration, nowMs: anyClock })
  fc.assert(
    fc.property(input, ({ data, configuration, nowMs }) => {
      const fresh = structuredClone(configuration)
      expect(prepare({ data }, fresh, nowMs)).toEqual(prepare({ data }, configuration, nowMs))
    }),
    { numRuns: 1_000 },
  )
})

test('what is remembered of a list of keys is what is asked of it anew, however many lists there are', () => {
  const anyKeys = fc.array(fc.constantFrom('a', 'b', 'c', '__proto__', ''), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(anyKeys, { minLength: 1, maxLength: 60 }), (lists) => {
      const remembered = rememberedByKeys((keys) => keys.join('|'))
      for (const keys of lists) expect(remembered(keys)).toBe(keys.join('|'))
    }),
  )
})

test('so few lists of keys are kept that none of them fills the memory', () => {
  let asked = 0
  const remembered = rememberedByKeys(() => asked++)
  for (let turn = 0; turn < 2; turn++) for (let table = 0; table < 17; table++) remembered([`column ${table}`])
  expect(asked).toBe(34)
  const long = Array.from({ length: 201 }, (_, index) => `column ${index}`)
  remembered(long)
  remembered(long)
  expect(asked).toBe(36)
})

test('an amount that needs nothing done is the same amount with a zero before it', () => {
  const anyDigits = fc.stringMatching(/^\d{0,17}$/)
  const anyAmount = fc.tuple(anyDigits, fc.constantFrom('', '.', '.0'), anyDigits).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.constantFrom('', '-'), anyAmount, (sign, amount) => {
      fc.pre(/^\d/.test(amount))
      expect(readAmount(sign + amount, 'major', 'EUR')).toEqual(readAmount(`${sign}0${amount}`, 'major', 'EUR'))
    }),
    { numRuns: 2_000 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true }),
        fc.integer(),
        fc.nat(10 ** 9).map((n) => n / 1e5),
      ),
      (number) => {
        const read = readAmount(number, 'major', 'EUR')
        // Half of the fifth decimal, or the distance to the next double where that is more.
        const most = 5e-6 + Math.abs(number) * 2 ** -52
        if (read !== undefined && !read.isRounded)
          expect(Math.abs(Number(read.amount) - number)).toBeLessThanOrEqual(most)
        if (read !== undefined && !String(number).includes('e')) {
          const text = readAmount(String(number), 'major', 'EUR')
          expect(read.amount).toBe(text?.amount)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('values that are copied as they are have nothing that would be taken out or mended', () => {
  const anyValue = fc.oneof(anyText, anyJson, fc.webUrl({ withQueryParameters: true }), fc.emailAddress())
  fc.assert(
    fc.property(anyValue, (value) => {
      const { values, removed } = cleanValues({ a: value as Json }, nobody, false)
      // In a list the same value is one of several that are looked at.
      const listed = cleanValues({ a: [value as Json] }, nobody, false)
      const [first] = (listed.values['a'] as readonly Json[] | undefined) ?? []
      if (removed.length === 0 && listed.removed.length === 0) expect(first ?? null).toEqual(values['a'] ?? null)
      if (typeof value === 'string' && removed.length === 0) expect(values['a']).toBe(value.toWellFormed())
    }),
    { numRuns: 2_000 },
  )
})
