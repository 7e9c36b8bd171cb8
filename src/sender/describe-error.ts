import { ProxyAddressError } from '../delivery/transport/proxies'
import { MemoryError } from '../memory/store'
import { StorageError } from '../storage/storage-error'

/** Why a sender cannot go on. The text of an unexpected error may quote a record: only its name is told. */
export function describeError(error: unknown): string {
  const isTold = error instanceof MemoryError || error instanceof StorageError || error instanceof ProxyAddressError
  if (isTold) return error.message
  return `This is a bug of appsflyer-destination (${error instanceof Error ? error.name : typeof error}): please report it.`
}
