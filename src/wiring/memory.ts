import { existsSync } from 'node:fs'
import type { Configuration } from '../../spec/configuration/configuration'
import type { TriedMemory } from '../airbyte/connector/tried-memory'
import { awayStore } from '../memory/away-store'
import { Memory } from '../memory/memory'
import { MemoryError } from '../memory/store'
import { openStore } from '../memory/stores/open-store'

/** The memory that is configured; undefined where none is. Rejects with a MemoryError when it cannot be used. */
export async function memoryFor({ memory }: Pick<Configuration, 'memory'>): Promise<Memory | undefined> {
  if (memory.store === 'none') return undefined
  const { remember_deliveries_days: rememberDeliveriesDays, hash_key: hashKey } = memory
  const options = { rememberDeliveriesDays, hashKey, now: Date.now }
  const store = await openStore(memory, Date.now)
  return store === undefined ? undefined : Memory.open(store, options)
}

/** The same for a run that may go on without it: a store that is away then fails whenever it is asked. */
export async function memoryForRun(configuration: Pick<Configuration, 'memory'>): Promise<Memory | undefined> {
  const { memory } = configuration
  try {
    return await memoryFor(configuration)
  } catch (error) {
    const goesOn = memory.store !== 'none' && memory.on_failure === 'continue'
    if (!goesOn || !(error instanceof MemoryError) || error.failureType === 'config_error') throw error
    const rememberDeliveriesDays = memory.remember_deliveries_days
    return Memory.away(awayStore(error), { rememberDeliveriesDays, hashKey: undefined, now: Date.now })
  }
}

/** What `check` says of the memory: that it can be used, or what is wrong with it. Undefined where none is configured. */
export async function tryMemoryFor(configuration: Pick<Configuration, 'memory'>): Promise<TriedMemory | undefined> {
  try {
    const memory = await memoryFor(configuration)
    if (memory === undefined) return undefined
    const { users } = await memory.count()
    const warnings = memory.warnings
    await memory.close()
    return { isGood: true, userCount: users, warnings }
  } catch (error) {
    if (error instanceof MemoryError) return { isGood: false, message: error.message }
    throw error
  }
}

/** The same for those who only look: a file that is not there is not made. */
export async function existingMemory(configuration: Pick<Configuration, 'memory'>): Promise<Memory | undefined> {
  const { memory } = configuration
  return memory.store === 'sqlite' && !existsSync(memory.path) ? undefined : memoryFor(configuration)
}
