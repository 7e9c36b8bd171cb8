import type { Problem } from '../files/problem'
import type { Configuration } from './configuration'
import { kindOfServer } from './kind-of-server'

/** Addresses to which keys or records travel unencrypted. The machine itself (loopback) is no other host. */
export function endpointWarnings({
  endpoints,
  object_storage_config: storage,
}: {
  readonly endpoints: Readonly<Record<string, string | undefined>>
  readonly object_storage_config: Configuration['object_storage_config']
}): readonly Problem[] {
  const open = Object.entries(endpoints).filter(([, address]) => address !== undefined && isOpenToOthers(address))
  const warnings = open.map(([name]) => ({
    path: `endpoints.${name}`,
    message: 'is plain http to another host: keys and events travel unencrypted. Use https',
  }))
  if (storage.storage_type !== 'S3' || storage.s3_endpoint === undefined) return warnings
  if (!isOpenToOthers(storage.s3_endpoint)) return warnings
  // Its signatures hide the bucket's keys, and nothing hides the records.
  const message = 'is plain http to another host: rejected records travel unencrypted. Use https'
  return [...warnings, { path: 'object_storage_config.s3_endpoint', message }]
}

function isOpenToOthers(address: string): boolean {
  return new URL(address).protocol !== 'https:' && kindOfServer(address) !== 'local'
}
