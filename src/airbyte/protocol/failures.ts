import { StorageError } from '../../storage/storage-error'
import type { Failure } from './messages/messages'

/** The configuration, or the environment beside it, cannot be used. The message is shown to the user. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/**
 * A bug of ours, a failing store, or what is configured badly. The text of an unexpected error may quote a record, so only its name and its stack
 * frames are told.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof StorageError) return { type: error.failureType, message: error.message }
  if (error instanceof ConfigurationError) return { type: 'config_error', message: error.message }
  const name = error instanceof Error ? error.name : typeof error
  const frames = (error instanceof Error ? (error.stack ?? '') : '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: 'system_error',
    message: 'The connector failed unexpectedly. This is a bug: please report it with the stack trace.',
    internalMessage: name,
    stackTrace: [name, ...frames].join('\n'),
  }
}

export const checkpointTooOld = (maxAgeMs: number): Failure => ({
  type: 'transient_error',
  message: `No checkpoint for ${Math.round(maxAgeMs / 60_000)} minutes: records before it got no final answer. The next attempt goes on from the last state.`,
})

export const stoppedFromOutside: Failure = {
  type: 'transient_error',
  message: 'The sync was stopped before the end of its input. The next attempt goes on from the last state.',
}

export const readerHasGone: Failure = {
  type: 'transient_error',
  message: 'Nobody reads the output any more, so no state can be acknowledged.',
}
