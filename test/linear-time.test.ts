import { readMessage } from '../src/airbyte/protocol/messages/read-message'
import { detectFormat } from '../src/console/inputs/detect-format'
import { readInput } from '../src/console/inputs/read-input'
import { prepare } from '../src/core/prepare'
import { parseJsonLine } from '../src/json/parse-json-line'
import { layOutJson } from '../src/page/json/lay-out-json'
import { configure, nowMs } from './core/prepare-fixtures'
import { growthOf, stretch } from './growth'

/**
 * One line of input, however hostile, takes time in proportion to its length: nothing may freeze a sync. Text of eight
 * times the length may take eight times as long, and more for what a large memory costs on a busy machine; a square takes 64.
 */
const most = stretch * 3.5

/** A text of a length: a beginning, something over and over, and an end that makes what was matched so far fail. */
const shape =
  (before: string, pump: string, after = '') =>
  (length: number) =>
    before + pump.repeat(Math.ceil(length / pump.length)) + after

const shapes = {
  'quotes without an end': shape('', '"'),
  'escaped quotes': shape('', 'x\\"'),
  'long integers': shape('', '12345678901234567,', '1'),
  'zeros within a decimal': shape('1.', '0', '1'),
  'blanks behind a brace': shape('{', ' ', 'x'),
  'blanks behind a word': shape('Jane', ' ', '!'),
  'open brackets': shape('', '['),
  'open objects': shape('', '{"a":'),
  'an address that goes on': shape('', 'a@', '!'),
  'a host that goes on': shape('https://', 'a.', '\\'),
  'a number that goes on': shape('+', '1 ', 'x'),
  'percent signs': shape('https://example.com/?', '%4', '%'),
}

const quietly = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const head = '{"type":"RECORD","record":{"stream":"orders","data":{"note":'
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a message that is cut off': (text) => readMessage({ number: 1, text: head + text }),
  'a message': (text) => readMessage({ number: 1, text: `${head}${JSON.stringify(text)}}}}` }),
  'a list': (text) => quietly(() => parseJsonLine(`[${text}]`)),
  'a line of an events file': readInput,
  'the beginning of a file': (text) => quietly(() => detectFormat('events', Buffer.from(text), false)),
  'JSON on the page': layOutJson,
}

describe.each(Object.entries(readers))('reading %s', (_, read) => {
  test.each(Object.entries(shapes))('%s', (_, make) => {
    expect(growthOf(make, read) ?? 0).toBeLessThan(most)
  })
})

const configuration = configure({ defaults: { phone_country: 'US' } })
const row = {
  event_name: 'Order Completed',
  appsflyer_id: '1700000000000-1234567890',
  platform: 'android',
  first_name: 'Jane',
  last_name: 'Doe',
  phone: '+12025550123 ext. 1',
  revenue: 3,
}
const fields = ['phone', 'email', 'first_name', 'event_name', 'revenue', 'ip', 'event_url', 'platform', 'note']

describe.each(fields)('preparing a record with a long %s', (field) => {
  test.each(Object.entries(shapes))('%s', (_, make) => {
    const prepared = (text: string) =>
      prepare({ stream: 'orders', data: { ...row, [field]: text } }, configuration, nowMs)
    expect(growthOf(make, prepared) ?? 0).toBeLessThan(most)
  })
})
