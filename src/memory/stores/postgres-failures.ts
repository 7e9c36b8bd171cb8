import { MemoryError } from '../store'
import { ChangeFailed } from './changes'
import { codeOf, messageOf, nameOf, networkFailure } from './failures'

/** The connection was lost, or a server that is going down ended it. */
export function isBroken(error: unknown): boolean {
  const code = codeOf(error)
  if (/^(ECONNRESET|EPIPE|08...|57P0[123])$/.test(code)) return true
  return code === '' && /^(Connection terminated|Client has encountered a connection error)/.test(messageOf(error))
}

/** A deadlock, in which PostgreSQL ends one of two. */
export function gaveWay(error: unknown): boolean {
  return ['40P01', '40001'].includes(codeOf(error))
}

/** PgBouncer knows few settings that a client may begin with. */
export function poolerRefuses(error: unknown): boolean {
  return codeOf(error) === '08P01' && messageOf(error).includes('statement_timeout')
}

/** Some poolers give each transaction another connection, on which nothing was prepared, or by somebody else. */
export function poolerForgets(error: unknown): boolean {
  return ['26000', '42P05'].includes(codeOf(error))
}

const messages: readonly (readonly [code: RegExp, says: string, type: MemoryError['failureType']])[] = [
  [/^28/, 'refuses the user or the password: correct memory.url.', 'config_error'],
  [/^3D000$/, 'has no database of that name: create it, or correct memory.url.', 'config_error'],
  [
    /^42501$/,
    'does not let this user do that: let it create tables in its schema, and read and write those that begin with appsflyer_memory_.',
    'config_error',
  ],
  [
    /^3F000$/,
    'has no schema in which this user could create tables: create one, or name it in the search_path.',
    'config_error',
  ],
  [
    /^42/,
    'has tables that begin with appsflyer_memory_ but are not as this program makes them: give another database or schema in memory.url.',
    'config_error',
  ],
  [/^25006$/, 'takes no writes, as a replica does: give the address of the primary in memory.url.', 'config_error'],
  [/^53100$/, 'has no room left on its disk: make room, then try again.', 'transient_error'],
  [/^53300$/, 'has no connection left: try again, or allow more.', 'transient_error'],
  [/^57014$/, 'took longer than 10 seconds: try again when it has less to do.', 'transient_error'],
  [/^55P03$/, 'has locked the tables for another user for too long: try again.', 'transient_error'],
  [/^57P03$/, 'is starting or going down: try again.', 'transient_error'],
]

/** What pg says without a code. */
const codelessMessages: readonly (readonly [message: RegExp, says: string, type: MemoryError['failureType']])[] = [
  [/SASL|password must be a string/, 'asks for a password: give it in memory.url.', 'config_error'],
  [/does not support SSL/, 'has no TLS: take sslmode out of memory.url, or turn TLS on there.', 'config_error'],
  [/timeout/i, 'did not answer within 10 seconds: try again.', 'transient_error'],
  [/^Connection terminated/, 'ended the connection: try again.', 'transient_error'],
]

/** What went wrong with the server, in words that hold no value. */
export function failureOf(server: string, error: unknown): unknown {
  if (error instanceof ChangeFailed) return error.cause
  if (error instanceof MemoryError) return error
  const network = networkFailure(server, error)
  if (network !== undefined) return network
  const code = codeOf(error)
  const told =
    code === ''
      ? codelessMessages.find(([message]) => message.test(messageOf(error)))
      : messages.find(([known]) => known.test(code))
  if (told !== undefined) return new MemoryError(`${server} ${told[1]}`, told[2])
  return new MemoryError(`${server} could not do what the memory needs (${code || nameOf(error)}).`)
}
