import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { type Platform, platforms } from '../../../spec/appsflyer/events/platforms'
import type { App, Configuration } from '../../../spec/configuration/configuration'
import { kindOfServer } from '../../../spec/configuration/kind-of-server'
import { probeRequest } from '../../delivery/outcome/probe'
import { safeText } from '../terminal/safe-text'
import { table } from '../terminal/table'
import { indented } from '../terminal/wrap-text'

/** An app as people know it: its id, its platform, the version of the API that it is sent to. */
export function describeApp(app: App): readonly [id: string, platform: string, api: string] {
  const { platform, app_id } = app
  const own: Platform = platforms[platform]
  const api = own.api ?? ('api_version' in app ? app.api_version : '')
  return [safeText(completeAppId(platform, app_id)), own.title, api]
}

/** What a configuration is about, 80 columns wide, without any secret: its apps, its streams, where rejected records go. */
export function describeConfiguration(configuration: Configuration): readonly string[] {
  const apps = configuration.apps.map((app) => {
    return [...describeApp(app), `to ${describeServer(probeRequest(app, configuration).url)}`]
  })
  const about = [
    ['streams', describeStreams(configuration)],
    ['rejected records', describeRejected(configuration)],
    ['memory', describeMemory(configuration)],
    ['ledger', describeLedger(configuration)],
    ...(configuration.store_revenue_measured_by_appsflyer ? [['store revenue', ofStores] as const] : []),
  ] as const
  return [...table(apps), '', ...about.flatMap(([label, text]) => indented(label, text, 18, 80))]
}

const ofStores = "measured by AppsFlyer (ROI360): revenue in apps is told, since a store's counts twice"

function describeServer(url: string): string {
  const kind = kindOfServer(url)
  if (kind === 'appsflyer') return 'AppsFlyer'
  const { host } = new URL(url)
  return kind === 'local' ? `${host}, on this machine` : host
}

function describeStreams({ streams }: Configuration): string {
  if (streams.length === 0) return 'none is mapped: all are sent as their records say'
  const names = (wanted: readonly Configuration['streams'][number][]) =>
    wanted.map(({ stream }) => safeText(stream)).join(', ')
  const skipped = streams.filter(({ send_as }) => send_as === 'skip')
  const mapped = streams.filter(({ send_as }) => send_as !== 'skip')
  return [
    ...(mapped.length === 0 ? [] : [names(mapped)]),
    ...(skipped.length === 0 ? [] : [`not sent: ${names(skipped)}`]),
  ].join('; ')
}

/** Where the memory is kept, without its password. */
function describeMemory({ memory }: Pick<Configuration, 'memory'>): string {
  if (memory.store === 'none') return 'none: nothing is remembered between runs'
  const { remember_deliveries_days: days } = memory
  const where = memory.store === 'sqlite' ? `in ${safeText(memory.path)}` : `in ${storeNames[memory.store]}`
  const sent = days === 0 ? 'what was sent is not remembered' : `what was sent is remembered for ${days} days`
  return `${where}; ${sent}`
}

const storeNames = { postgres: 'PostgreSQL', redis: 'Redis' } as const

/** Where what AppsFlyer accepted is kept. */
export function describeLedger({ ledger }: Pick<Configuration, 'ledger'>): string {
  if (ledger.storage === 'none') return 'none: what AppsFlyer accepted is not kept'
  const where =
    ledger.storage === 'file'
      ? `in the folder ${ledger.folder}`
      : `in the bucket ${[ledger.s3_bucket_name, ledger.bucket_path].filter(Boolean).join('/')}`
  return safeText(`${where}${ledger.records ? ', with the records' : ''}`)
}

/** Where rejected records go. */
export function describeRejected({ rejected_records: files, object_storage_config: bucket }: Configuration): string {
  if (files.storage === 'file') return `into the folder ${safeText(files.folder)}`
  if (bucket.storage_type === 'S3') {
    return safeText(`into the bucket ${[bucket.s3_bucket_name, bucket.bucket_path].filter(Boolean).join('/')}`)
  }
  return 'counted and logged, not kept'
}
