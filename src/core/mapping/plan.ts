import { mappingKey } from '../../../spec/airbyte/stream-name'
import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { endpointsOf, isForDevices, type SentAs } from '../../../spec/appsflyer/events/platforms'
import type { App, Rules } from '../../../spec/configuration/rules'
import { wordsOf } from '../reading/names'
import { type PlannedStream, planStream } from '../reading/plan-stream'
import { type Target, targetOf } from '../request/target'
import { normaliseEventName, specEventOf } from './spec-events'

export interface PlannedApp {
  readonly platform: App['platform']
  /** As AppsFlyer knows it: an iOS id with its prefix. */
  readonly id: string
  /** Whether the configuration left the prefix out. */
  readonly wasBare: boolean
  /** IANA name; the web app's own, UTC on mobile. */
  readonly timeZone: string
  readonly targets: { readonly [Kind in SentAs]?: Target }
}

/** A configuration made ready for quick look-ups. */
export interface Plan {
  readonly configuration: Rules
  readonly apps: readonly PlannedApp[]
  /** By their keys; what stands under a name alone is for the streams of that name in any namespace. */
  readonly streams: ReadonlyMap<string, PlannedStream>
  /** Some app is for PCs, consoles or TVs, whose ids stand in columns of their own. */
  readonly hasDevices: boolean
  /** Some app is told which customer user id a visitor has. */
  readonly identifies: boolean
  /** A memory is asked about records, and learns from them. */
  readonly remembers: boolean
  /** Each request is known by a delivery id: to the memory, in the ledger. */
  readonly identifiesDeliveries: boolean
  /** AppsFlyer is told it, so that it comes back in its raw data. */
  readonly tellsDeliveryIds: boolean
  /** A record whose AppsFlyer id was looked up gets the ids of the device, too. */
  readonly completesDevices: boolean
  /** No event value is withheld. */
  readonly allowsAllValues: boolean
  /** By normalised name. */
  readonly renames: ReadonlyMap<string, string>
}

const plans = new WeakMap<Rules, Plan>()

/** The plan of a configuration, made once for each. */
export function planFor(configuration: Rules): Plan {
  const known = plans.get(configuration)
  if (known !== undefined) return known
  const allowed = configuration.privacy.event_values
  const apps = configuration.apps.map((app) => planApp(app, configuration.endpoints))
  const { memory, ledger } = configuration
  const keepsLedger = ledger !== undefined && ledger.storage !== 'none'
  const identifiesDeliveries = keepsLedger || (memory?.remember_deliveries_days ?? 0) > 0
  const plan: Plan = {
    configuration,
    apps,
    hasDevices: apps.some(({ platform }) => isForDevices(platform)),
    identifies: apps.some(({ targets }) => targets.identify !== undefined),
    streams: new Map(configuration.streams.map((mapping) => [mappingKey(mapping), planStream(mapping)])),
    remembers: memory !== undefined && memory.store !== 'none',
    identifiesDeliveries,
    tellsDeliveryIds: identifiesDeliveries && configuration.custom_data?.delivery_id !== 'off',
    completesDevices: memory?.complete_device_ids === true,
    allowsAllValues: allowed.length === 0 || (allowed.length === 1 && allowed[0] === 'all'),
    renames: new Map(
      configuration.event_names.rename.flatMap(({ from, to }) => spellings(from).map((name) => [name, to])),
    ),
  }
  plans.set(configuration, plan)
  return plan
}

/** As people write it; one of the specs' by its words, too, since it is known in any spelling. */
function spellings(name: string): readonly string[] {
  const normalised = normaliseEventName(name)
  return specEventOf(name) === undefined ? [normalised] : [wordsOf(name).join(' '), normalised]
}

function planApp(app: App, baseUrls: Rules['endpoints']): PlannedApp {
  const id = completeAppId(app.platform, app.app_id)
  const endpoints = Object.entries(endpointsOf(app))
  return {
    platform: app.platform,
    id,
    wasBare: id !== app.app_id,
    timeZone: app.platform === 'web' ? app.time_zone : 'UTC',
    targets: Object.fromEntries(endpoints.map(([kind, endpoint]) => [kind, targetOf(endpoint, app, baseUrls)])),
  }
}
