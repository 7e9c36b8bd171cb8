import type { Configuration } from '../../../../spec/configuration/configuration'
import { parseConfigurationText } from '../../../../src/configuration/parse-configuration-text'
import { prepareEntry } from '../../../../src/console/preview/prepare-entry'
import { templateWith } from '../../../../src/console/setup/configuration-template'
import { propose } from '../../../../src/console/setup/proposal/propose'
import { sampleStreams } from '../../../../src/console/setup/proposal/sample-streams'
import { showStreams } from '../../../../src/console/setup/proposal/show-proposal'
import { isObject, type JsonObject } from '../../../../src/json/json'
import { expectGolden, widest } from '../../golden'
import { french, german, homeMade, revenueCat, shopify, signUps, stripe } from './tables'

const nowMs = 1_795_000_100_000
const fill = (text: string) =>
  text.replace('"<S2S token>"', 'token').replace('"<app id>"\n', '"id123456789"\n  - app_id: com.example.app\n')
const filled = (text: string) => fill(text).replaceAll('"<app id>"', 'id123456789')

/** What `init` proposes for rows of one table, and the configuration with the placeholders filled in. */
async function proposed(rows: readonly JsonObject[], name: string) {
  const entries = rows.map((data, index) => ({
    number: index + 1,
    line: index + 1,
    entry: { kind: 'record' as const, shape: 'json' as const, record: { data } },
  }))
  async function* read() {
    yield entries
  }
  const { streams, appIds } = propose(await sampleStreams(read()), name)
  const text = templateWith(showStreams(streams, 2), appIds)
  return { text, mapping: showStreams(streams, 0) }
}

function parsed(text: string): Configuration {
  const read = parseConfigurationText(filled(text), { environment: {} })
  expect(read.ok ? [] : read.problems).toEqual([])
  expect(read.warnings).toEqual([])
  if (!read.ok) throw new Error('not reached')
  return read.configuration
}

/** What would be sent of each row. */
function sent(rows: readonly JsonObject[], stream: string, configuration: Configuration) {
  return rows.map((data) => {
    const prepared = prepareEntry({ kind: 'record', shape: 'json', record: { data, stream } }, configuration, nowMs)
    const body: unknown =
      prepared?.request && 'body' in prepared.request ? JSON.parse(prepared.request.body) : undefined
    const values: unknown =
      isObject(body) && typeof body['eventValue'] === 'string' ? JSON.parse(body['eventValue']) : {}
    return {
      body: isObject(body) ? body : {},
      values: isObject(values) ? values : {},
      codes: (prepared?.findings ?? []).map(({ code }) => code),
    }
  })
}

const tables = { stripe, shopify, revenueCat, homeMade, german, french, signUps }
const names = {
  stripe: 'charges',
  shopify: 'orders',
  revenueCat: 'webhooks',
  homeMade: 'orders',
  german: 'bestellungen',
  french: 'commandes',
  signUps: 'sign_ups',
}
const each = Object.entries(tables).map(
  ([name, rows]) => [name, rows as unknown as readonly JsonObject[], names[name as keyof typeof names]] as const,
)

test.each(each)('the proposal for a table like %s', async (name, rows, stream) => {
  const { mapping, text } = await proposed(rows, stream)
  expectGolden(`init-${name}`, mapping)
  expect(widest(text)).toBeLessThanOrEqual(80)
  parsed(text)
})

test.each(each)('no value of a table like %s stands in it', async (_, rows, stream) => {
  const { text } = await proposed(rows, stream)
  for (const row of rows)
    for (const value of Object.values(row)) {
      // Names of currencies and systems, and what is a name itself, may.
      if (
        typeof value === 'string' &&
        value.length > 5 &&
        !/^(android|ios|google|failed|succeeded|refunded)\b/i.test(value)
      )
        expect(text).not.toContain(value)
    }
})

