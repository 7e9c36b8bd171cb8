import { airbyteCommands } from './airbyte-commands'
import { appsflyerCommands } from './appsflyer-commands'
import type { Command } from './command'
import { generalCommands } from './general-commands'
import { idsCommands } from './ids-commands'
import { sendCommands } from './send-commands'
import { setUpCommands } from './set-up-commands'

/** The first word of commands of two, and what they are about. */
export const groups: Readonly<Record<string, string>> = {
  ids: 'which AppsFlyer id a customer user has, as the memory knows it',
}

/** What a user can type: arguments are read and help is printed by this table alone. */
export const commands: readonly Command[] = [
  ...setUpCommands,
  ...sendCommands,
  ...appsflyerCommands,
  ...idsCommands,
  ...airbyteCommands,
  ...generalCommands,
]
