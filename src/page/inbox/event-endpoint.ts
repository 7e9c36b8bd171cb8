import type { Contract } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { ArrivalEndpoint } from '../../sandbox/inbox/arrival'

/** The contract of what takes events; undefined of anything else, such as erasures. */
export function contractOf(endpoint: ArrivalEndpoint): Contract | undefined {
  return endpoint === 'unknown' || endpoint === 'erasure' ? undefined : contracts[endpoint]
}
