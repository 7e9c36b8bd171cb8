import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { prepare } from '../../src/core/prepare'
import { parseJsonLine } from '../../src/json/parse-json-line'
import { StakeTally } from '../../src/stakes/stake-tally'
import { configure, iosCall, iosRow, nowMs } from './prepare-fixtures'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const megabyte = 1_048_576
const blanks = ' '.repeat(megabyte)
const configuration = configure()

/** Megabytes that are kept of forty records of a megabyte and more. */
function keptOf(record: (index: number) => object, use: (prepared: ReturnType<typeof prepare>) => void): number {
  const heap = () => {
    // V8 keeps what is left of an object's shape for two collections more.
    for (let turn = 0; turn < 4; turn++) collectGarbage()
    return process.memoryUsage().heapUsed / megabyte
  }
  const once = (index: number) =>
    use(prepare({ data: parseJsonLine(JSON.stringify(record(index))) }, configuration, nowMs))
  once(0)
  const before = heap()
  for (let index = 1; index <= 40; index++) once(index)
  return heap() - before
}

const hostile: Readonly<Record<string, (index: number) => object>> = {
  'a platform behind blanks': (index) => iosRow({ platform: `${blanks}some platform of number ${index}` }),
  'a system behind blanks': (index) =>
    iosCall({}, {}, { os: { name: `${blanks}some system of number ${index}`, version: '17' } }),
  'the name of an event behind blanks': (index) => iosRow({ event_name: `${blanks}some event of number ${index}` }),
  'the name of an event that is cut': (index) => iosRow({ event_name: `event ${index} ${'x'.repeat(megabyte)}` }),
  'a country behind blanks': (index) =>
    iosRow({ phone: '213 373 4253', country: `${blanks}some country of number ${index}` }),
  'a long column': (index) => iosRow({ [`column${index}${'x'.repeat(megabyte)}`]: 'x' }),
  'a long property': (index) => iosCall({ [`property${index}${'x'.repeat(megabyte)}`]: 'x' }),
}

test.each(Object.entries(hostile))('what is remembered of %s keeps no record in memory', (_, record) => {
  const tally = new StakeTally()
  expect(keptOf(record, ({ worth }) => tally.add('sent', worth))).toBeLessThan(8)
})
