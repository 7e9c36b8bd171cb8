import {
  APIError,
  type IntegrationError,
  InvalidAuthenticationError,
  RetryableError,
  type SegmentEvent,
} from '@segment/actions-core'
import { appsflyerDestination } from '../../destination/definition'
import { errorForFindings } from '../../destination/errors'
import { inSegmentsWords } from '../../destination/words'
import { mobileAnswers, webAnswers } from '../../spec/appsflyer/answers/answers'
import { responseRules } from '../../spec/appsflyer/answers/response-rules'
import { fieldNames, fields } from '../../spec/configuration/fields'
import { type FindingCode, finding, findingKinds } from '../../src/core/domain/finding'
import { order, secrets, sendOne, thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { settings } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 200, body: 'OK' })
})

/** Segment tries again after these, and after nothing else (its documentation of error codes). */
function isTriedAgain(status: number): boolean {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501)
}

function expectNoSecrets(text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret)
}

describe('an answer of AppsFlyer', () => {
  const table: readonly (readonly [
    status: number,
    text: string,
    error: typeof APIError | typeof RetryableError | typeof InvalidAuthenticationError,
    as: number,
  ])[] = [
    [400, mobileAnswers.wrongKey.text, InvalidAuthenticationError, 401],
    [400, mobileAnswers.wrongApp.text, InvalidAuthenticationError, 401],
    [400, mobileAnswers.missingAppsflyerId.text, APIError, 400],
    [400, mobileAnswers.unparsable.text, APIError, 400],
    [400, mobileAnswers.badRequest.text, APIError, 400],
    [400, webAnswers.badRequest.text, APIError, 400],
    [401, mobileAnswers.unauthorized.text, InvalidAuthenticationError, 401],
    [403, mobileAnswers.forbidden.text, APIError, 403],
    [404, '', APIError, 404],
    [407, '', APIError, 407],
    [408, '', RetryableError, 408],
    [410, '', APIError, 410],
    [415, webAnswers.unsupportedMediaType.text, APIError, 415],
    [425, '', RetryableError, 503],
    [429, 'slow down', RetryableError, 429],
    [500, mobileAnswers.serverError.text, RetryableError, 500],
    [501, '', APIError, 501],
    [502, '', RetryableError, 502],
    [503, '', RetryableError, 503],
    [504, '', RetryableError, 504],
    [520, '', RetryableError, 503],
  ]

  test.each(table)('%i %j becomes a %p with status %i', async (status, text, errorClass, as) => {
    server.reply = () => ({ status, body: text })
    const error = await thrownBy(sendOne(server.url, order()))
    expect(error).toBeInstanceOf(errorClass)
    expect(error.status).toBe(as)
    const rule = responseRules.find(({ advice }) => error.message.includes(advice))
    expect(rule).toBeDefined()
    const passing = rule?.means === 'transient' || rule?.means === 'throttled'
    expect(isTriedAgain(error.status ?? 0)).toBe(passing)
    expectNoSecrets(error.message)
  })

  test('a redirect is final: nothing follows it with the key', async () => {
    server.reply = () => ({ status: 302, location: `${server.url}/elsewhere` })
    const error = await thrownBy(sendOne(server.url, order()))
    expect(error).toBeInstanceOf(APIError)
    expect(error.status).toBe(400)
    expect(server.received).toHaveLength(1)
  })

  test('202 is as good as 200', async () => {
    server.reply = () => ({ status: 202, body: '{"status":"accepted"}', type: 'application/json' })
    const results = await sendOne(server.url, order())
    expect(results.at(-1)).toMatchObject({ data: { outcome: 'accepted' } })
  })

  test('repeats nothing of the answer, which may repeat the event', async () => {
    server.reply = ({ body }) => ({ status: 400, body: `cannot read ${body}` })
    expectNoSecrets((await thrownBy(sendOne(server.url, order()))).message)
  })
})

