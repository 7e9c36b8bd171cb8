import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { lockerColumns } from '../../../spec/appsflyer/raw-data/report-columns'
import type { SandboxOptions } from '../../../src/sandbox/options'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { read } from '../../raw-data/raw-data-fixtures'
import { goodMobile, goodVisit, goodWebEvent, postMobile, postWeb, talk } from '../talk-to-sandbox'

let folder = ''
let sandbox: Sandbox
let nowMs = 0
const organic = '1415211453000-1000001'
const broughtBack = '1415211453000-1000003'

async function start(options: SandboxOptions = {}): Promise<void> {
  nowMs = Date.UTC(2026, 4, 2, 7, 59, 59)
  folder = mkdtempSync(join(tmpdir(), 'data-locker-'))
  const installs = { organic: [organic], retargeting: [broughtBack] }
  sandbox = await startSandbox({ ...installs, dataLockerFolder: folder, now: () => nowMs, ...options })
}
afterEach(async () => {
  await sandbox.close().catch(() => undefined)
  rmSync(folder, { recursive: true })
})

const send = (body: object) => postMobile(sandbox.url, 'id1', { ...goodMobile, eventTime: undefined, ...body })
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
const ask = async () => JSON.parse((await talk(sandbox.url, '/sandbox/api/data-locker', { method: 'POST' })).text)

it('writes by topic and hour of arrival, as our reader expects it', async () => {
  await start()
  await send({ eventName: 'organic', appsflyer_id: organic, custom_data: '{"did":"d-1"}' })
  await send({ eventName: 'late', eventTime: '2026-04-30 10:00:00.000' })
  await send({ eventName: 'back', appsflyer_id: broughtBack })
  sandbox.faults.set({ blocked: true, requests: 1 })
  await send({ eventName: 'blocked' })
  nowMs += 1_000
  await postWeb(sandbox.url, 'inapps', 'website-1', {
    ...goodWebEvent,
    timestamp: undefined,
    user_id: { appsflyer_id: 'w-1' },
  })
  await postWeb(sandbox.url, 'visits', 'website-1', { ...goodVisit, timestamp: undefined })
  expect(await ask()).toEqual({ files: 4, rows: 6, gone: 0 })
  expect(await sandbox.close()).toEqual({ files: 0, rows: 0, gone: 0 })
  const hours = ['inapps/dt=2026-05-02/h=7', 'inapps/dt=2026-05-02/h=8', 'inapps_retargeting/dt=2026-05-02/h=7']
  const folders = ['blocked_inapps/dt=2026-05-02/h=7', ...hours].map((hour) => `t=${hour}`)
  expect(files()).toEqual(folders.flatMap((hour) => [`${hour}/_SUCCESS`, `${hour}/part-00000.gz`]))
  const header = gunzipSync(readFileSync(join(folder, 't=inapps/dt=2026-05-02/h=7/part-00000.gz')))
    .toString()
    .split('\n')[0]
  expect(header).toBe(lockerColumns.join(','))
  const { rows, warnings, sources } = await read([folder])
  expect(warnings).toEqual([])
  expect(sources.map(({ topic, day, hour }) => [topic, day, hour])).toContainEqual([
    'blocked_inapps',
    '2026-05-02',
    '7',
  ])
  expect(rows).toMatchObject([
    { event_name: 'blocked', blocked_reason: 'bots' },
    { event_name: 'organic', is_organic: 'true', app_id: 'id1', custom_data: '{"did":"d-1"}' },
    { event_name: 'late', is_organic: 'false', event_time: '2026-05-02 07:59:59' },
    { event_name: 'back', is_primary_attribution: 'false' },
    { event_name: 'af_purchase', platform: 'web', app_id: 'website-1', af_web_id: 'w-1', event_revenue: '48' },
    { event_name: 'back', is_primary_attribution: 'true' },
  ])
})

it('writes the rest when it closes, beside what is there, and no row twice', async () => {
  await start()
  await send({ eventName: 'first' })
  await ask()
  await send({ eventName: 'second' })
  expect(await sandbox.close()).toEqual({ files: 1, rows: 1, gone: 0 })
  expect(files().map((file) => file.split('/').at(-1))).toEqual(['_SUCCESS', 'part-00000.gz', 'part-00001.gz'])
  expect((await read([folder])).rows.map(({ event_name }) => event_name)).toEqual(['first', 'second'])
})

it('says how many requests it could not write any more', async () => {
  await start({ keptRequests: 2 })
  for (const eventName of ['a', 'b', 'c']) await send({ eventName })
  expect(await sandbox.writeDataLocker()).toEqual({ files: 1, rows: 2, gone: 1 })
  await send({ eventName: 'd' })
  expect(await sandbox.close()).toEqual({ files: 1, rows: 1, gone: 0 })
})

it('leaves nothing half written, and writes it the next time', async () => {
  await start()
  await send({ eventName: 'a' })
  writeFileSync(join(folder, 't=inapps'), '')
  const failed = await talk(sandbox.url, '/sandbox/api/data-locker', { method: 'POST' })
  expect([failed.status, failed.text]).toEqual([
    500,
    expect.stringMatching(/cannot be written to \((ENOTDIR|EEXIST)\)/),
  ])
  rmSync(join(folder, 't=inapps'))
  expect(await sandbox.close()).toEqual({ files: 1, rows: 1, gone: 0 })
})

it('has no files where no folder was given', async () => {
  await start()
  await sandbox.close()
  sandbox = await startSandbox()
  expect((await talk(sandbox.url, '/sandbox/api/data-locker', { method: 'POST' })).status).toBe(409)
  expect(await sandbox.close()).toBeUndefined()
})
