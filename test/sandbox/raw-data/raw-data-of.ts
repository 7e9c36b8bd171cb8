import type { PullReport } from '../../../spec/appsflyer/raw-data/pull-api'
import { createFetch } from '../../../src/delivery/transport/proxied-fetch'
import { type PullFetch, type PullPorts, pullReport } from '../../../src/raw-data/pull'
import { collect, listener } from '../../raw-data/raw-data-fixtures'
import { noonMs } from '../talk-to-sandbox'

const fetch: PullFetch = createFetch({})

/** The rows of a report, through the project's own client of the Pull API, and what it warns of. */
export async function pulled(
  baseUrl: string,
  report: PullReport,
  asked: Partial<Parameters<typeof pullReport>[0]> = {},
  ports: Partial<PullPorts> = {},
) {
  const { told, options } = listener()
  const request = { appId: 'id1', report, from: '2026-05-02', to: '2026-05-02', ...asked }
  const blocks = pullReport(request, { ...options, fetch, token: 'api-token', nowMs: () => noonMs, baseUrl, ...ports })
  const { rows } = await collect(blocks)
  return { rows, warnings: told.warnings }
}
