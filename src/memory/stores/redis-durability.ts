import { MemoryError } from '../store'
import { messageOf } from './failures'
import { type Client, timeoutMs } from './redis-connection'

/**
 * WAITAOF waits for what its own connection wrote. A key that is gone at once is written last, so it covers what other
 * connections wrote, and one that broke. False: the server cannot wait.
 */
export async function waitForFile(client: Client, key: string): Promise<boolean> {
  const seconds = timeoutMs / 1_000 - 1
  const setting = client.sendCommand(['SET', key, '', 'PX', '1'])
  const waiting = client.sendCommand(['WAITAOF', '1', '0', String(seconds * 1_000)])
  try {
    const [, [written]] = (await Promise.all([setting, waiting])) as [string, [number]]
    if (written >= 1) return true
  } catch (error) {
    // Older, without an append-only file, or not allowed.
    if (/unknown command|appendonly is disabled|^NOPERM/.test(messageOf(error))) return false
    throw error
  }
  throw new MemoryError(`Redis did not bring the memory to its disk within ${seconds} seconds.`)
}

/** What the server may lose; nothing where it does not tell, as many hosted ones. */
export async function warningsOf(client: Client, server: string): Promise<readonly string[]> {
  const ask = (command: readonly string[]) => client.sendCommand(command).catch(ifRefused)
  const [memory, persistence, save] = await Promise.all([
    ask(['INFO', 'memory']),
    ask(['INFO', 'persistence']),
    ask(['CONFIG', 'GET', 'save']),
  ])
  const warnings: string[] = []
  const policy = /^maxmemory_policy:(\S+)/m.exec(String(memory))?.[1]
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `${server} throws keys away when its memory is full (maxmemory-policy is ${policy}), and the memory forgets them. Set it to noeviction.`,
    )
  }
  const snapshots = Array.isArray(save) ? save[1] : undefined
  if (/^aof_enabled:0/m.test(String(persistence)) && snapshots === '') {
    warnings.push(`${server} keeps nothing on disk: when it restarts, the memory is empty. Turn appendonly on.`)
  }
  return warnings
}

/** A refusal is no answer; anything else is a failure. */
function ifRefused(error: unknown): undefined {
  if (!/^(NOPERM|ERR)/.test(messageOf(error))) throw error
  return undefined
}
