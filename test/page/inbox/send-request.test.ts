import { execFileSync } from 'node:child_process'
import { replayAt, replayTargets, toCurl } from '../../../src/page/inbox/send-request'
import type { Arrival } from '../../../src/sandbox/inbox/arrival'

const arrival: Arrival = {
  id: 7,
  receivedAtMs: 0,
  method: 'POST',
  path: '/inappevent/id1',
  endpoint: 'mobile_v3',
  appId: 'id1',
  eventName: 'e',
  money: null,
  eventKey: null,
  verdict: 'recorded',
  reasons: [],
  notes: [],
  status: 200,
  answer: 'OK',
  fault: false,
  headers: {
    host: '127.0.0.1:1',
    'content-length': '9',
    'user-agent': 'x',
    authentication: '••••',
    'content-type': 'application/json',
  },
  body: `{"eventName":"it's $HOME \`ls\`","eventValue":""}`,
  bodyBytes: 9,
}

/** What a shell makes of a command, an argument a line. */
function argumentsOf(command: string): string[] {
  const script = `curl() { for part; do printf '%s\\0' "$part"; done; }\n${command}`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('the command for curl', () => {
  it('sends the same again, with a placeholder for the key, whatever stands in the body', () => {
    expect(argumentsOf(toCurl(arrival, 'http://127.0.0.1:1'))).toEqual([
      'http://127.0.0.1:1/inappevent/id1',
      '-H',
      'authentication: YOUR_KEY',
      '-H',
      'content-type: application/json',
      '--data-raw',
      arrival.body,
    ])
  })

  it.each([
    ['/v2.0/s2s/inapps/app/web/website-1', 'authorization: Bearer YOUR_KEY'],
    ['/v1.0/s2s/inapp/app/steam/480', 'authorization: HMAC_SHA256_OF_THE_BODY'],
  ])('names the key of %s', (path, header) => {
    expect(argumentsOf(toCurl({ ...arrival, path, headers: { authorization: '••••' } }, ''))[2]).toBe(header)
  })

  it('masks a key in the body, too', () => {
    expect(toCurl({ ...arrival, body: '{"webDevKey":"••••"}' }, '')).toContain('{"webDevKey":"YOUR_KEY"}')
  })
})

describe('a replay', () => {
  const bodyAt = (endpoint: Parameters<typeof replayAt>[0], body: string) => replayAt(endpoint, 'id1', body).body

  it('turns v3 into v2 and back, and writes no number anew', () => {
    const v3 = '{"eventValue":48.00,"n":12345678901234567890}'
    const v2 = '{"af_events_api":"true","eventValue":48.00,"n":12345678901234567890}'
    expect(bodyAt('mobile_v2', v3)).toBe(v2)
    expect(bodyAt('mobile_v2', v2)).toBe(v2)
    expect(bodyAt('mobile_v3', v2)).toBe(v3)
    expect(bodyAt('mobile_v2', '{}')).toBe('{"af_events_api":"true"}')
    expect(bodyAt('mobile_v3', '{"a":1,"af_events_api":"true"}')).toBe('{"a":1}')
    expect(bodyAt('mobile_v3', 'no json')).toBe('no json')
  })

  it('goes to the address of the endpoint, with a key of its kind', () => {
    expect(replayAt('web_event', 'website-1', '{}')).toMatchObject({
      path: '/v2.0/s2s/inapps/app/web/website-1',
      headers: { authorization: expect.stringMatching(/^Bearer \S/) },
    })
    expect(replayAt('pba_event', 'b', '{"webDevKey":"••••"}')).toEqual({
      path: '/v1/b/event',
      headers: {},
      body: '{"webDevKey":"sent-by-the-page"}',
    })
    expect(replayAt('device_session', 'steam-480', '{}')).toMatchObject({
      path: '/v1.0/s2s/session/app/steam/480',
      headers: { authorization: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })

  it('is for endpoints with an address for such an app', () => {
    expect(replayTargets({ appId: 'steam-480', endpoint: 'device_inapp' })).toEqual([
      'device_inapp',
      'device_first_open',
      'device_session',
    ])
    expect(replayTargets({ appId: 'id1', endpoint: 'mobile_v2' })).toContain('mobile_v3')
    expect(replayTargets({ appId: null, endpoint: 'mobile_v2' })).toEqual([])
    expect(replayTargets({ appId: 'id1', endpoint: 'unknown' })).toEqual([])
  })
})