describe('no answer', () => {
  test('a broken connection is tried again by Segment', async () => {
    server.reply = () => 'reset'
    const error = await thrownBy(sendOne(server.url, order()))
    expect(error).toBeInstanceOf(RetryableError)
    expect(error.status).toBe(503)
    expect(server.received).toHaveLength(1)
  })

  test('nothing that listens, too', async () => {
    const closed = await new LocalServer().open()
    const { url } = closed
    await closed.close()
    expect(await thrownBy(sendOne(url, order()))).toBeInstanceOf(RetryableError)
  })

  // What Segment's client throws: named by shape, since its classes may come from another copy of its package.
  const thrown: readonly (readonly [
    string,
    object,
    typeof RetryableError | typeof APIError | typeof InvalidAuthenticationError,
    number,
  ])[] = [
    ['a timeout', { code: 'ETIMEDOUT', message: 'Request timed out after 10000ms' }, RetryableError, 503],
    ['an aborted request', { code: 'REQUESTTIMEOUTERROR', status: 408 }, RetryableError, 503],
    ['an HTTPError 500', { response: { status: 500, content: 'Internal Server Error' } }, RetryableError, 500],
    ['an HTTPError 400', { response: { status: 400, content: 'Bad request' } }, APIError, 400],
    ['an HTTPError 401', { response: { status: 401 } }, InvalidAuthenticationError, 401],
  ]
  test.each(thrown)('%s of the client', async (_name, failure, errorClass, status) => {
    const { mobileEvent } = appsflyerDestination().actions
    const payload = {
      event_name: 'a',
      appsflyer_id: '1415211453000-6513894',
      platform: 'ios',
      email: 'john_smith@gmail.com',
    }
    const request = () => Promise.reject(Object.assign(new Error('john_smith@gmail.com'), failure))
    const error = await thrownBy(Promise.resolve(mobileEvent?.perform(request, { payload, settings })))
    expect(error).toBeInstanceOf(errorClass)
    expect(error.status).toBe(status)
    expectNoSecrets(error.message)
  })
})

const library = { name: 'analytics-swift', version: '1.0' }

function withAppsflyerId(appsFlyerId: string): SegmentEvent {
  return { ...order(), integrations: { AppsFlyer: { appsFlyerId } } as unknown as { All?: boolean } }
}

describe('an event that cannot be sent', () => {
  const table: readonly (readonly [string, () => Parameters<typeof sendOne>[1], RegExp])[] = [
    [
      'an AppsFlyer id that is none',
      () => withAppsflyerId('null'),
      /^No AppsFlyer ID.*integrations\.AppsFlyer\.appsFlyerId/,
    ],
    [
      'no AppsFlyer id',
      () => ({ ...withAppsflyerId(''), context: { library, device: { type: 'ios' } } }),
      /^No AppsFlyer ID.*integrations\.AppsFlyer\.appsFlyerId/,
    ],
    ['a guessed amount', () => order({ revenue: '$48' }), /not a plain amount.* no currency sign/],
    ['no currency', () => order({ currency: 'euros' }), /not a three-letter code/],
    ['too large', () => ({ ...order(), userId: 'u'.repeat(1_200) }), /larger than AppsFlyer takes/],
  ]
  test.each(table)('%s is a PayloadValidationError with the text of the finding', async (_name, event, text) => {
    const error = (await thrownBy(sendOne(server.url, event()))) as IntegrationError
    expect(error.code).toBe('PAYLOAD_VALIDATION_FAILED')
    expect(error.status).toBe(400)
    expect(error.message).toMatch(text)
    expectNoSecrets(error.message)
    expect(server.received).toHaveLength(0)
  })

  test.each([true, false])('%j as an AppsFlyer id is none', async (appsFlyerId) => {
    const { message } = await thrownBy(sendOne(server.url, withAppsflyerId(appsFlyerId as never)))
    expect(message).toMatch(/^No AppsFlyer ID/)
    expect(server.received).toHaveLength(0)
  })

  test('all reasons are told at once', async () => {
    const event = { ...withAppsflyerId('null'), properties: { revenue: 48.5, currency: 'euros' } }
    const { message } = await thrownBy(sendOne(server.url, event))
    expect(message).toMatch(/No AppsFlyer ID/)
    expect(message).toMatch(/not a three-letter code/)
  })

  test('a server event without a platform is told which field to set', async () => {
    const { message } = await thrownBy(sendOne(server.url, { ...order(), context: {} }))
    expect(message).toMatch(/^Nothing readable says which app .* Map the field Platform to ios, android or /)
  })

  test('a web event without a web app', async () => {
    const given = { ios_app_id: 'id123456789', s2s_token: 's2s-token' }
    const sent = sendOne(server.url, order(), { action: 'webEvent', settings: given })
    expect((await thrownBy(sent)).message).toMatch(
      /No app of the event’s platform is in the settings\. .* The platform is web\./,
    )
  })

  test('no app of its platform', async () => {
    const error = await thrownBy(
      sendOne(server.url, order(), { settings: { web_app_id: 'website-www.example.com', s2s_token: 's2s-token' } }),
    )
    expect(error.message).toMatch(/No app of the event’s platform is in the settings\. .* The platform is ios\./)
  })

  test('an opted-out user, by configuration, is not sent and not an error', async () => {
    const event = order()
    const denied = { ...event, context: { ...event.context, device: { type: 'ios', attTrackingStatus: 'denied' } } }
    const results = await sendOne(server.url, denied, { settings: { ...settings, opted_out_users: 'skip' } as never })
    expect(results.at(-1)).toMatchObject({
      data: { outcome: 'skipped', findings: [expect.stringContaining('opted_out_skipped')] },
    })
    expect(server.received).toHaveLength(0)
  })
})

