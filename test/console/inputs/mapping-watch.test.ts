import type { StreamMapping } from '../../../spec/configuration/configuration'
import { MappingWatch } from '../../../src/console/inputs/mapping-watch'
import { configure, iosCall } from '../../core/prepare-fixtures'
import { collect, entriesOf } from '../preview/run-preview'

const streamsOf = (...streams: readonly object[]): readonly StreamMapping[] => configure({ streams }).streams
const orders = streamsOf({
  stream: 'fact_ord',
  columns: [{ column: 'cust_idd', field: 'customer_user_id' }],
  where: [{ column: 'envv', is: 'PROD' }],
})
const ndjson = (...records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const rows = ndjson({ cust_id: 1, env: 'PROD' }, { cust_id: 2, env: 'PROD' })

async function warned(
  streams: readonly StreamMapping[],
  text: string,
  { name = '/data/events.ndjson', stream = undefined as string | undefined } = {},
) {
  const watch = new MappingWatch(streams, name)
  await collect(watch.follow(await entriesOf(text, { stream })))
  return watch.warnings()
}

test('a configured column that no record has is told, in the mapping and in where', async () => {
  expect(await warned(orders, rows, { stream: 'fact_ord' })).toEqual([
    'streams[0].columns[0].column (cust_idd) never appeared in 2 records of stream fact_ord. Did you mean cust_id?',
    'streams[0].where[0].column (envv) never appeared in 2 records of stream fact_ord. Did you mean env?',
  ])
})

test.each<[string, readonly StreamMapping[], string, string]>([
  [
    'the stream that the file is called after',
    [...streamsOf({ stream: 'dim_user' }), ...orders],
    '/data/fact_ord.csv',
    'The stream fact_ord is mapped, and /data/fact_ord.csv has its name: --stream fact_ord reads the rows as this stream.',
  ],
  [
    'the only stream',
    orders,
    '',
    'The stream fact_ord is mapped: --stream fact_ord reads the rows of a file as this stream.',
  ],
  [
    'the first of several',
    streamsOf(...['a', 'b', 'c', 'd', 'e'].map((stream) => ({ stream }))),
    'x.csv',
    'The streams a, b, c and 2 more are mapped: --stream NAME reads the rows of a file as one of them.',
  ],
])('rows that name no stream beside a mapping: %s is told', async (_, streams, name, hint) => {
  expect(await warned(streams, rows, { name })).toEqual([
    `The mapping was not used for rows that name no stream. ${hint}`,
  ])
})

test('nothing is told without a mapping, of Segment events, and of records that name their stream', async () => {
  expect(await warned([], rows)).toEqual([])
  expect(await warned(orders, ndjson(iosCall()))).toEqual([])
  const message = { type: 'RECORD', record: { stream: 'fact_ord', data: { cust_idd: null, envv: 'x' } } }
  expect(await warned(orders, ndjson(message))).toEqual([])
})
