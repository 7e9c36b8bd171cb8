import { mobileAnswers, webAnswers } from '../../../spec/appsflyer/answers/answers'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import { proofOfAnswer } from '../../../src/delivery/outcome/key-proof'
import { judgeProbe } from '../../../src/delivery/outcome/probe'

/** What `check` and the proof before a sync make of a refusal of a body that names no user: always the same. */

const elsewhere = 'https://gateway.example.com/inappevent/id1'
const own = 'https://api3.appsflyer.com/inappevent/id1'

function verdict(endpoint: Endpoint, url: string, status: number, text: string): string {
  const { verdict: proof, refusal } = proofOfAnswer({ endpoint, url }, status, text)
  const { isGood, short, message } = judgeProbe({ status, text }, { endpoint, url })
  // What is undocumented and refuses no key is no reason to refuse it, and is not said to take it.
  expect(isGood).toBe(proof === 'good' || short === 'refuses nothing')
  expect(short.startsWith('takes the key')).toBe(proof === 'good')
  if (refusal !== undefined) expect(message).toContain(`(${refusal.code})`)
  return refusal?.code ?? proof
}

test.each<[Endpoint, string]>([
  ['mobile_v3', mobileAnswers.missingAppsflyerId.text],
  ['mobile_v2', mobileAnswers.missingAppsflyerId.text],
  ['mobile_v3', mobileAnswers.badRequest.text],
  ['mobile_v3', mobileAnswers.unparsable.text],
  ['mobile_v3', '{"error":"appsflyer_id is a mandatory field"}'],
  ['web_event', webAnswers.badRequest.text],
  ['web_event', '{"message":"user_id is required"}'],
])('%s, 400 %j is AppsFlyer’s at any address', (endpoint, text) => {
  expect(verdict(endpoint, elsewhere, 400, text)).toBe('good')
})

test.each<[Endpoint, number, string]>([
  ['mobile_v3', 400, ''],
  ['web_event', 400, ''],
  ['mobile_v3', 400, 'no'],
  ['mobile_v3', 400, 'Bad Request'],
  ['mobile_v3', 400, 'Client sent an HTTP request to an HTTPS server.'],
  ['mobile_v2', 400, '{"message":"Invalid request body"}'],
  ['web_event', 400, 'Bad Request'],
  ['mobile_v3', 413, 'Payload Too Large'],
  ['web_event', 422, '{}'],
])('%s, %i %j is not; of AppsFlyer’s own address it proves nothing', (endpoint, status, text) => {
  expect(verdict(endpoint, elsewhere, status, text)).toBe('not_appsflyer')
  expect(verdict(endpoint, own, status, text)).toBe('unclear')
})

test.each([mobileAnswers.wrongKey.text, 'Unauthorized: token expired', 'Invalid API key'])(
  'a wrong key stays a wrong key, wherever it is told: %s',
  (text) => {
    expect([elsewhere, own].map((url) => verdict('mobile_v3', url, 400, text))).toEqual(['wrong_key', 'wrong_key'])
  },
)
