import type { Problem } from '../files/problem'
import { kindOfServer } from './kind-of-server'

/** Addresses to which keys or records travel unencrypted. The machine itself (loopback) is no other host. */
export function endpointWarnings(endpoints: unknown, storage: unknown): readonly Problem[] {
  const open = Object.entries(endpoints ?? {}).filter(([, address]) => isOpenToOthers(address))
  const warnings = open.map(([name]) => ({
    path: `endpoints.${name}`,
    message: 'is plain http to another host: keys and events travel unencrypted. Use https',
  }))
  const isStored = typeof storage === 'object' && storage !== null && 's3_endpoint' in storage
  if (!isStored || !isOpenToOthers(storage.s3_endpoint)) return warnings
  // Its signatures hide the bucket's keys, and nothing hides the records.
  const message = 'is plain http to another host: rejected records travel unencrypted. Use https'
  return [...warnings, { path: 'object_storage_config.s3_endpoint', message }]
}

function isOpenToOthers(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  return new URL(address).protocol === 'http:' && kindOfServer(address) !== 'local'
}
