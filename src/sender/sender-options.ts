import type { Environment } from '../../spec/configuration/reading/environment'
import type { Problem } from '../../spec/files/problem'

export interface SenderOptions {
  /** What `${NAME}` in the configuration may name: `process.env`, unless it is given. */
  readonly environment?: Environment | undefined
  /** So many records may wait for their end: 10,000. Beyond, `send` resolves at once with `queue_full`. */
  readonly maxWaitingRecords?: number | undefined
  /** The same in characters of their JSON: 64 Mi. */
  readonly maxWaitingCharacters?: number | undefined
  /** How long `close` may take: 10 seconds. */
  readonly closeWithinMs?: number | undefined
  /** Between two writes of the ledger or of rejected records: a second. Each is a file, or an object in a bucket. */
  readonly keepEveryMs?: number | undefined
  /** After a key was refused, a server given up, or a store failed: half a minute until it is tried again. */
  readonly tryAgainMs?: number | undefined
  /** Takes what people should know: a warning of Node's, unless it is given. One that throws is left out, and Node's taken. */
  readonly onWarning?: ((message: string) => void) | undefined
}

const usual = {
  maxWaitingRecords: 10_000,
  maxWaitingCharacters: 64 * 1_048_576,
  closeWithinMs: 10_000,
  keepEveryMs: 1_000,
  tryAgainMs: 30_000,
}
type Limits = { readonly [name in keyof typeof usual]: number }
const limitNames = Object.keys(usual) as readonly (keyof Limits)[]
const names: readonly string[] = [...limitNames, 'environment', 'onWarning']

/** Node's timers hold no more: beyond, they fire at once. */
const longestMs = 2 ** 31 - 1

interface ReadOptions {
  readonly limits: Limits
  readonly problems: readonly Problem[]
  /** What has no effect. */
  readonly warnings: readonly Problem[]
}

/** Defaults filled in; what is undefined or null is not set. Paths are `options.NAME`. */
export function readOptions(options: unknown): ReadOptions {
  if (typeof options !== 'object' || options === null)
    return { limits: usual, problems: [{ path: 'options', message: 'is no object: leave it out' }], warnings: [] }
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== null)
  const problems = given.flatMap(([name, value]) => {
    const message = mistakeOf(name, value)
    return message === undefined ? [] : [{ path: `options.${name}`, message }]
  })
  const warnings = Object.keys(options)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: `options.${name}`, message: `has no effect: the options are ${names.join(', ')}` }))
  const limits = { ...usual, ...Object.fromEntries(given.filter(([name]) => name in usual)) }
  return { limits, problems, warnings }
}

function mistakeOf(name: string, value: unknown): string | undefined {
  if (name === 'environment' && typeof value !== 'object')
    return 'is no object: give names and values, as process.env has'
  if (name === 'onWarning' && typeof value !== 'function') return 'is no function: give one that takes a text'
  if (!(name in usual)) return undefined
  if (!name.endsWith('Ms'))
    return Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : 'must be a whole number from 1'
  return typeof value === 'number' && value >= 0 && value <= longestMs
    ? undefined
    : 'must be a number of milliseconds from 0 to 2147483647'
}
