import { codes, goodMobile, goodWebEvent, newest, postMobile, postWeb, useSandbox } from '../talk-to-sandbox'

const strict = useSandbox({
  apps: [
    { appId: 'id1', key: 'v3-key' },
    { appId: 'id1', key: 'v2-key' },
    { appId: 'website', key: 'token' },
    { appId: 'blocked', key: 'token' },
  ],
  blockedAppIds: ['blocked'],
})

describe('with a list of apps', () => {
  it.each([
    ['id1', 'v3-key', 200, 'OK', []],
    ['id1', 'v2-key', 200, 'OK', []],
    ['id1', 'V3-key', 400, 'Failed to Authenticate', ['wrong_key']],
    ['id1', 'token', 400, 'Failed to Authenticate', ['wrong_key']],
    ['id2', 'v3-key', 400, "app_id doesn't match the authentication token", ['unknown_app']],
    ['blocked', 'token', 403, 'Forbidden', ['blocked']],
    ['1', 'v3-key', 200, 'OK', ['ios_app_id_without_prefix']],
    ['1', 'wrong', 400, 'Failed to Authenticate', ['wrong_key']],
    ['2', 'any', 200, 'OK', ['ios_app_id_without_prefix']],
  ])('mobile: %s with %s', async (appId, key, status, text, reasons) => {
    const answer = await postMobile(strict.url, appId, goodMobile, { authentication: key })
    expect([answer.status, answer.text]).toEqual([status, text])
    expect(codes(newest(strict.sandbox).reasons)).toEqual(reasons)
  })

  it.each([
    ['website', 'token', 202],
    ['website', 'wrong', 401],
    ['elsewhere', 'token', 401],
    ['blocked', 'token', 403],
    ['blocked', 'wrong', 401],
  ])('web: %s with %s', async (appId, key, status) => {
    const answer = await postWeb(strict.url, 'inapps', appId, goodWebEvent, { authorization: `Bearer ${key}` })
    expect(answer.status).toBe(status)
  })

  it('tells a good key from a bad one without an event, as a connection check does', async () => {
    const nothing = async (key: string) => (await postMobile(strict.url, 'id1', {}, { authentication: key })).text
    expect(await nothing('v3-key')).toBe('appsflyer_id is a mandatory field')
    expect(await nothing('wrong')).toBe('Failed to Authenticate')
  })
})

it('never keeps a key', async () => {
  await postMobile(strict.url, 'id1', goodMobile, { authentication: 'v3-key', 'x-api-key': 'other-key', cookie: 'a=b' })
  await postWeb(strict.url, 'inapps', 'website', goodWebEvent, { authorization: 'Bearer token' })
  const kept = JSON.stringify([...strict.sandbox.inbox.all({})])
  expect(kept).toContain('••••')
  for (const secret of ['v3-key', 'other-key', 'a=b', 'Bearer']) expect(kept).not.toContain(secret)
})
