import { classifyErasure, classifyStatus, isTaken } from '../../../src/delivery/outcome/classify-erasure'

const token = 'the API token V2'
const erasure = (status: number, text: string) =>
  classifyErasure({ status, text }, { identityCount: 1, tokenName: token })
const error = (code: string) => JSON.stringify({ error: { code: 400, af_gdpr_code: code, message: 'user-77' } })

describe('a code of AppsFlyer decides, whatever the status', () => {
  test.each([200, 201, 202])('with %i', (status) => {
    expect(isTaken({ status, text: error('e411') })).toBe(false)
    expect(erasure(status, error('e411'))).toMatchObject({ outcome: 'misconfigured', code: 'e411' })
    expect(erasure(status, error('e325'))).toMatchObject({ outcome: 'rejected', code: 'e325' })
    expect(erasure(status, error('e511'))).toMatchObject({ outcome: 'transient', code: 'e511' })
    expect(erasure(status, error('e213'))).toMatchObject({ outcome: 'accepted', code: 'e213' })
    // One that the reference does not have refuses, too.
    expect(erasure(status, error('e999'))).toMatchObject({ outcome: 'rejected', code: 'e999' })
    expect(erasure(status, '{"subject_request_id":"x"}')).toMatchObject({ outcome: 'accepted', code: 'accepted' })
  })
})

describe('what became of a request that AppsFlyer has already', () => {
  const status = (code: number, text: string) => classifyStatus({ status: code, text }, token)

  test.each(['pending', 'in-progress', 'in_progress', 'completed', 'paused'])('%s is done', (word) => {
    expect(status(200, JSON.stringify({ request_status: word }))).toMatchObject({ outcome: 'accepted' })
  })

  test.each([
    ['whole', '{"request_status":"canceled"}'],
    ['in British', '{"request_status": "cancelled"}'],
    ['broken off', '{"request_status":"canceled"'],
    ['within another object', '{"data":{"request_status":"canceled"}}'],
    ['behind much else', JSON.stringify({ pad: 'x'.repeat(3_000), request_status: 'canceled' })],
  ])('cancelled is not, %s', (_name, text) => {
    expect(status(200, text)).toMatchObject({ outcome: 'rejected', code: 'canceled' })
  })

  test('what a text repeats is no status', () => {
    const text = JSON.stringify({ note: '{"request_status":"pending"}', request_status: 'canceled' })
    expect(status(200, text).code).toBe('canceled')
  })

  test.each<[number, string]>([
    [200, ''],
    [200, '{"request_stat'],
    [200, '<html>canceled</html>'],
    [302, ''],
    [400, error('e214')],
    [400, error('e511')],
    [400, '{}'],
    [401, ''],
    [403, ''],
    [404, 'no such page'],
    [408, ''],
    [425, ''],
    [500, ''],
  ])('%i %s tells nothing: it is asked again', (code, text) => {
    expect(status(code, text)).toMatchObject({ outcome: 'transient', ambiguous: false })
    expect(status(code, text).message).not.toMatch(/S2S|user-77/)
  })

  test('a question too many is throttled', () => expect(status(429, '').outcome).toBe('throttled'))
})
