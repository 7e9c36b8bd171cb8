import type { Problem } from '../files/problem'
import { kindOfServer } from './kind-of-server'

/** Addresses to which keys or records travel unencrypted. The machine itself (loopback) is no other host. */
export function endpointWarnings(endpoints: unknown, storage: unknown, ledger: unknown): readonly Problem[] {
  const open = Object.entries(endpoints ?? {}).filter(([, address]) => isOpenToOthers(address))
  const warnings = open.map(([name]) => ({
    path: `endpoints.${name}`,
    message: 'is plain http to another host: keys and events travel unencrypted. Use https',
  }))
  return [
    ...warnings,
    ...bucketWarnings('object_storage_config', storage, 'rejected records travel'),
    ...bucketWarnings('ledger', ledger, 'the ledger travels'),
  ]
}

/** The signatures hide the bucket's keys, and nothing hides what goes into it. */
function bucketWarnings(path: string, storage: unknown, travels: string): readonly Problem[] {
  const isStored = typeof storage === 'object' && storage !== null && 's3_endpoint' in storage
  if (!isStored || !isOpenToOthers(storage.s3_endpoint)) return []
  return [{ path: `${path}.s3_endpoint`, message: `is plain http to another host: ${travels} unencrypted. Use https` }]
}

function isOpenToOthers(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  return new URL(address).protocol === 'http:' && kindOfServer(address) !== 'local'
}
