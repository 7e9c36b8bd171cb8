import type { JSONObject, Preset, SegmentEvent } from '@segment/actions-core'
import fc from 'fast-check'
import { presets } from '../../destination/presets'
import { LocalServer } from './local-server'
import { calls, rows } from './segment-events'
import { asEvent, defaultMapping, destinationAt, subscribed } from './workspace'

const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const destination = destinationAt('http://127.0.0.1:1')

/** With nothing mapped, every event that a trigger lets through is refused before anything is sent. */
async function fits(event: SegmentEvent, { partnerAction, subscribe }: Extract<Preset, { type: 'automatic' }>) {
  const subscription: JSONObject = { partnerAction, subscribe, mapping: {} }
  const results = await destination.onEvent(event, subscribed([subscription])).catch(() => [])
  return results[0]?.output !== 'not subscribed'
}

test('every call that is an event fits exactly one preset; page views of nobody fit none', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async (generated) => {
      const event = asEvent(JSON.parse(JSON.stringify(generated)))
      const fitting = await Promise.all(automatic.map((preset) => fits(event, preset)))
      const names = automatic.filter((_preset, index) => fitting[index]).map(({ name }) => name)
      expect(names).toHaveLength(isOfNobody(event) ? 0 : 1)
    }),
    { numRuns: 150 },
  )
}, 90_000)

/** A page view in a browser, without a user: AppsFlyer takes no such visit. What AppsFlyer told Segment does not go back. */
function isOfNobody({ type, context, userId, event, properties }: SegmentEvent): boolean {
  const device = String((context?.['device'] as { type?: unknown } | undefined)?.type ?? '').toLowerCase()
  const hasDevice = !['', 'desktop', 'browser', 'web', 'mobile web', 'website'].includes(device)
  if (type === 'page') return !hasDevice && userId == null
  return event === 'Install Attributed' && properties?.['provider'] === 'AppsFlyer'
}

async function fitting(call: object): Promise<readonly (string | undefined)[]> {
  const event = asEvent(call)
  const fit = await Promise.all(automatic.map((preset) => fits(event, preset)))
  return automatic.filter((_preset, index) => fit[index]).map(({ name }) => name)
}

test.each([
  ['identify', {}, ['User IDs (PBA)']],
  ['identify', { device: { type: 'Mobile Web' } }, ['User IDs (PBA)']],
  ['identify', { device: { type: 'ios' } }, []],
  ['identify', { device: { type: 'steam' } }, []],
  ['group', {}, []],
  ['alias', {}, []],
])('%s calls with the context %j fit %j', async (type, context, presetNames) => {
  expect(await fitting({ type, userId: 'u-1', traits: { email: 'john_smith@gmail.com' }, context })).toEqual(
    presetNames,
  )
})

test('an identify call of nobody fits none', async () => {
  expect(await fitting({ type: 'identify', anonymousId: 'a-1', context: {} })).toEqual([])
})

const page = { page: { url: 'https://www.example.com/' } }
test.each([
  ['Application Installed', { device: { type: 'steam' } }, 'First Opens (PC, Console, TV)'],
  ['Application Opened', { device: { type: 'Roku' } }, 'Sessions (PC, Console, TV)'],
  ['Application Opened', { device: { type: 'webOS' }, ...page }, 'Sessions (PC, Console, TV)'],
  ['Application Opened', { device: { type: 'ios' } }, 'App Installs and Opens'],
  ['Application Installed', {}, 'App Installs and Opens'],
  ['Application Installed', { device: { type: 'PC' } }, 'App Installs and Opens'],
  ['Application Opened', page, 'All Other Web Events'],
  ['Application Updated', { device: { type: 'steam' } }, 'All Other App Events'],
  ['Order Completed', { device: { type: 'steam' } }, 'Order Completed'],
])('%s with the context %j fits %s alone', async (event, context, preset) => {
  expect(await fitting({ type: 'track', event, userId: 'u-1', context })).toEqual([preset])
})

const platformColumn = fc.record({
  column: fc.constantFrom('platform', 'Platform', 'PLATFORM', 'plAtform', 'os_name'),
  platform: fc.constantFrom('web', 'Web', 'WEB', 'website', 'Website', 'BROWSER', 'wEb', 'ios', 'ANDROID', 'roku', ''),
})

test('every row that is new or has changed fits one preset, however its platform is written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(platformColumn, { maxLength: 2 }), async (columns) => {
      const properties = Object.fromEntries(columns.map(({ column, platform }) => [column, platform]))
      const event = asEvent({ type: 'track', event: 'new', userId: 'pk-7', context: {}, properties })
      const fitting = await Promise.all(automatic.map((preset) => fits(event, preset)))
      expect(fitting.filter(Boolean)).toHaveLength(1)
    }),
  )
}, 90_000)

/** Mappings that an admin makes by hand and leaves as they are: their triggers exclude each other, too. */
const byHand = Object.entries(destination.definition.actions).map(([partnerAction, { defaultSubscription }]) => ({
  partnerAction,
  subscribe: defaultSubscription ?? '',
  mapping: defaultMapping(partnerAction),
}))

describe('nothing goes out twice', () => {
  const server = new LocalServer()
  beforeAll(() => server.open())
  afterAll(() => server.close())

  const events = fc.oneof(
    { weight: 3, arbitrary: calls },
    {
      weight: 1,
      arbitrary: fc.tuple(rows, fc.option(platformColumn)).chain(([properties, named]) =>
        fc.record({
          type: fc.constant('track'),
          event: fc.constantFrom('new', 'updated', 'deleted'),
          properties: fc.constant(named === null ? properties : { ...properties, [named.column]: named.platform }),
        }),
      ),
    },
  )

  test.each([
    [
      'all presets',
      automatic.map(({ partnerAction, subscribe, mapping = {} }) => ({ partnerAction, subscribe, mapping })),
    ],
    ['all mappings made by hand', byHand],
  ] as [string, JSONObject[]][])(
    'with %s',
    async (_what, subscriptions) => {
      let sent = 0
      await fc.assert(
        fc.asyncProperty(events, async (generated) => {
          const event = asEvent(JSON.parse(JSON.stringify(generated)))
          server.take()
          await destinationAt(server.url)
            .onEvent(event, subscribed(subscriptions))
            .catch(() => [])
          const requests = server.take().length
          expect(requests).toBeLessThan(2)
          sent += requests
        }),
        { numRuns: 120 },
      )
      expect(sent).toBeGreaterThan(20)
    },
    90_000,
  )
})
