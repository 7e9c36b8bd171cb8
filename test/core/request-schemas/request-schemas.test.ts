import type { ValidateFunction } from 'ajv'
import fc from 'fast-check'
import type { Finding } from '../../../src/core/domain/finding'
import type { InputRecord } from '../../../src/core/domain/record'
import { prepare } from '../../../src/core/prepare'
import { configurationOf } from '../../configuration-of'
import { iosApp, nowMs } from '../prepare-fixtures'
import { anyCall } from './calls'
import { asWritten, deviations, mobileSchema } from './mobile-schemas'
import { anyRow, configurationOfRecords } from './rows'
import { compile, membersOf, readSchema } from './validators'

/** Bodies of thousands of records against AppsFlyer's own schemas (README.md), by a validator that is not ours. */

const seed = 20_240_115
const recordsOfEachKind = 10_000

const schemas = {
  android: mobileSchema('android'),
  ios: mobileSchema('ios'),
  web_event: readSchema('web-event'),
  web_visit: readSchema('web-visit'),
}
type Target = keyof typeof schemas
const targets = ['android', 'ios', 'web_event', 'web_visit'] as const

interface Sent {
  readonly record: InputRecord
  readonly target: Target
  readonly body: Readonly<Record<string, unknown>>
  readonly findings: readonly Finding[]
}

/** What was sent of the generated calls and rows. */
const sent: Readonly<Record<'calls' | 'rows', readonly Sent[]>> = { calls: sentOf(anyCall), rows: sentOf(anyRow) }
const all = [...sent.calls, ...sent.rows]

function sentOf(records: fc.Arbitrary<InputRecord>): readonly Sent[] {
  const configuration = configurationOf(configurationOfRecords)
  return fc.sample(records, { seed, numRuns: recordsOfEachKind }).flatMap((record): readonly Sent[] => {
    const { request, findings } = prepare(record, configuration, nowMs)
    if (request === null) return []
    const { endpoint, appId } = request
    const target =
      endpoint === 'web_event' || endpoint === 'web_visit' ? endpoint : appId === iosApp.app_id ? 'ios' : 'android'
    return [{ record, target, body: JSON.parse(request.body), findings }]
  })
}

test(`every body is valid (seed ${seed})`, () => {
  const broken = new Map<string, string>()
  for (const target of targets) {
    const validate = compile(schemas[target])
    for (const { record, body } of all.filter((each) => each.target === target)) {
      if (validate(body)) continue
      for (const { instancePath, schemaPath, message } of validate.errors ?? []) {
        const rule = `${target}: ${instancePath} ${message} (${schemaPath})`
        const told = JSON.stringify({ record, body })
        // The shortest record says it best.
        if (told.length < (broken.get(rule)?.length ?? Number.POSITIVE_INFINITY)) broken.set(rule, told)
      }
    }
  }
  expect([...broken]).toEqual([])
})

test.each(['calls', 'rows'] as const)('most %s are sent, to each endpoint', (kind) => {
  expect(sent[kind].length).toBeGreaterThan(recordsOfEachKind * 0.75)
  for (const target of targets) {
    const count = sent[kind].filter((each) => each.target === target).length
    expect([target, count > recordsOfEachKind / 20]).toEqual([target, true])
  }
})

describe('where the mobile schemas are not taken at their word', () => {
  const mobile = all.filter((each): each is Sent & { target: 'android' | 'ios' } => !each.target.startsWith('web'))

  test.each(deviations)('$name: it is needed, and told of', (deviation) => {
    const written: Readonly<Record<'android' | 'ios', ValidateFunction>> = {
      android: compile(asWritten('android', deviation)),
      ios: compile(asWritten('ios', deviation)),
    }
    const needing = mobile.filter(({ target, body }) => !written[target](body))
    expect(needing.length).toBeGreaterThan(0)
    const { finding } = deviation
    if (finding === undefined) return
    const untold = needing.filter(({ findings }) => !findings.some(({ code }) => code === finding))
    expect(untold.slice(0, 3)).toEqual([])
  })
})

/** Members that AppsFlyer lists and no body has, and why. */
const neverSent = {
  'android: custom_dimension': 'reserved for AppsFlyer',
  'android: app_type=': 'AppsFlyer asks to leave app_type out where it is no App Clip',
  'ios: custom_dimension': 'reserved for AppsFlyer',
  'ios: app_type=': 'AppsFlyer asks to leave app_type out where it is no App Clip',
}

test('every member that the schemas list is sent, but for those that must not be, and no other', () => {
  const listed = new Set(
    targets.flatMap((target) => membersOf(schemas[target]).map((member) => `${target}: ${member}`)),
  )
  const seen = new Set(all.flatMap(({ target, body }) => sentMembers(body).map((member) => `${target}: ${member}`)))
  const unsent = [...listed].filter((member) => !seen.has(member))
  // Event values are free, and so is every text.
  const unlisted = [...seen].filter((member) => !listed.has(member) && !/=|: event_value\./s.test(member))
  expect({ unsent, unlisted }).toEqual({ unsent: Object.keys(neverSent), unlisted: [] })
})

/** In the form of `membersOf`. */
function sentMembers(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return []
  if (typeof value !== 'object' || value === null) return [`${path}=${value}`]
  return Object.entries(value).flatMap(([name, inner]) => {
    const innerPath = path === '' ? name : `${path}.${name}`
    return [innerPath, ...sentMembers(inner, innerPath)]
  })
}
