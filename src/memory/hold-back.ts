import type { Request } from '../core/domain/request'
import type { Memory } from './memory'

/** Takes note of whom AppsFlyer is to erase: nothing is sent for them any more. Rejects with a MemoryError. */
export async function holdBack(memory: Memory, accepted: readonly Request[]): Promise<void> {
  for (const { appId, erasure } of accepted) {
    if (erasure?.customerUserId !== undefined) await memory.eraseUser(appId, erasure.customerUserId)
    if (erasure?.appsflyerId !== undefined) await memory.eraseInstall(appId, erasure.appsflyerId)
  }
}
