import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { buildConsole, type ConsoleProcess } from '../console-process'
import { widest } from '../golden'

/** `init` over events, as people run it; what it proposes for which columns is tested in proposal/. */
let command: ConsoleProcess
beforeAll(() => {
  command = buildConsole()
})
afterAll(() => command.dispose())

const id = (index: number) => `1700000000000-${1_000_000 + index}`
const csv = [
  'order_no;amount_cents;currency;os_name;af_id;created_at;kunde',
  ...Array.from(
    { length: 40 },
    (_, i) => `O-${i};${1_099 + i};EUR;iOS;${id(i)};2026-11-28 0${i % 10}:00:00;ann.${i}@example.com`,
  ),
].join('\n')

/** The file that was written, with what is to be filled in. */
function fillIn(path: string): string {
  const text = readFileSync(join(command.folder, path), 'utf8')
  return command.file(path, text.replace('<S2S token>', 'token').replaceAll('<app id>', 'id123456789'))
}

test('a CSV: the configuration that is written is valid, and previews with its revenue', async () => {
  command.file('orders.csv', csv)
  const { exitCode, stdout, stderr } = await command.run(['init', 'orders.csv', '--output', 'orders.yaml'])
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).toBe(`Wrote orders.yaml. Fill in the S2S token and the ids of your apps.
It maps orders, by the first 40 records of orders.csv.
One more line stands in a comment: what is not certain is for you to decide.

Then:

  appsflyer-destination validate --config orders.yaml
  appsflyer-destination check --config orders.yaml
  appsflyer-destination preview --config orders.yaml --stream orders orders.csv
`)
  const before = await command.run(['validate', '--config', 'orders.yaml'])
  expect([before.exitCode, before.stderr]).toEqual([1, expect.stringContaining('is a placeholder')])
  fillIn('orders.yaml')
  expect((await command.run(['validate', '--strict', '--config', 'orders.yaml'])).exitCode).toBe(0)
  const preview = await command.run([
    'preview',
    '--json',
    '--config',
    'orders.yaml',
    '--stream',
    'orders',
    'orders.csv',
  ])
  expect([preview.exitCode, preview.stderr]).toEqual([0, ''])
  const bodies = preview.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).request.body)
  expect(bodies.map(({ eventValue }) => JSON.parse(eventValue).af_revenue)).toEqual(
    Array.from({ length: 40 }, (_, i) => String((1_099 + i) / 100)),
  )
  expect(preview.stdout).not.toContain('@example.com')
})

test('Airbyte messages: each stream has its own proposal; stdin is read, and stdout is written', async () => {
  const message = (stream: string, data: object) =>
    JSON.stringify({ type: 'RECORD', record: { stream, emitted_at: 1, data } })
  const lines = [
    message('payments', { amount: 4.5, currency: 'EUR', af_id: id(1) }),
    JSON.stringify({ type: 'STATE', state: {} }),
    message('sign ups: new', { user_id: 'u', af_id: id(2) }),
    'not JSON',
    '',
  ].join('\n')
  const { exitCode, stdout, stderr } = await command.run(['init', '-', '--output', '-'], lines)
  expect([exitCode, widest(stdout) <= 80]).toEqual([0, true])
  expect(stderr).toContain('preview --config FILE EVENTS')
  const { streams } = parse(stdout)
  expect(streams).toEqual([
    { stream: 'payments', event_name: 'af_purchase', columns: [{ column: 'amount', field: 'revenue' }] },
    { stream: 'sign ups: new', event_name: 'sign_ups_new' },
  ])
})

test('a stream that appears behind a thousand messages of another is seen', async () => {
  const message = (stream: string) =>
    JSON.stringify({ type: 'RECORD', record: { stream, emitted_at: 1, data: { amount: 4.5 } } })
  const lines = [...Array.from({ length: 1_500 }, () => message('orders')), message('renewals'), ''].join('\n')
  const { stdout } = await command.run(['init', '--mapping', '-'], lines)
  expect(parse(stdout).map(({ stream }: { stream: string }) => stream)).toEqual(['orders', 'renewals'])
})

test('--mapping prints what a form takes', async () => {
  command.file('orders.csv', csv)
  const { exitCode, stdout, stderr } = await command.run(['init', '--mapping', 'orders.csv'])
  expect([exitCode, stderr]).toEqual([0, ''])
  command.file('form.json', { s2s_token: 'token', apps: [{ app_id: 'id123456789' }], mapping: stdout })
  const { exitCode: code, stdout: told } = await command.run(['validate', '--strict', '--config', 'form.json'])
  expect([code, told]).toEqual([0, expect.stringMatching(/^streams +orders$/m)])
})

