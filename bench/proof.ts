import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openEngine } from '../src/proof/engine/duck'
import { reconcile } from '../src/proof/reconcile'
import { runInTemporaryFolder } from './trials'

/**
 * `reconcile` of made-up entries and as many rows of a gzipped CSV: with delivery ids in the rows, then without. A part
 * in a hundred is lost. BENCH_ENTRIES=10000000 is the size that the claims are about.
 */
const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000)
const key = 'bench'
const firstMs = Date.UTC(2026, 4, 1)
const dayMs = 86_400_000

const values = {
  app: "'id123456789'",
  user: "('1600000000000-' || (n // 3))",
  name: "(['af_purchase', 'login', 'level_up'])[n % 3 + 1]",
  value: `('{"af_revenue":"' || (n % 900) || '.5","af_currency":"EUR","af_order_id":"order-' || n || '","af_content_id":"shoe"}')`,
  delivery: "sha256('d' || n)[1:24]",
  time: `(${firstMs} + (n * 7919) % ${10 * dayMs})`,
} as const
const hash = (text: string) => `sha256(${text})[1:16]`
const id = (text: string) => hash(`'${key}' || chr(10) || ${text}`)

async function main(folder: string): Promise<void> {
  await writeFiles(folder)
  for (const raw of ['with', 'without']) {
    const startedAtMs = Date.now()
    const now = firstMs + 14 * dayMs
    const job = { ledger: join(folder, 'ledger'), raw: [join(folder, raw)], key, now, clock: now }
    const result = await reconcile(job)
    const { recorded, missing } = result.verdicts
    await result.close()
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1)
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
    console.log(
      `  ${entries} entries, rows ${raw} delivery ids: ${seconds} s, ${peakMb} MB at most; ${recorded} recorded, ${missing} missing`,
    )
  }
}

async function writeFiles(folder: string): Promise<void> {
  for (const name of ['engine', 'ledger', 'with', 'without']) await mkdir(join(folder, name))
  const engine = await openEngine(join(folder, 'engine'))
  const { app, user, name, value, delivery, time } = values
  await engine.run(`COPY (
      SELECT ${app} AS app_id, 'mobile_v3' AS endpoint, 200 AS status, 1 AS attempts, ${name} AS event_name,
        'EUR' AS currency, (n % 900) || '.5' AS revenue, ${time} + 2000 AS accepted_at, ${time} AS event_time,
        ${delivery} AS delivery_id, true AS on_wire, ${hash(value)} AS value, ${id(user)} AS "user",
        ${id("'order-' || n")} AS "order"
      FROM range(${entries}) AS numbers (n)
    ) TO '${join(folder, 'ledger/bench.ledger.ndjson.gz')}' (FORMAT json, COMPRESSION gzip)`)
  for (const raw of ['with', 'without']) {
    await engine.run(`COPY (
        SELECT strftime(make_timestamp(${time} * 1000), '%Y-%m-%d %H:%M:%S') AS "Event Time", ${name} AS "Event Name",
          ${value} AS "Event Value", (n % 900) || '.5' AS "Event Revenue", 'EUR' AS "Event Revenue Currency",
          'S2S' AS "Event Source", 'network' AS "Media Source", ${user} AS "AppsFlyer ID", ${app} AS "App ID",
          'Vienna' AS "City", '10.0.0.1' AS "IP", 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)' AS "User Agent"
          ${raw === 'with' ? `, '{"did":"' || ${delivery} || '"}' AS "Custom Data"` : ''}
        FROM range(${entries}) AS numbers (n) WHERE n % 100 <> 7
      ) TO '${join(folder, raw, 'export.csv.gz')}' (FORMAT csv, HEADER, COMPRESSION gzip)`)
  }
  engine.close()
}

runInTemporaryFolder(main)
