import { mappingKey, ofStream, type StreamName } from '../../spec/airbyte/stream-name'
import { completeAppId } from '../../spec/appsflyer/events/app-id'
import { endpointsOf } from '../../spec/appsflyer/events/platforms'
import type { App, Configuration } from '../../spec/configuration/configuration'
import type { DeliveryEngine } from '../delivery/engine/engine'
import type { KeyProof } from '../delivery/outcome/key-proof'
import { probeRequest } from '../delivery/outcome/probe'

/** Why AppsFlyer takes nothing of an app. */
export type Refusal = NonNullable<KeyProof['refusal']>

interface ProvenKeys {
  /** By the app's id. */
  readonly refusals: ReadonlyMap<string, Refusal>
  readonly requestCount: number
}

/** A stream by its name; undefined for records that name none. */
type Streams = readonly (StreamName | undefined)[]

/** Asks once for each app that the streams can send to, all at the same time, whether AppsFlyer knows its key. */
export async function proveKeys(
  engine: Partial<Pick<DeliveryEngine, 'prove'>>,
  configuration: Configuration,
  streams: Streams,
): Promise<ProvenKeys> {
  const { prove } = engine
  if (prove === undefined) return { refusals: new Map(), requestCount: 0 }
  const proofs = await Promise.all(
    appsInReach(configuration, streams).map(async (app) => {
      const proof = await prove.call(engine, probeRequest(app, configuration))
      return { appId: completeAppId(app.platform, app.app_id), ...proof }
    }),
  )
  const refusals = proofs.flatMap(({ appId, refusal }) => (refusal === undefined ? [] : [[appId, refusal] as const]))
  return { refusals: new Map(refusals), requestCount: proofs.reduce((sum, { requests }) => sum + requests, 0) }
}

/** The apps that the records of some stream can name: its own `app_id`, else every app that takes what it is sent as. */
export function appsInReach(configuration: Configuration, streams: Streams): readonly App[] {
  const mappings = new Map(configuration.streams.map((mapping) => [mappingKey(mapping), mapping]))
  const reach = streams.map((stream) => stream && ofStream(mappings, stream))
  return configuration.apps.filter((app) => reach.some((mapping) => canReach(app, mapping)))
}

function canReach(app: App, mapping: Configuration['streams'][number] | undefined): boolean {
  if (mapping === undefined) return true
  const { send_as, app_id } = mapping
  if (send_as === 'skip' || send_as === 'erase') return false
  if (app_id !== undefined) {
    return completeAppId(app.platform, app_id) === completeAppId(app.platform, app.app_id)
  }
  return send_as === 'auto' || send_as in endpointsOf(app)
}
