import { MemoryError } from '../store'
import { ChangeFailed } from './changes'
import { messageOf, nameOf, networkFailure } from './failures'

/** Whether the connection is gone, so that another may do what this one did not. */
export function isBroken(error: unknown): boolean {
  return /ECONNRESET|EPIPE|Socket closed|client is closed|Disconnects client|client is offline/i.test(messageOf(error))
}

const messages: readonly (readonly [message: RegExp, says: string, type: MemoryError['failureType']])[] = [
  [
    /^(WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/,
    'refuses the user or the password: correct memory.url.',
    'config_error',
  ],
  [
    /^NOPERM/,
    'does not let this user do that: let it read, write and watch keys that begin with appsflyer-memory:.',
    'config_error',
  ],
  [
    /^ERR (DB index|invalid DB)|Invalid pathname/,
    'has no database of that number: correct the end of memory.url.',
    'config_error',
  ],
  [
    /^(MOVED|CROSSSLOT|CLUSTERDOWN|ASK )|not allowed in cluster mode/,
    'is a cluster, in which not all of the memory can be written at once: give a single server in memory.url.',
    'config_error',
  ],
  [
    /^(EXECABORT.*)?\bMISCONF/,
    'cannot write to its own disk, so it refuses to write: see its log and its disk.',
    'transient_error',
  ],
  [/\bOOM\b/, 'has no memory left, so it refuses to write: give it more (maxmemory).', 'transient_error'],
  [
    /\bREADONLY\b/,
    'takes no writes, as a replica does: give the address of the primary in memory.url, unless it is just being replaced.',
    'transient_error',
  ],
  [/^(LOADING|MASTERDOWN|BUSY|TRYAGAIN)/, 'is starting or busy: try again.', 'transient_error'],
  [/^ERR max number of clients/, 'has no connection left: try again, or allow more (maxclients).', 'transient_error'],
  [/timeout/i, 'did not answer within 10 seconds: try again.', 'transient_error'],
  [
    /Socket closed|client is (closed|offline)|Disconnects client/i,
    'ended the connection: see that it is a Redis server, and try again.',
    'transient_error',
  ],
]

/** What went wrong with the server, in words that hold no key. */
export function failureOf(server: string, error: unknown): unknown {
  if (error instanceof ChangeFailed) return error.cause
  if (error instanceof MemoryError) return error
  const network = networkFailure(server, error)
  if (network !== undefined) return network
  const told = messages.find(([message]) => message.test(messageOf(error)))
  if (told !== undefined) return new MemoryError(`${server} ${told[1]}`, told[2])
  // Its first word is a code, like ERR; what follows may hold a key.
  return new MemoryError(
    `${server} could not do what the memory needs (${/^[A-Z]+\b/.exec(messageOf(error))?.[0] ?? nameOf(error)}).`,
  )
}
