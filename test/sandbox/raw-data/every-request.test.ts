import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { read } from '../../raw-data/raw-data-fixtures'
import { goodMobile, noonMs, postMobile } from '../talk-to-sandbox'
import { pulled } from './raw-data-of'

const ids = { organic: '1415211453000-1000001', plain: '1415211453000-1000002', back: '1415211453000-1000003' } as const
const fates = {
  none: {},
  lost: { lost: true },
  blocked: { blocked: true },
  answer_lost: { reset: true, afterProcessing: true },
  refused: { status: 503 },
} as const
const sending = fc.record({
  user: fc.constantFrom('organic', 'plain', 'back' as const),
  fate: fc.constantFrom('none', 'none', 'lost', 'blocked', 'answer_lost', 'refused' as const),
  app: fc.constantFrom('id1', 'com.example.shop'),
  /** Of the event before its arrival; from 14 hours on it is late. */
  hoursAgo: fc.integer({ min: 0, max: 60 }),
  value: fc.constantFrom('', '{"af_revenue":"1.50"}', '{"note":"a,\\"b\\"\\nc ü"}'),
})
type Sending = typeof sending extends fc.Arbitrary<infer Value> ? Value : never

/** The reports that have a row of it, by the rules of the documents; told apart from the sandbox's own reading. */
function reportsOf({ user, fate }: Sending): readonly string[] {
  if (fate === 'lost' || fate === 'refused') return []
  if (fate === 'blocked') return ['blocked_in_app_events_report']
  if (user === 'organic') return ['organic_in_app_events_report']
  return user === 'back' ? ['in_app_events_report', 'in-app-events-retarget'] : ['in_app_events_report']
}

/** Noon is 14 hours after 22:00 of the day before, which keeps its time until 02:00 only. */
const timeOf = ({ hoursAgo }: Sending) => (hoursAgo > 12 ? noonMs : noonMs - hoursAgo * 3_600_000)
const asText = (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '')

const reports = [
  'in_app_events_report',
  'organic_in_app_events_report',
  'in-app-events-retarget',
  'blocked_in_app_events_report',
] as const
const topics: Readonly<Record<string, string>> = {
  in_app_events_report: 'inapps',
  organic_in_app_events_report: 'inapps',
  'in-app-events-retarget': 'inapps_retargeting',
  blocked_in_app_events_report: 'blocked_inapps',
}

it('of every request there is exactly its rows, in the Pull API and in Data Locker', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sending, { maxLength: 12 }), async (sendings) => {
      const folder = mkdtempSync(join(tmpdir(), 'every-request-'))
      const options = { organic: [ids.organic], retargeting: [ids.back], dataLockerFolder: folder, now: () => noonMs }
      const sandbox = await startSandbox(options)
      try {
        for (const [index, each] of sendings.entries()) {
          if (each.fate === 'none') sandbox.faults.clear()
          else sandbox.faults.set(fates[each.fate])
          const eventTime = asText(noonMs - each.hoursAgo * 3_600_000)
          const custom_data = JSON.stringify({ did: `d-${index}` })
          const body = { ...goodMobile, appsflyer_id: ids[each.user], eventTime, eventValue: each.value, custom_data }
          await postMobile(sandbox.url, each.app, body).catch(() => undefined)
        }
        const expected = sendings.flatMap((each, index) =>
          reportsOf(each).map((report) =>
            [report, each.app, `{"did":"d-${index}"}`, asText(timeOf(each)).slice(0, 19), each.value].join('|'),
          ),
        )
        const rows: string[] = []
        for (const report of reports) {
          for (const appId of ['id1', 'com.example.shop']) {
            const asked = { appId, from: '2026-04-29', additionalFields: ['custom_data'] }
            for (const row of (await pulled(sandbox.url, report, asked)).rows)
              rows.push([report, row.app_id, row.custom_data, row.event_time, row.event_value ?? ''].join('|'))
          }
        }
        expect(rows.sort()).toEqual([...expected].sort())
        await sandbox.close()
        const inFiles = (await read([folder])).rows.map((row) =>
          [row.app_id, row.custom_data, row.event_time, row.event_value ?? ''].join('|'),
        )
        expect(inFiles.sort()).toEqual(expected.map((line) => line.slice(line.indexOf('|') + 1)).sort())
        expect(new Set((await read([folder])).sources.map(({ topic }) => topic))).toEqual(
          new Set(expected.map((line) => topics[line.slice(0, line.indexOf('|'))])),
        )
      } finally {
        await sandbox.close().catch(() => undefined)
        rmSync(folder, { recursive: true })
      }
    }),
    { numRuns: 40 },
  )
})
