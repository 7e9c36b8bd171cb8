import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import { generateTestData } from '../../../lib/test-data'
import destination from '../index'

const testDestination = createTestIntegration(destination)
const destinationSlug = 'actions-appsflyer'

/** What AppsFlyer takes nothing without, where no text is generated for it, or none that can be it. */
const needed: Record<string, object> = {
  mobileEvent: { event_name: 'af_purchase', revenue: '48.5', send_as: '' },
  webEvent: { event_name: 'af_purchase', revenue: '48.5' },
  webVisit: { event_url: 'https://www.example.com/' },
}

describe(`Testing snapshot for ${destinationSlug} destination:`, () => {
  beforeAll(() => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-14T12:00:00Z'))
  })
  afterAll(() => {
    jest.restoreAllMocks()
  })

  for (const actionSlug in destination.actions) {
    it.each([
      ['required fields', true],
      ['all fields', false],
    ])(`${actionSlug} action - %s`, async (_name, isRequiredOnly) => {
      const action = destination.actions[actionSlug]
      const seedName = `${destinationSlug}#${actionSlug}`
      const [eventData, settingsData] = generateTestData(seedName, destination, action, isRequiredOnly)
      nock(/.*/).persist().post(/.*/).reply(200)

      const event = createTestEvent({ properties: { ...eventData, ...needed[actionSlug] } })
      const responses = await testDestination.testAction(actionSlug, {
        event,
        mapping: event.properties,
        settings: settingsData,
        auth: undefined,
      })

      const request = responses[0].request
      expect(JSON.parse(await request.text())).toMatchSnapshot()
      expect(request.headers).toMatchSnapshot()
    })
  }
})
