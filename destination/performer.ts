import {
  type ActionDefinition,
  type ExecuteInput,
  type InputField,
  MultiStatusResponse,
  type RequestClient,
} from '@segment/actions-core'
import type { SentAs } from '../spec/appsflyer/events/platforms'
import type { Connection } from './connection'
import { type Delivery, deliver } from './deliver'
import type { Settings } from './generated-types'
import { inParallel } from './in-parallel'
import type { EventPayload } from './read-payload'
import { type Delivered, setResult } from './result'

/** What Segment really hands over: its type calls the mapping `mapping`, its code `rawMapping`. */
type Execution<Payload> = ExecuteInput<Settings, Payload> & { readonly rawMapping?: unknown }

/** AppsFlyer takes one event a request; more at once than this would only wait for one another. */
const mostInFlight = 20

/** `perform` and `performBatch` of an action that sends one kind of event. */
export function performer(
  kind: SentAs,
  fields: Readonly<Record<string, InputField>>,
  connection: Connection,
): Required<Pick<ActionDefinition<Settings, EventPayload>, 'perform' | 'performBatch'>> {
  const deliveryOf = (data: Execution<unknown>): Delivery => ({
    kind,
    fields,
    settings: data.settings,
    mapping: data.rawMapping ?? data.mapping,
    connection,
    logger: data.logger,
  })
  return {
    perform: async (request: RequestClient, data: Execution<EventPayload>) => {
      const delivered = await deliver(request, data.payload, deliveryOf(data))
      if (delivered.outcome === 'failed') throw delivered.error
      return delivered.body
    },
    performBatch: async (request: RequestClient, data: Execution<EventPayload[]>) => {
      const delivery = deliveryOf(data)
      const results = await inParallel(data.payload, mostInFlight, (payload) => deliver(request, payload, delivery))
      return toMultiStatus(results)
    },
  }
}

function toMultiStatus(results: readonly Delivered[]): MultiStatusResponse {
  const response = new MultiStatusResponse()
  for (const [index, delivered] of results.entries()) setResult(response, index, delivered)
  return response
}
