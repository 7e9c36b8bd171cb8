import { reportColumns } from '../../../spec/appsflyer/raw-data/report-columns'
import { columnName } from '../../../src/raw-data/raw-row'
import type { SandboxOptions } from '../../../src/sandbox/options'
import { startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { goodMobile, noonMs, postMobile, talk, useSandbox } from '../talk-to-sandbox'
import { pulled } from './raw-data-of'

const dayMs = 86_400_000
let nowMs = noonMs
const open = useSandbox({ organic: 0, retargeting: 0, timeZones: { id1: 'America/New_York' }, now: () => nowMs })
afterEach(() => {
  nowMs = noonMs
})

const path = (query: string, app = 'id1', report = 'in_app_events_report') =>
  `/api/raw-data/export/app/${app}/${report}/v5?${query}`
const day = 'from=2026-05-02&to=2026-05-02'
const bearer = { authorization: 'Bearer some-token' }
const ask = (query: string, ...rest: string[]) => talk(open.url, path(query, ...rest), { headers: bearer })

/** A report's CSV, as it comes from the signed address. */
async function fileOf(query: string, ...rest: string[]): Promise<string> {
  const { headers } = await ask(query, ...rest)
  const { pathname, search } = new URL(String(headers['location']))
  return (await talk(open.url, pathname + search)).text
}
const send = (body: object) => postMobile(open.url, 'id1', { ...goodMobile, ...body })
const timesIn = (csv: string) => [...csv.matchAll(/2026-\d\d-\d\d \d\d:\d\d:\d\d(?=,af_)/g)].map(([time]) => time)

it('sends to an address that takes no token, and has the report with all its columns', async () => {
  await send({ eventName: 'a,"b"\nc' })
  const { status, headers, text } = await ask(`${day}&additional_fields=custom_data,contributor1_match_type`)
  expect([status, text]).toEqual([302, ''])
  const { pathname, search, origin } = new URL(String(headers['location']))
  expect(origin).toBe(open.url)
  expect(pathname).not.toContain('/api/')
  const file = await talk(open.url, pathname + search)
  expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(file.text.charCodeAt(0)).toBe(0xfeff)
  const [header = ''] = file.text.slice(1).split('\n')
  expect(header.split(',')).toHaveLength(83)
  expect(header).toMatch(/^Attributed Touch Type,.*,Original URL,Custom Data,Contributor 1 Match Type$/)
  expect(file.text).toContain(',"a,""b""\nc",')
})

it('takes the headers that the project reads', () => {
  const entries = Object.entries(reportColumns)
  expect(entries).toHaveLength(81)
  for (const [header, name] of entries) expect([header, columnName(header)]).toEqual([header, name])
})

it.each<[string, string, (query: string) => string]>([
  ['another signature', '403', (query) => query.replace(/signature=..../, 'signature=0000')],
  ['none', '403', (query) => query.replace(/&signature=.*/, '')],
  ['other days', '403', (query) => query.replace('to=2026-05-02', 'to=2026-05-03')],
  ['the same', '200', (query) => query],
])('refuses an address with %s (%s)', async (_what, status, change) => {
  const { pathname, search } = new URL(String((await ask(day)).headers['location']))
  expect(String((await talk(open.url, pathname + change(search))).status)).toBe(status)
})

it('gives out addresses that expire', async () => {
  const { pathname, search } = new URL(String((await ask(day)).headers['location']))
  nowMs += 3_600_000
  expect((await talk(open.url, pathname + search)).status).toBe(403)
})

it('counts days whole and times up to the second before', async () => {
  for (const time of ['00:00:00.000', '09:30:00.000', '11:59:59.999']) await send({ eventTime: `2026-05-02 ${time}` })
  const all = ['2026-05-02 11:59:59', '2026-05-02 09:30:00', '2026-05-02 00:00:00']
  expect(timesIn(await fileOf(day))).toEqual(all)
  expect(timesIn(await fileOf('from=2026-05-02+09:30&to=2026-05-02+11:59:59'))).toEqual(all.slice(1, 2))
  expect(timesIn(await fileOf('from=2026-05-02+09:30:01&to=2026-05-03'))).toEqual(all.slice(0, 1))
  expect(timesIn(await fileOf('from=2026-05-03&to=2026-05-04'))).toEqual([])
})

it("takes days and gives times in the app's zone", async () => {
  await send({ eventTime: '2026-05-02 03:30:00.000' })
  await send({ eventTime: '2026-05-02 04:00:00.000' })
  const zone = 'timezone=America/New_York'
  expect(timesIn(await fileOf(`${day}&${zone}`))).toEqual(['2026-05-02 00:00:00'])
  expect(timesIn(await fileOf(`from=2026-05-01&to=2026-05-01&${zone}`))).toEqual(['2026-05-01 23:30:00'])
  expect((await ask(`${day}&timezone=Europe/Berlin`)).text).toContain('America/New_York')
})

it('has the named events only', async () => {
  await send({ eventName: 'af_login', eventValue: '' })
  await send({})
  const { length } = timesIn(await fileOf(`${day}&event_name=af_login,af_search`))
  expect(length).toBe(1)
})

it('serves 31 days, gives a header of those before, and refuses those before 90', async () => {
  await send({})
  nowMs = noonMs + 31 * dayMs
  expect(timesIn(await fileOf(day))).toHaveLength(1)
  nowMs = noonMs + 32 * dayMs
  const { rows, warnings } = await pulled(open.url, 'in_app_events_report', {}, { nowMs: () => nowMs })
  expect([rows, warnings]).toEqual([[], [expect.stringContaining('serves in-app events of the last 31 days')]])
  nowMs = noonMs + 90 * dayMs
  expect((await fileOf(day)).split('\n')).toHaveLength(2)
  nowMs = noonMs + 91 * dayMs
  const late = pulled(open.url, 'in_app_events_report', {}, { nowMs: () => nowMs })
  await expect(late).rejects.toMatchObject({ code: 'too_old' })
})

it.each([
  ['installs_report', '302'],
  ['fraud-post-inapps', '302'],
  ['nothing_report', '404'],
])('of %s there are no rows', async (report, status) => {
  await send({})
  const answer = await ask(day, 'id1', report)
  expect(String(answer.status)).toBe(status)
  if (status === '302') expect((await fileOf(day, 'id1', report)).split('\n')).toHaveLength(2)
})

it.each([
  ['', 'from and to take'],
  ['from=2026-05-02', 'from and to take'],
  ['from=2026-05-03&to=2026-05-02', 'from and to take'],
  ['from=2026-02-30&to=2026-05-02', 'from and to take'],
  [`${day}&maximum_rows=500`, 'Invalid limit type'],
  [`${day}&geo=DE`, 'has no parameter "geo"'],
  [`${day}&additional_fields=custom_data,is_organic`, 'no additional field "is_organic"'],
  [`${day}&additional_fields=toString`, 'no additional field'],
])('refuses %j', async (query, words) => {
  const { status, text } = await ask(query)
  expect([status, text]).toEqual([400, expect.stringContaining(words)])
})

describe('what an account is refused, and what our client makes of it', () => {
  const cases: [SandboxOptions, string, { appId?: string; token?: string }][] = [
    [{ apiToken: 'right' }, 'bad_token', {}],
    [{ apps: [{ appId: 'id2', key: 'k' }] }, 'unknown_app', {}],
    [{}, 'unknown_app', { appId: 'website-1' }],
    [{ pullRefusal: 'not_in_plan' }, 'not_in_plan', {}],
    [{ pullRefusal: 'suspended' }, 'suspended', {}],
    [{ pullQuota: { app: 0 } }, 'app_quota', {}],
    [{ pullQuota: { account: 0 } }, 'account_quota', {}],
  ]
  it.each(cases)('%j: %s', async (options, code, asked) => {
    const sandbox = await startSandbox({ now: () => noonMs, ...options })
    try {
      await expect(pulled(sandbox.url, 'in_app_events_report', asked)).rejects.toMatchObject({ code })
    } finally {
      await sandbox.close()
    }
  })

  it('counts calls by app and by account, anew each day, and none that is refused', async () => {
    let clockMs = noonMs
    const sandbox = await startSandbox({ pullQuota: { app: 2, account: 3 }, now: () => clockMs, apiToken: 'right' })
    const asks = async (app: string, report?: string) => {
      const { status, text } = await talk(sandbox.url, path(day, app, report), {
        headers: { authorization: 'Bearer right' },
      })
      return /this (app|account)/.exec(text)?.[1] ?? status
    }
    try {
      await talk(sandbox.url, path(day), { headers: bearer })
      expect([await asks('id1'), await asks('id1', 'organic_in_app_events_report')]).toEqual([302, 302])
      expect([await asks('id1'), await asks('id2'), await asks('id2')]).toEqual(['app', 302, 'account'])
      expect(await asks('id2', 'installs_report')).toBe(302)
      clockMs += dayMs
      expect(await asks('id1')).toBe(302)
    } finally {
      await sandbox.close()
    }
  })
})

it('says how many requests have left the inbox', async () => {
  const sandbox = await startSandbox({ keptRequests: 2, now: () => noonMs, organic: 0, retargeting: 0 })
  try {
    for (const eventName of ['a', 'b', 'c']) await postMobile(sandbox.url, 'id1', { ...goodMobile, eventName })
    const csv = await talk(sandbox.url, '/sandbox/api/raw-data/export?kind=non_organic')
    expect([csv.headers['x-sandbox-gone-requests'], csv.text.split('\n').length]).toEqual(['1', 4])
    expect(JSON.parse((await talk(sandbox.url, '/sandbox/api/raw-data')).text)).toMatchObject({ gone: 1 })
  } finally {
    await sandbox.close()
  }
})

it('is no event, and answers no other page', async () => {
  expect((await talk(open.url, path(day), { headers: { ...bearer, origin: 'https://evil.example' } })).status).toBe(403)
  await ask(day)
  expect(open.sandbox.inbox.summary().total).toBe(0)
})
