import { INSTALL_DATA_BASE_URL, installDataUrl } from '../../../spec/appsflyer/raw-data/install-data'
import { openReport, type PullFetch } from '../../raw-data/pull'
import { PullError } from '../../raw-data/pull-error'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { indented } from '../terminal/wrap-text'

/** So many AppsFlyer ids of each app are asked about: the API is for tests. */
export const mostSampled = 10

/** AppsFlyer ids that the events of an app name, by app. */
export type Sample = ReadonlyMap<string, readonly string[]>

export interface DeepCheck {
  /** The account's dev key; undefined where the configuration has none. */
  readonly devKey: string | undefined
  /** The API token V2. */
  readonly apiToken: string | undefined
  /** Absent: no events were given to take ids from. */
  readonly sample: Sample | undefined
  /** Any app of the account, for the question about raw data. */
  readonly mobileAppId: string | undefined
  /** In place of AppsFlyer's own servers. */
  readonly baseUrl: string | undefined
  readonly fetch: PullFetch
  readonly nowMs: () => number
}

export interface DeepResult {
  readonly isGood: boolean
  readonly lines: readonly string[]
}

const column = 18

/** Asks AppsFlyer, read-only, whether ids are of real installs and whether raw data is in the plan. What is not asked is told, too. */
export async function deepCheck(job: DeepCheck, style: Style): Promise<DeepResult> {
  const [ids, raw] = await Promise.all([checkIds(job, style), checkRawData(job, style)])
  return { isGood: ids.isGood && raw.isGood, lines: ['', ...ids.lines, ...raw.lines] }
}

function told(
  label: string,
  text: string,
  isGood: boolean,
  dress: (text: string) => string = (same) => same,
): DeepResult {
  return { isGood, lines: indented(label, text, column, 80).map(dress) }
}

async function checkIds(job: DeepCheck, style: Style): Promise<DeepResult> {
  const { sample, devKey } = job
  const label = 'AppsFlyer ids'
  if (sample === undefined)
    return told(label, 'not asked about: name a file of events, and a few of its ids are.', true)
  if (sample.size === 0) return told(label, 'not asked about: no event that would be sent has one.', true)
  if (devKey === undefined)
    return told(label, 'not asked about: AppsFlyer tells of installs by the dev key. Give dev_key.', true)
  const results = await Promise.all([...sample].map(([appId, ids]) => checkApp(job, devKey, appId, ids, style)))
  return { isGood: results.every(({ isGood }) => isGood), lines: results.flatMap(({ lines }) => lines) }
}

type Found = 'organic' | 'attributed' | 'unknown' | 'refused' | 'no_answer'

async function checkApp(
  job: DeepCheck,
  devKey: string,
  appId: string,
  ids: readonly string[],
  style: Style,
): Promise<DeepResult> {
  const found: Found[] = []
  // One after the other: it is a service for tests.
  for (const id of ids) found.push(await askAbout(job, devKey, appId, id))
  const count = (...kinds: readonly Found[]) => found.filter((one) => kinds.includes(one)).length
  const real = count('organic', 'attributed')
  const label = safeText(appId)
  const asked = `AppsFlyer ids: ${ids.length} asked about`
  if (count('refused') === ids.length)
    return told(
      label,
      `${asked}, and the dev key is refused. Compare it with the one in the settings of the app.`,
      false,
      style.red,
    )
  if (count('no_answer') === ids.length)
    return told(label, `${asked}, and nobody answers. Look at the network, and ask again.`, false, style.red)
  const parts = [
    `${real} real${real === 0 ? '' : ` (${count('organic')} organic)`}`,
    ...(count('unknown') > 0 ? [`${count('unknown')} that AppsFlyer does not know in this app`] : []),
    ...(count('refused', 'no_answer') > 0 ? [`${count('refused', 'no_answer')} without an answer`] : []),
  ]
  const isGood = count('unknown') === 0
  const advice =
    'AppsFlyer answers 200 to their events and records none of them as yours. Take the id that the SDK gives (getAppsFlyerUID), of this app; one changes with each reinstall.'
  return told(
    label,
    `${asked}: ${parts.join(', ')}.${isGood ? '' : ` ${advice}`}`,
    isGood,
    isGood ? style.green : style.red,
  )
}

async function askAbout(job: DeepCheck, devKey: string, appId: string, id: string): Promise<Found> {
  const url = installDataUrl(job.baseUrl ?? INSTALL_DATA_BASE_URL, appId, devKey, id)
  const init = { method: 'GET', redirect: 'manual', headers: { accept: 'application/json' } } as const
  try {
    const { status, body } = await job.fetch(url, init)
    const text = await textOf(body)
    if (status === 404) return 'unknown'
    if (status !== 200) return status >= 500 || status === 429 ? 'no_answer' : 'refused'
    return /"af_status"\s*:\s*"organic"/i.test(text) ? 'organic' : 'attributed'
  } catch {
    return 'no_answer'
  }
}

async function textOf(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body ?? []) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

const dayMs = 86_400_000

/** A report that nobody else asks for, of one day: the count of calls is by the type of the report. */
async function checkRawData(
  { apiToken, mobileAppId, baseUrl, fetch, nowMs }: DeepCheck,
  style: Style,
): Promise<DeepResult> {
  const label = 'raw data'
  if (apiToken === undefined) return told(label, 'not asked about: it needs the API token V2. Give api_token.', true)
  if (mobileAppId === undefined)
    return told(label, 'not asked about: the Pull API has the events of mobile apps, and none is configured.', true)
  const day = new Date(nowMs() - dayMs).toISOString().slice(0, 10)
  const request = { appId: mobileAppId, report: 'reinstalls', from: day, to: day } as const
  const ports = { fetch, token: apiToken, nowMs, onWarning: () => undefined, ...(baseUrl !== undefined && { baseUrl }) }
  try {
    const { body } = await openReport(request, ports)
    // The beginning proves it.
    for await (const _ of body) break
    return told(
      label,
      'in the plan, and the API token may fetch it: reconcile --pull and ids learn --pull work.',
      true,
      style.green,
    )
  } catch (error) {
    if (!(error instanceof PullError)) throw error
    // A quota that is used up is one that is there.
    const isThere = error.code === 'app_quota' || error.code === 'account_quota'
    return told(
      label,
      isThere ? `in the plan. ${error.message}` : error.message,
      isThere,
      isThere ? style.yellow : style.red,
    )
  }
}
