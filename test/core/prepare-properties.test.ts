import fc from 'fast-check'
import { bodySchemas } from '../../spec/appsflyer/bodies/body-schemas'
import { contracts, endpointUrl } from '../../spec/appsflyer/events/contracts'
import type { Prepared } from '../../src/core/domain/prepared'
import { withoutKey } from '../../src/core/domain/without-key'
import { prepare } from '../../src/core/prepare'
import { anyClock, anyConfiguration, anyJson, anyRecord, anyStream } from './prepare-arbitraries'
import { keys } from './prepare-fixtures'

const input = fc.record({
  data: fc.oneof({ weight: 1, arbitrary: anyJson }, { weight: 4, arbitrary: anyRecord }),
  configuration: anyConfiguration,
  stream: anyStream,
  nowMs: anyClock,
})
const runs = { numRuns: 1_000 }

function holds(check: (prepared: Prepared, data: unknown) => void) {
  fc.assert(
    fc.property(input, ({ data, configuration, stream, nowMs }) => {
      const prepared = prepare({ ...stream, data }, configuration, nowMs)
      expect(prepared.findings.map((found) => found.code)).not.toContain('internal_error')
      check(prepared, data)
    }),
    runs,
  )
}

test('any JSON value has an answer, and one that agrees with itself', () => {
  holds(({ outcome, request, findings }) => {
    expect(outcome === 'send').toBe(request !== null)
    expect(outcome === 'reject').toBe(findings.some(({ severity }) => severity === 'reject'))
    if (outcome === 'skip') expect(findings).toHaveLength(1)
  })
})

test("a body passes its endpoint's contract and never exceeds its size", () => {
  let sent = 0
  holds(({ request }) => {
    if (request === null || request.endpoint === 'erasure') return
    sent++
    const contract = contracts[request.endpoint]
    const checked = bodySchemas[contract.endpoint].safeParse(JSON.parse(request.body))
    expect(checked.success ? [] : checked.error.issues).toEqual([])
    expect(Buffer.byteLength(request.body)).toBeLessThanOrEqual(contract.maxBodyBytes)
    expect(request.url).toBe(endpointUrl(contract, request.appId))
    const { key } = contract
    if (key.in === 'signature') return expect(request.headers[key.name]).toMatch(/^[0-9a-f]{64}$/)
    const body = JSON.parse(request.body) as Record<string, unknown>
    expect(key.in === 'body' ? body[key.name] : request.headers[key.name]).toMatch(/^(Bearer )?(key|token)-of-the-/)
  })
  // Most records must get so far, or this says little.
  expect(sent).toBeGreaterThan(runs.numRuns / 8)
})

test('a key stands in its place and nowhere else; messages are short sentences', () => {
  holds(({ request, findings }) => {
    const told = JSON.stringify(findings) + (request === null ? '' : request.url + withoutKey(request).body)
    for (const key of Object.values(keys)) expect(told).not.toContain(key)
    for (const { message, field } of findings) {
      expect(message).toMatch(/^[A-Z].*\.$/su)
      expect(message.length).toBeLessThan(1_000)
      expect(field?.length ?? 0).toBeLessThan(1_000)
      expect(message.isWellFormed()).toBe(true)
    }
  })
})

test('the record is not changed, and the answer is the same again', () => {
  fc.assert(
    fc.property(anyRecord, anyConfiguration, anyStream, anyClock, (data, configuration, stream, nowMs) => {
      const before = structuredClone(data)
      const first = prepare({ ...stream, data }, configuration, nowMs)
      expect(data).toEqual(before)
      expect(prepare({ ...stream, data }, configuration, nowMs)).toEqual(first)
      expect('polluted' in {}).toBe(false)
      expect(Object.keys(Object.prototype)).toEqual([])
    }),
  )
})
