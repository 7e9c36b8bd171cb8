import { type OpenReport, openReport, type PullFetch } from '../../raw-data/pull'
import { PullError } from '../../raw-data/pull-error'
import type { Days } from '../ids/read-days'
import { fetchedPath, keepReport, listFetched } from './fetched-reports'
import { type PlannedReport, planPull } from './pull-plan'

export interface FetchJob {
  readonly appIds: readonly string[]
  readonly days: Days
  /** Where reports are kept, and looked for before AppsFlyer is asked. */
  readonly folder: string
  readonly fetch: PullFetch
  /** The API token V2. */
  readonly token: string
  readonly baseUrl?: string | undefined
  readonly nowMs: () => number
  readonly onWarning: (warning: string) => void
}

export interface FetchedFiles {
  readonly paths: readonly string[]
  readonly callCount: number
  readonly keptCount: number
}

/** Additional fields of the Pull API: by `custom_data` a row tells its delivery, by the others why it was blocked. */
const additionalFields = ['custom_data', 'blocked_reason', 'blocked_sub_reason', 'blocked_reason_value'] as const

/**
 * The reports that prove something of these days, fetched or kept from an earlier run. One that AppsFlyer does not give is
 * told, and what it would have proven cannot be told then. Throws the PullError where no report at all can be had.
 */
export async function fetchReports(job: FetchJob): Promise<FetchedFiles> {
  const plan = planPull(job.appIds, job.days, await listFetched(job.folder), job.nowMs())
  const paths: string[] = []
  let callCount = 0
  let firstError: PullError | undefined
  for (const planned of plan) {
    if (planned.fetched !== undefined) {
      paths.push(fetchedPath(job.folder, planned.fetched))
      continue
    }
    try {
      callCount += 1
      const { body } = await ask(planned, job)
      paths.push(await keepReport(job.folder, planned, body))
    } catch (error) {
      if (!(error instanceof PullError)) throw error
      firstError ??= error
      // A token that is refused is refused for all of them.
      if (error.code === 'bad_token' || error.code === 'suspended') throw error
      job.onWarning(`${planned.report} of ${planned.appId}: ${error.message}`)
    }
  }
  if (paths.length === 0 && firstError !== undefined) throw firstError
  return { paths, callCount, keptCount: plan.length - callCount }
}

function ask({ appId, report, from, to }: PlannedReport, job: FetchJob): Promise<OpenReport> {
  const { fetch, token, baseUrl, nowMs, onWarning } = job
  const ports = { fetch, token, nowMs, onWarning, ...(baseUrl !== undefined && { baseUrl }) }
  return openReport({ appId, report, from, to, additionalFields }, ports)
}
