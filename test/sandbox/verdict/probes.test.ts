import { bodySchemas } from '../../../spec/appsflyer/bodies/body-schemas'
import { endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { isProbe } from '../../../spec/appsflyer/events/probe'
import { probeRequest } from '../../../src/delivery/outcome/probe'
import { configurationOf } from '../../configuration-of'
import { codes, goodMobile, newest, talk, useSandbox } from '../talk-to-sandbox'

const appIds = ['id1', 'com.example.app', 'website-a']
const open = useSandbox({ apps: appIds.map((appId) => ({ appId, key: 'good-key' })), blockedAppIds: ['id3'] })

/** As `check` and a sync ask, for apps of every endpoint. */
function probesWith(key: string) {
  const apps = [{ app_id: 'id1' }, { app_id: 'com.example.app', api_version: 'v2' }, { app_id: 'website-a' }]
  const configuration = configurationOf({ s2s_token: key, dev_key: key, apps, endpoints: { all: open.url } })
  return configuration.apps.map((app) => probeRequest(app, configuration))
}

const ask = ({ url, method, headers, body }: ReturnType<typeof probesWith>[number]) =>
  talk(open.url, new URL(url).pathname, { method, headers, body })

test.each([
  ['good-key', ['key_asked'], 'The key is good.'],
  ['bad-key', ['key_asked', 'wrong_key'], 'The answer is no.'],
])('a question about the key %s is no event: neither refused nor lost', async (key, notes, answer) => {
  open.sandbox.inbox.clear()
  for (const probe of probesWith(key)) {
    expect((await ask(probe)).status).toBeGreaterThanOrEqual(400)
    const arrival = newest(open.sandbox)
    expect(arrival).toMatchObject({ endpoint: probe.endpoint, verdict: 'probe', reasons: [] })
    expect(codes(arrival.notes)).toEqual(notes)
    expect(arrival.notes[0]?.message).toContain(answer)
  }
  const { verdicts, reasons } = open.sandbox.inbox.summary()
  expect([verdicts, reasons]).toEqual([
    { recorded: 0, recorded_with_losses: 0, silently_dropped: 0, refused: 0, probe: 3, asked_to_erase: 0 },
    [],
  ])
  const listed = await fetch(`${open.url}/sandbox/api/requests?verdict=probe`)
  expect((await listed.json()).requests).toHaveLength(3)
})

test('an event is no question, whatever it is called', async () => {
  const headers = { authentication: 'good-key', 'content-type': 'application/json' }
  const post = (body: object) => talk(open.url, '/inappevent/id1', { method: 'POST', headers, body })
  await post({ ...contracts.mobile_v3.probe?.body, os: '17.4' })
  expect(newest(open.sandbox).verdict).toBe('refused')
  await post({ ...goodMobile, eventName: 'connection_check', eventValue: '' })
  expect(newest(open.sandbox).verdict).toBe('recorded')
})

test('what is asked is what AppsFlyer cannot record', () => {
  for (const endpoint of endpoints) {
    const { probe } = contracts[endpoint]
    if (probe === undefined) expect(isProbe(endpoint, {})).toBe(false)
    else {
      const body = bodySchemas[endpoint]
      expect([endpoint, body.safeParse(probe.body).success]).toEqual([endpoint, false])
      expect(isProbe(endpoint, probe.body)).toBe(true)
    }
  }
})
