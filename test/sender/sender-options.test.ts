import { createSender, SenderConfigurationError } from '../../src'
import { readOptions } from '../../src/sender/sender-options'

const defaults = readOptions({}).limits

test('what is undefined or null has its default, as what is left out', () => {
  const unset = { maxWaitingRecords: undefined, closeWithinMs: null, environment: undefined, onWarning: undefined }
  expect(readOptions(unset)).toEqual({ limits: defaults, problems: [], warnings: [] })
  expect(Object.values(defaults)).toEqual([10_000, 67_108_864, 10_000, 1_000, 30_000])
})

test('what is given counts, to its bounds', () => {
  const given = {
    maxWaitingRecords: 1,
    maxWaitingCharacters: 1,
    closeWithinMs: 0,
    keepEveryMs: 0.5,
    tryAgainMs: 2 ** 31 - 1,
  }
  expect(readOptions(given)).toEqual({ limits: given, problems: [], warnings: [] })
})

test.each([
  ...[Number.NaN, 0, -1, 1.5, Number.POSITIVE_INFINITY, '5', 5n, true].flatMap((value) => [
    ['maxWaitingRecords', value] as const,
    ['maxWaitingCharacters', value] as const,
  ]),
  ...[Number.NaN, -1, 2 ** 31, Number.POSITIVE_INFINITY, '5', 5n, {}].flatMap((value) => [
    ['closeWithinMs', value] as const,
    ['keepEveryMs', value] as const,
    ['tryAgainMs', value] as const,
  ]),
  ['environment', 'NAME=value'] as const,
  ['onWarning', 'warn'] as const,
])('an option that cannot be used is one of the mistakes: %s %p', (name, value) => {
  const problem = expect.objectContaining({ path: `options.${name}` })
  expect(readOptions({ [name]: value }).problems).toEqual([problem])
  try {
    createSender({ s2s_token: 'SECRET', apps: [], dev_key: 7 }, { [name]: value })
    throw new Error('It throws nothing.')
  } catch (error) {
    expect(error).toBeInstanceOf(SenderConfigurationError)
    expect((error as SenderConfigurationError).problems).toEqual(
      expect.arrayContaining([problem, expect.objectContaining({ path: 'dev_key' })]),
    )
  }
})

test('options that are none, and a name that is none of them', () => {
  for (const none of [null, 5, 'x'])
    expect(() => createSender({ s2s_token: 'key' }, none as never)).toThrow('options is no object')
  expect(readOptions({ maxWaiting: 5 }).warnings).toEqual([
    { path: 'options.maxWaiting', message: expect.stringContaining('maxWaitingRecords') },
  ])
})

const round: { apps?: object } = {}
round.apps = [round]
const throwing = Object.defineProperty({}, 's2s_token', {
  get: () => {
    throw new Error('SECRET')
  },
  enumerable: true,
})
test.each([
  ['refers to itself', round],
  ['is nested too deep', { apps: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) }],
  ['has a getter that throws', throwing],
])('a configuration that %s is one that cannot be used', (_name, configuration) => {
  expect(() => createSender(configuration)).toThrow(SenderConfigurationError)
  expect(() => createSender(configuration)).toThrow(/^The configuration cannot be read: [^S]*$/)
})
