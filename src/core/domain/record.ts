import type { StreamName } from '../../../spec/airbyte/stream-name'

/** One input as it came in, unchanged: nothing is assumed of `data` but that it was JSON. */
export interface InputRecord {
  /** The name of its stream; absent for a file of events. */
  readonly stream?: string
  readonly namespace?: string
  readonly data: unknown
  /** Where the record's own key is: paths into `data`, as the catalog of its source gives them. */
  readonly primaryKey?: readonly (readonly string[])[]
  /** AppsFlyer accepted it once and has not recorded it: what remembers deliveries lets it pass. */
  readonly isResent?: boolean
}

/** Which stream it is of; undefined for a record of none. */
export function streamOf({ stream, namespace }: Pick<InputRecord, 'stream' | 'namespace'>): StreamName | undefined {
  if (stream === undefined) return undefined
  return namespace === undefined ? { name: stream } : { name: stream, namespace }
}

/** The stream as a part of an id that is made of a record: of one without a namespace its name alone. */
export function streamInId({ stream, namespace }: InputRecord): string | readonly string[] | null {
  if (stream === undefined) return null
  return namespace === undefined ? stream : [namespace, stream]
}
