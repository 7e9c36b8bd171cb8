import type { Logger, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse, RetryableError } from '@segment/actions-core'
import fc from 'fast-check'
import type { Connection } from '../../destination/connection'
import { appsflyerDestination, type Settings } from '../../destination/definition'
import { describeThrown, unexpectedError } from '../../destination/unexpected'
import { nowMs, settings } from './workspace'

/** A bug never loses an event: wherever it strikes, Segment tries the event again, and hears nothing of it. */

const secrets = ['john_smith@gmail.com', 's2s-token', 'user-77']
const payload = {
  event_name: 'level_up',
  platform: 'ios',
  appsflyer_id: '1415211453000-6513894',
  customer_user_id: 'user-77',
  email: 'john_smith@gmail.com',
}
const text = `cannot read ${secrets.join(' of ')}\n    at ${secrets[0]} (${__filename}:1:2)`

/** All that code may throw: errors whose every text repeats the event, and anything else. */
const thrown = fc.oneof(
  fc.constantFrom(Error, TypeError, RangeError, SyntaxError, URIError).map((Kind) => new Kind(text)),
  fc.anything(),
  fc.string().map((name) => Object.assign(new Error(text), { name: `${name}${secrets[0]}` })),
  fc.constantFrom(text, { message: text, stack: text, name: text }, Object.assign(new Error('other'), { cause: text })),
  fc.constant(new Proxy(new Error(text), { get: () => fail(text), getPrototypeOf: () => fail(text) })),
)

type Injured = { payload: object; settings: Settings; connection: Partial<Connection>; mapping: object }

/** Each breaks one thing that a delivery reads. */
const places: Readonly<Record<string, (value: unknown) => Partial<Injured>>> = {
  'the clock': (value) => ({ connection: { now: () => fail(value) } }),
  'the endpoints': (value) => ({ connection: { endpoints: breaking({}, ['mobile_v3', 'toJSON'], value) } }),
  'the settings': (value) => ({ settings: breaking(settings, ['ios_app_id', 's2s_token'], value) }),
  'the payload': (value) => ({ payload: breaking(payload, ['event_name', 'email', 'event_values'], value) }),
  'the mapping': (value) => ({ mapping: breaking({}, ['event_values', 'event_name', 'toJSON'], value) }),
}

function fail(value: unknown): never {
  throw value
}

function breaking<Given extends object>(given: Given, keys: readonly string[], value: unknown): Given {
  const broken = { ...given }
  for (const key of keys) Object.defineProperty(broken, key, { enumerable: true, get: () => fail(value) })
  return broken
}

const answered = (() => Promise.resolve({ status: 200, content: 'OK' })) as unknown as RequestClient

async function sendBatch(injured: Partial<Injured>) {
  const lines: string[] = []
  const log = (...message: string[]) => void lines.push(...message)
  const logger = { level: 'info', name: 'test', debug: log, info: log, warn: log, error: log } as unknown as Logger
  const connection = { now: () => nowMs, ...injured.connection }
  const data = {
    payload: [injured.payload ?? payload, payload],
    settings: injured.settings ?? settings,
    mapping: injured.mapping ?? {},
    logger,
  }
  const { mobileEvent } = appsflyerDestination(connection).actions
  const response = (await mobileEvent?.performBatch?.(answered, data as never)) as MultiStatusResponse
  expect(response).toBeInstanceOf(MultiStatusResponse)
  return { nodes: response.getAllResponses().map((node) => node.value()), lines }
}

function expectNothingOfTheEvent(told: unknown): void {
  const all = JSON.stringify(told)
  for (const secret of secrets) expect(all).not.toContain(secret)
}

test.each(Object.entries(places))('whatever is thrown by %s, the event is tried again', async (name, injure) => {
  await fc.assert(
    fc.asyncProperty(thrown, async (value) => {
      const { nodes, lines } = await sendBatch(injure(value))
      expect(nodes).toHaveLength(2)
      expect(nodes[0]).toMatchObject({ status: 500, errortype: 'RETRYABLE_ERROR' })
      // What is broken in one event is broken in that one alone.
      expect(nodes[1]?.status).toBe(name === 'the payload' ? 200 : 500)
      expect(lines).toHaveLength(name === 'the payload' ? 1 : 2)
      expectNothingOfTheEvent([nodes, lines])
    }),
    { numRuns: 60 },
  )
})

test('a single event is thrown for, with an error that is tried again', async () => {
  const { mobileEvent } = appsflyerDestination({ now: () => fail(new Error(text)) }).actions
  const sending = Promise.resolve(mobileEvent?.perform(answered, { payload, settings }))
  const error = await sending.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(RetryableError)
  expect(error).toMatchObject({ status: 500 })
  expectNothingOfTheEvent((error as Error).message)
})

test('it is told where the bug is, in our own code', () => {
  const bug = (() => {
    try {
      return JSON.parse('{') as unknown
    } catch (error) {
      return error
    }
  })()
  expect(describeThrown(bug)).toMatch(/^SyntaxError at test\/destination\/unexpected\.test\.ts:\d+:\d+$/)
  expect(describeThrown('text')).toBe('no Error')
})

test('a log that fails changes nothing', () => {
  const logger = { error: () => fail(new Error(text)) } as unknown as Logger
  expect(unexpectedError(new Error(text), logger).status).toBe(500)
})