/** Each block of lines in a comment, with what a list needs above it. */
test.each(each)('whatever is in a comment for %s is valid, too', async (_, rows, stream) => {
  const { text } = await proposed(rows, stream)
  const lines = text.split('\n')
  const own = lines.indexOf('streams:')
  const end = lines.findIndex((line) => line.startsWith('## Names of events'))
  for (const [index, line] of lines.entries()) {
    if (
      index < own ||
      index > end ||
      !line.startsWith('# ') ||
      !/^# +(- |\w+: .)/.test(line) ||
      (!line.includes('- ') && /^# {7,}/.test(line))
    )
      continue
    const rest = lines.slice(index + 1).findIndex((other) => !/^# {7,}\w/.test(other))
    const margin = line.slice(2).search(/\S/)
    const key = lines
      .slice(own, index)
      .findLastIndex((other) => /^# +\w+:$/.test(other) && other.slice(2).search(/\S/) < margin)
    const used = new Set([
      index,
      ...Array.from({ length: Math.max(0, rest) }, (_, at) => index + 1 + at),
      ...(key === -1 || !line.includes('- ') ? [] : [own + key]),
    ])
    parsed(lines.map((other, at) => (used.has(at) ? other.slice(2) : other)).join('\n'))
  }
})

const revenues = async (rows: readonly JsonObject[], stream: string) => {
  const { text } = await proposed(rows, stream)
  return sent(rows, stream, parsed(text))
}
const asRows = (rows: readonly Record<string, unknown>[]) => rows as unknown as readonly JsonObject[]

test('charges of Stripe go out with their amount in the unit of their currency', async () => {
  const all = await revenues(asRows(stripe), 'charges')
  expect(all.map(({ values }) => values['af_revenue'])).toEqual(
    stripe.map(({ amount }) => String(Number(amount) / 100)),
  )
  expect(all[0]?.body).toMatchObject({
    eventName: 'af_purchase',
    eventCurrency: 'EUR',
    appsflyer_id: '1700000000000-1000000',
  })
  expect(all[0]?.body['eventTime']).toBe('2026-11-18 11:06:40.000')
  expect(JSON.stringify(all)).not.toContain('@example.com')
})

test('orders of Shopify go out with what was paid in all, and the app that is filled in', async () => {
  const all = await revenues(asRows(shopify), 'orders')
  // Its channel's app_id is no app of AppsFlyer's, and nothing names an install: both are said in the file.
  expect(all[0]?.codes).toContain('missing_appsflyer_id')
  const { text } = await proposed(asRows(shopify), 'orders')
  expect(text).toContain('app_id: "<app id>"')
  const withIds = shopify.map((row, index) => ({ ...row, appsflyer_id: `1700000000000-${1_000_000 + index}` }))
  const sentAll = await revenues(asRows(withIds), 'orders')
  expect(sentAll.map(({ values }) => values['af_revenue'])).toEqual(shopify.map((_, index) => String(48 + index)))
  expect(sentAll[0]?.body).toMatchObject({ eventCurrency: 'EUR', eventTime: '2026-11-18 11:06:40.000' })
  expect(sentAll[0]?.body).toHaveProperty('phone_number_e164_hashed')
})

test('webhooks of RevenueCat go out with the price in the currency that stands beside it', async () => {
  const [first] = await revenues(asRows(revenueCat), 'webhooks')
  expect(first?.values['af_revenue']).toBe('7.99')
  expect(first?.body).toMatchObject({
    eventName: 'INITIAL_PURCHASE',
    eventCurrency: 'GBP',
    appsflyer_id: '1700000000000-1000000',
    eventTime: '2026-11-18 11:06:40.000',
  })
})

test('a table of cents goes out in the unit of its currency, one of German names as well', async () => {
  const own = await revenues(asRows(homeMade), 'orders')
  expect(own.map(({ values }) => values['af_revenue'])).toEqual(
    homeMade.map((_, index) => String((1_099 + index) / 100)),
  )
  const german_ = await revenues(asRows(german), 'bestellungen')
  expect(german_.map(({ values }) => values['af_revenue'])).toEqual(german.map((_, index) => String(48.5 + index)))
  expect(german_[0]?.body).toMatchObject({
    eventCurrency: 'EUR',
    eventName: 'af_purchase',
    eventTime: '2026-11-18 11:06:40.000',
  })
  expect(german_[0]?.body).toHaveProperty('phone_number_e164_hashed')
  expect(german_[0]?.body).toHaveProperty('email_hashed')
  expect(JSON.stringify(german_)).not.toMatch(/Anna|Beispiel|@/)
})

test('sign-ups without money have no revenue, and are called after their table', async () => {
  const all = await revenues(asRows(signUps), 'sign_ups')
  expect(all.slice(0, 5).map(({ body, values }) => [body['eventName'], values['af_revenue']])).toEqual(
    Array.from({ length: 5 }, () => ['sign_ups', undefined]),
  )
  expect(all.slice(5).every(({ codes }) => codes.includes('missing_appsflyer_id'))).toBe(true)
})

const proposal = async (rows: readonly Record<string, unknown>[], name: string) =>
  (await proposed(asRows(rows), name)).mapping.replaceAll(/\n *## /g, ' ')

describe('what is not certain is not in use', () => {
  test('whole numbers in no named unit', async () => {
    const mapping = await proposal(
      Array.from({ length: 9 }, (_, index) => ({ total: 4_990 + index, currency: 'EUR' })),
      'orders',
    )
    expect(mapping).toContain(
      'total looks like money, in which unit is not clear: 9 of 9 are whole numbers, median 4,994.',
    )
    expect(mapping).toContain('\n#     - column: total\n#       field: revenue\n#       unit: minor\n')
    expect(mapping).toContain('event_name: orders')
  })

  test('whole numbers of a currency without decimals are clear', async () => {
    const mapping = await proposal([{ total: 4_990, currency: 'JPY' }], 'orders')
    expect(mapping).toContain('\n    - column: total\n      field: revenue\n')
    expect(mapping).not.toContain('unit')
  })

  test('two amounts that could be meant', async () => {
    const mapping = await proposal([{ paid_eur: 4.5, price_eur: 5.5 }], 'orders')
    expect(mapping).toContain('\n#     - column: paid_eur\n#       field: revenue')
    expect(mapping).toContain('\n#     - column: price_eur\n#       field: revenue\n')
  })

  test('an amount of a table that does not sound like sales', async () => {
    expect(await proposal([{ price: 4.5 }], 'products')).toContain('\n#     - column: price\n')
    expect(await proposal([{ price: 4.5 }], 'orders')).toContain('\n    - column: price\n')
  })

  test('an amount by a weak word, with nothing beside it that tells of money', async () => {
    const mapping = await proposal([{ value: 4.5 }], 'things')
    expect(mapping).toContain('value may be money, and nothing beside says so:')
    expect(mapping).not.toContain('- column: value')
  })

  test('a currency that nobody says', async () => {
    expect(await proposal([{ amount: 4.5 }], 'orders')).toContain('\n#     - field: currency\n#       value: USD\n')
    expect(await proposal([{ amount_usd: 4.5 }], 'orders')).not.toContain('field: currency')
  })
})

test('cents without a currency are hundredths, since the digits of the smallest unit are not known', async () => {
  expect(await proposal([{ amount_cents: 450 }], 'orders')).toContain('unit: cents')
  expect(await proposal([{ revenue_micros: 4_500_000 }], 'orders')).toContain('unit: micro')
})

test('the revenue by its usual name needs no line, but for its unit', async () => {
  expect(await proposal([{ revenue: 4.5, currency: 'EUR' }], 'orders')).toContain(
    'revenue is the revenue: 1 of 1 have decimals',
  )
  expect(await proposal([{ revenue: 450, currency: 'EUR' }], 'orders')).toContain(
    '\n#     - column: revenue\n#       field: revenue\n#       unit: minor',
  )
})

test('a column that few rows fill is not the one, whatever its name', async () => {
  const rows = Array.from({ length: 10 }, (_, index) => ({
    order_total: 4.5,
    currency: 'EUR',
    buyer_mail: `ann.${index}@example.com`,
    placed_at: '2026-11-28 10:00:00',
    ...(index === 3 && { revenue: '1,234.50', email: 'n/a', occurred_at: '2026-11-01 10:00:00' }),
  }))
  const mapping = await proposal(rows, 'orders')
  for (const item of [
    'order_total\n      field: revenue',
    'buyer_mail\n      field: email',
    'placed_at\n      field: event_time',
  ])
    expect(mapping).toContain(`\n    - column: ${item}`)
})

test('rows of pages are visits of the website, without an AppsFlyer id', async () => {
  const mapping = await proposal([{ page_url: 'https://www.example.com/', timestamp: 1_795_000_000 }], 'visits')
  expect(mapping).toContain('\n  send_as: web_visit\n')
  expect(mapping).not.toMatch(/appsflyer_id|event_name/)
})

test('refunds go out as such', async () => {
  const mapping = await proposal([{ refund_amount: 4.5, currency: 'EUR' }], 'refunds')
  expect(mapping).toContain('event_name: cancel_purchase')
  expect(mapping).toContain('\n    - column: refund_amount\n      field: revenue\n')
})

test("a name that is somebody's address stands nowhere, nor does a loader's column", async () => {
  const mapping = await proposal([{ 'ann@example.com': 'x', _airbyte_extracted_at: 1, amount: 4.5 }], 'orders')
  expect(mapping).not.toMatch(/ann@|_airbyte/)
})

test('names that YAML would read otherwise, and those with dots in them, lead to their columns', async () => {
  const rows = [
    { 'total: amount': 4.5, 'a.b': { 'c d': { af: '1700000000000-1234567' } }, currency: 'EUR', os_name: 'iOS' },
  ]
  const [first] = await revenues(asRows(rows), 'orders')
  expect(first?.body).toMatchObject({ appsflyer_id: '1700000000000-1234567' })
  expect(first?.values['af_revenue']).toBe('4.5')
})

test('apps that rows name stand in the configuration', async () => {
  const { text } = await proposed(
    asRows([{ app_id: 'id123456789' }, { app_id: 'com.example.$shop' }, { app_id: 'com.example.shop' }]),
    'events',
  )
  expect(text).toContain('apps:\n  - app_id: "id123456789"\n  - app_id: "com.example.shop"\n')
})

test.each([
  'tab\tx',
  'two\nlines',
  'a\u2028b',
  '\u001b[2J',
  '\u0085',
  '\u202ex',
  'a"b\\u0009',
  'half \ud800',
  'y',
  ' x ',
])('a stream and a column called %j are matched, and a terminal obeys no sign of them', async (name) => {
  const rows = [{ event_name: 'signed_up', [name]: '2026-01-01T00:00:00Z', inner: { [name]: { idfa: 'x' } } }]
  const { mapping, text } = await proposed(rows, name)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand there
  expect(mapping).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]/)
  expect(parsed(text).streams.map(({ stream }) => stream)).toEqual([name])
})

test('a stray value in the column of currencies is not told', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => ({
    paid: `${index}.50`,
    money_ccy: index === 5 ? 'ann@example.com' : 'EUR',
  }))
  const mapping = await proposal(rows, 'orders')
  expect(mapping).toContain('money_ccy says the currency (EUR).')
  expect(mapping.toLowerCase()).not.toContain('ann@')
})