test('a stream with an empty name, which no mapping can name, is left out and told', async () => {
  const message = (stream: string) => JSON.stringify({ type: 'RECORD', record: { stream, data: { event_name: 'e' } } })
  const { stdout, stderr } = await command.run(['init', '--mapping', '-'], `${message('')}\n${message('orders')}\n`)
  expect(parse(stdout)).toMatchObject([{ stream: 'orders' }])
  expect(stderr).toBe('A stream with an empty name is left out: no mapping can name it.\n')
  const alone = await command.run(['init', '--mapping', '-'], `${message('')}\n`)
  expect([alone.exitCode, alone.stderr]).toEqual([2, expect.stringContaining('has an empty name')])
})

test("events in Segment's shape need no mapping", async () => {
  const event = { type: 'track', event: 'Order Completed', properties: { revenue: 1 }, context: {} }
  const { stdout } = await command.run(['init', '--mapping', '-'], `${JSON.stringify(event)}\n`)
  expect(stdout).toBe(
    "## 1 is an event in Segment's shape: it is read by it, without any line here.\n- stream: events\n",
  )
})

test.each([
  [['init', '--mapping'], '', '--mapping is about events: name a file, or - for stdin.'],
  [['init', '--stream', 'a'], '', '--stream is about events'],
  [['init', '--stream', '', '-'], '{"a":1}\n', '--stream takes the name of a stream.'],
  [['init', '-'], '', 'stdin has no record to look at.'],
  [['init', 'nowhere.csv'], '', 'nowhere.csv'],
])('%j is refused', async (args, stdin, message) => {
  const { exitCode, stdout, stderr } = await command.run(args, stdin)
  expect([exitCode, stdout, stderr.replaceAll('\n', ' ')]).toEqual([2, '', expect.stringContaining(message)])
})

test('a large file is looked at by its beginning', async () => {
  command.file(
    'large.ndjson',
    Array.from({ length: 30_000 }, (_, i) => `{"event_name":"e","amount":${i < 1_000 ? 4.5 : '"x"'}}`).join('\n'),
  )
  const { exitCode, stdout } = await command.run(['init', '--mapping', 'large.ndjson'])
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('appsflyer_id found in 0 of 1,000 rows.')])
})

test.each([
  ['108,10', 'Betrag'],
  ['1.234,50 €', 'Betrag'],
  ['$48.00', 'revenue'],
])(
  'amounts such as %s in %s: stdout says that no revenue would go out, and preview counts the records',
  async (amount, column) => {
    const rows = Array.from({ length: 12 }, (_, i) => `B-${i};"${amount}";iOS;${id(i)};2026-11-28 0${i % 10}:00:00`)
    command.file('bestellungen.csv', [`nr;${column};os_name;af_id;created_at`, ...rows].join('\n'))
    const { stdout } = await command.run(['init', 'bestellungen.csv', '--output', 'b.yaml', '--force'])
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `! bestellungen sends no revenue yet: ${column} looks like money, and its amounts are not plain. Write them as 48.00`,
    )
    expect(widest(stdout.split('\nThen:')[0] ?? '')).toBeLessThanOrEqual(80)
    fillIn('b.yaml')
    const { stdout: summary } = await command.run([
      ...['preview', '--summary', '--config', 'b.yaml', '--stream', 'bestellungen', 'bestellungen.csv'],
    ])
    expect(summary).toMatch(/amount_not_mapped|invalid_revenue/)
  },
)

test('of plain amounts nothing is said', async () => {
  const { stdout } = await command.run(['init', command.file('orders.csv', csv), '--output', 'plain.yaml'])
  expect(stdout).not.toContain('revenue')
})

test('--only has nothing to choose from where --summary shows no record', async () => {
  command.file('orders.csv', csv)
  await command.run(['init', 'orders.csv', '--output', 'only.yaml'])
  fillIn('only.yaml')
  const refused = await command.run([
    'preview',
    '--config',
    'only.yaml',
    '--summary',
    '--only',
    'rejected',
    'orders.csv',
  ])
  expect([refused.exitCode, refused.stdout, refused.stderr.replace(/\s+/g, ' ')]).toEqual([
    2,
    '',
    expect.stringContaining('--summary shows no record, so --only has nothing to choose from'),
  ])
})
