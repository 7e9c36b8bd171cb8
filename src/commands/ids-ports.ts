import type { Readable, Writable } from 'node:stream'
import type { Configuration } from '../../spec/configuration/configuration'
import { MessageWriter } from '../airbyte/protocol/messages/message-writer'
import type { Given } from '../console/arguments/parse-arguments'
import { whyNoMemory } from '../console/ids/describe-memory'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { type Stop, stopOnSignals } from '../console/send/stop-on-signals'
import { Unusable } from '../console/unusable'
import { createFetch } from '../delivery/transport/proxied-fetch'
import type { Memory } from '../memory/memory'
import type { PullFetch } from '../raw-data/pull'
import { tellingProxies } from '../wiring/delivery'
import { existingMemory, memoryFor } from '../wiring/memory'

/** What the commands need of the world; tests hand in their own. */
export interface IdsPorts {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  readonly openMemory: (configuration: Configuration) => Promise<Memory>
  /** Undefined where the memory was not made yet. */
  readonly openExisting: (configuration: Configuration) => Promise<Memory | undefined>
  readonly createFetch: () => PullFetch
  readonly stopOnSignals: () => Stop
}

export function realPorts(): IdsPorts {
  const { stdin, stdout, stderr, env } = process
  return {
    ...{ stdin, stdout, stderr, env },
    now: Date.now,
    openMemory: async (configuration) => {
      const memory = await memoryFor(configuration)
      if (memory === undefined) throw new Error('A memory that is configured can be opened.')
      return memory
    },
    openExisting: existingMemory,
    createFetch: () => tellingProxies(() => createFetch(env)),
    stopOnSignals: () => stopOnSignals(process),
  }
}

/** Throws Unusable where the configuration has no memory. */
export async function configurationWithMemory(given: Given, ports: IdsPorts): Promise<Configuration> {
  const path = given.text('config') ?? ''
  const configuration = await loadConfiguration(path, ports)
  if (configuration.memory.store === 'none') throw new Unusable(whyNoMemory(path))
  return configuration
}

/** Prints to stdout, as far as somebody reads it. */
export async function print({ stdout }: IdsPorts, lines: readonly string[]): Promise<void> {
  const writer = new MessageWriter(stdout)
  for (const line of lines) writer.writeLine(line)
  await writer.flushed()
}