test('an anonymous order of the web is told both ids that would do', async () => {
  const event = { ...order(), userId: null, integrations: {}, context: { page: { url: 'https://www.example.com/' } } }
  const { message, status } = await thrownBy(sendOne(server.url, event as SegmentEvent, { action: 'webEvent' }))
  expect(status).toBe(400)
  expect(message).toMatch(/^No user: .*Send userId .*Customer User ID or AppsFlyer ID/)
})

/** Findings that no event of Segment's brings about: they come from a configuration file, or from columns it maps. */
const ofConfigurations = [
  'mapped_column_empty',
  'foreign_app_id',
  'event_values_withheld',
  'filtered_out',
  'stream_skipped',
]

test.each(Object.entries(findingKinds).filter(([code]) => !ofConfigurations.includes(code)))(
  '%s is told in words that have a place in Segment',
  (code, { severity, message }) => {
    const found = { code: code as FindingCode, severity, field: 'event_values.total', message }
    expect(inSegmentsWords(found)).not.toMatch(
      /privacy\.|defaults\.|send_as|opted_out_users|event_names|stream|where\./,
    )
  },
)

test('what products say beside id, quantity and price is told once, by name', async () => {
  const product = { sku: 's', name: 'Shoe', brand: 'Acme', category: 'shoes', coupon: 'X', quantity: 1, price: 5 }
  const products = [
    { ...product, product_id: 'a' },
    { ...product, product_id: 'b' },
  ]
  const text = JSON.stringify((await sendOne(server.url, order({ products }))).at(-1))
  expect(text.match(/product_members_left_out/g)).toHaveLength(1)
  expect(text).toMatch(/They are: sku, name, brand, category, coupon\./)
  const bare = [{ product_id: 'a', quantity: 1, price: 5 }]
  expect(JSON.stringify((await sendOne(server.url, order({ products: bare }))).at(-1))).not.toContain('product_members')
})

test('personal data that was taken out is told by the names of its properties, and as not sent at all', async () => {
  const properties = {
    iban: 'DE89370400440532013000',
    customer_email: 'john_smith@gmail.com',
    shipping: { street: 'Elm 1' },
  }
  const text = JSON.stringify((await sendOne(server.url, order(properties))).at(-1))
  expect(text).toMatch(
    /personal_data_removed: .*nothing is sent of any other\. It stood in: iban, customer_email, shipping/,
  )
  expect(text).not.toMatch(/only hashes of it|DE89|Elm 1/)
  expectNoSecrets(text)
})

test('what was mended on the way is told, without values', async () => {
  const results = await sendOne(server.url, order({ buyer_email: 'john_smith@gmail.com' }))
  const text = JSON.stringify(results.at(-1))
  expect(text).toContain('personal_data_removed')
  expectNoSecrets(text)
})

const deviceIds = fieldNames.filter((name) => fields[name].deviceIdType !== undefined)

test.each(['device_ids', 'advertising_id', ...deviceIds])(
  'why %s is missing stands beside that no id is there',
  (name) => {
    const why = finding('invalid_device_id_dropped', name)
    const { message } = errorForFindings([why, finding('missing_device_ids', 'device_ids')])
    expect(message).toBe([finding('missing_device_ids', 'device_ids'), why].map(inSegmentsWords).join(' '))
  },
)
