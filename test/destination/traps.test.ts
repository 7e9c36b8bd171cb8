import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createTestIntegration, Destination, type JSONObject } from '@segment/actions-core'
import destination from '../../destination'
import { appsflyerDestination } from '../../destination/definition'
import { fields as mobileFields } from '../../destination/mobileEvent'
import { order, sendBatch, sendOne, thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { defaultMapping, destinationAt, settings } from './workspace'

/** Surprises of @segment/actions-core, each shown and each avoided. */

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 200, body: 'OK' })
})

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

test('a name with blanks or parentheses breaks its validation: ours has neither', async () => {
  const renamed = new Destination({ ...destination, name: 'AppsFlyer (Actions)' })
  expect((await thrownBy(renamed.testAuthentication(settings))).message).toMatch(/URI/i)
  expect(destination.name).toMatch(/^[A-Za-z]+$/)
})

test('it needs liquidjs and does not say so: both are declared here, neither for those who do not use Segment', () => {
  const core = JSON.parse(readFileSync('node_modules/@segment/actions-core/package.json', 'utf8'))
  expect(core.dependencies).not.toHaveProperty('liquidjs')
  for (const name of ['@segment/actions-core', 'liquidjs']) {
    expect(manifest.peerDependencies).toHaveProperty([name])
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true })
    expect(manifest.devDependencies).toHaveProperty([name])
    expect(manifest.dependencies).not.toHaveProperty([name])
  }
})

test('of two copies of it, one does not know the batch results of the other: there must be one', async () => {
  let other: typeof import('@segment/actions-core') | undefined
  jest.isolateModules(() => {
    other = require('@segment/actions-core')
  })
  if (other === undefined) throw new Error('no second copy')
  const definition = appsflyerDestination({ endpoints: { mobile_v3: server.url } })
  const mapping = defaultMapping('mobileEvent')
  const subscription = { partnerAction: 'mobileEvent', subscribe: 'type = "track"', mapping }
  server.reply = () => ({ status: 400, body: 'Bad request' })
  const results = await new other.Destination(definition).onBatch([order()], {
    ...settings,
    subscriptions: [subscription],
  } as JSONObject)
  expect(results[0]?.multistatus?.[0]?.status).toBe(200)
  expect((await sendBatch(server.url, [order()]))[0]?.status).toBe(400)
})

test('its native ESM import fails, so the package is CommonJS: both kinds of module load that', () => {
  expect(manifest.type).toBe('commonjs')
  const load = (code: string, type: string) =>
    execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { encoding: 'utf8', stdio: 'pipe' })
  expect(() => load("import '@segment/actions-core/dist/esm/index.js'", 'module')).toThrow()
  const ours = 'appsflyer-destination/segment'
  const printName = 'console.log(appsflyerDestination().name)'
  expect(load(`import { appsflyerDestination } from '${ours}'; ${printName}`, 'module')).toBe('AppsFlyer\n')
  expect(load(`const { appsflyerDestination } = require('${ours}'); ${printName}`, 'commonjs')).toBe('AppsFlyer\n')
})

test('an answer of 100 kB or more ends all the same', async () => {
  server.reply = () => ({ status: 200, body: 'x'.repeat(300_000) })
  expect((await sendOne(server.url, order())).at(-1)).toMatchObject({ data: { outcome: 'accepted' } })
})

test('unknown keys of a payload are stripped, so everything used has a field', async () => {
  const mapping = { ...defaultMapping('mobileEvent'), unknown_key: 'lost' }
  await sendOne(server.url, order(), { mapping })
  expect(server.received[0]?.body).not.toContain('lost')
})

test('a field with the format of an e-mail address would refuse a hash: none has a format', async () => {
  const formats = Object.values(destination.actions).flatMap(({ fields }) =>
    Object.values(fields).flatMap((field) => (field !== undefined && 'format' in field ? [field] : [])),
  )
  expect(formats).toEqual([])
  const hash = '62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F'
  await sendOne(server.url, order(), { mapping: { ...defaultMapping('mobileEvent'), email: ` ${hash} ` } })
  expect(JSON.parse(server.received[0]?.body ?? '').email_hashed).toBe(hash.toLowerCase())
})

test('an object field refuses JSON in a text: a field beside it takes it', async () => {
  const consent = { manual: { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false } }
  const asText = JSON.stringify(consent)
  const mapping = { ...defaultMapping('mobileEvent') }
  const refused = sendOne(server.url, order(), { mapping: { ...mapping, consent_data: asText } })
  expect((await thrownBy(refused)).message).toMatch(/must be an object/)
  await sendOne(server.url, order(), { mapping: { ...mapping, consent_data_json: asText } })
  expect(JSON.parse(server.received[0]?.body ?? '').consent_data).toEqual(consent)
})

test('a minimum of 0 is ignored, and one that holds refuses the whole event: only the size of batches has one', () => {
  const limited = Object.entries(mobileFields).filter(([, { minimum, maximum }]) => minimum ?? maximum)
  expect(limited.map(([name]) => name)).toEqual(['batch_size'])
})

test('the fields of batching are in the payload and never in a request', async () => {
  const mapping = {
    ...defaultMapping('mobileEvent'),
    enable_batching: true,
    batch_size: 487,
    batch_keys: ['appsflyer_id'],
  }
  await sendOne(server.url, order(), { mapping })
  await sendBatch(server.url, [order()], { mapping })
  expect(server.received).toHaveLength(2)
  for (const { body } of server.received) expect(body).not.toMatch(/batch|487/)
})

test('testAction looks at neither triggers nor settings, onEvent and onBatch do', async () => {
  const page = { ...order(), type: 'identify' as const }
  const integration = createTestIntegration(appsflyerDestination({ endpoints: { mobile_v3: server.url } }))
  await integration.testAction('mobileEvent', { event: page, settings: { ...settings }, useDefaultMappings: true })
  expect(server.take()).toHaveLength(1)
  expect(await sendOne(server.url, page)).toEqual([{ output: 'not subscribed' }])
  expect(await sendBatch(server.url, [page])).toEqual([])
  const bad = sendOne(server.url, order(), { settings: { ...settings, ios_api_version: 'v9' } as JSONObject })
  expect((await thrownBy(bad)).message).toMatch(/API Version must be one of/)
  expect(server.take()).toEqual([])
})

test('its cache of schemas goes by name and title, so variants of the destination must have the same fields', () => {
  const fields = (definition: typeof destination) =>
    Object.fromEntries(Object.entries(definition.actions).map(([name, { title, fields }]) => [title + name, fields]))
  expect(fields(destinationAt('http://127.0.0.1:1').definition)).toEqual(fields(destination))
  const titles = Object.values(destination.actions).map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
})
