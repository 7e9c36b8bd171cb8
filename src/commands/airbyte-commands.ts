import { runCheck, runDiscover } from '../airbyte/connector/commands'
import type { Terminal } from '../airbyte/connector/terminal'
import type { Given } from '../console/arguments/parse-arguments'
import { postFor } from '../wiring/delivery'
import { tryMemoryFor } from '../wiring/memory'
import { tryStoresFor } from '../wiring/stores'

/** `check` in Airbyte's messages. */
export function airbyteCheckCommand(given: Given, terminal: Terminal): Promise<number> {
  return runCheck(given.text('config') ?? '', terminal, postFor, tryStoresFor, tryMemoryFor)
}

/** `discover`. */
export function discoverCommand(given: Given, terminal: Terminal): Promise<number> {
  return runDiscover(given.text('config') ?? '', terminal)
}
