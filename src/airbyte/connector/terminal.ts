import type { Writable } from 'node:stream'
import type { Environment } from '../../../spec/configuration/reading/environment'

export type ExitCode = 0 | 1

/** Where a command prints, and its clock (milliseconds since 1970). */
export interface Terminal {
  readonly stdout: Writable
  readonly now: () => number
  /** The variables that a configuration may name. Undefined where Airbyte runs us: a form must not read the container's. */
  readonly environment?: Environment | undefined
}
