import type { StreamName } from '../../../../spec/airbyte/stream-name'

/** What this side says to Airbyte, as objects; MessageWriter prints them. STATE goes out as the line it came in. */
export type OutgoingMessage =
  | { readonly type: 'LOG'; readonly log: { readonly level: LogLevel; readonly message: string } }
  | { readonly type: 'TRACE'; readonly trace: Trace }
  | { readonly type: 'SPEC'; readonly spec: object }
  | { readonly type: 'CONNECTION_STATUS'; readonly connectionStatus: ConnectionStatus }
  | { readonly type: 'DESTINATION_CATALOG'; readonly destination_catalog: object }

export type LogLevel = 'INFO' | 'WARN' | 'ERROR'

export interface ConnectionStatus {
  readonly status: 'SUCCEEDED' | 'FAILED'
  readonly message: string
}

/** `config_error` is not tried again until somebody mends it; the other two are. */
type FailureType = 'config_error' | 'transient_error' | 'system_error'

/** Why a command ends with exit code 1. Its texts hold no key and nothing of a record. */
export interface Failure {
  readonly type: FailureType
  /** What happened and what to do, for the user. */
  readonly message: string
  /** For the developers. */
  readonly internalMessage?: string
  readonly stackTrace?: string
  readonly stream?: StreamName
}

interface Trace {
  readonly type: 'ERROR'
  readonly emitted_at: number
  readonly error: {
    readonly message: string
    readonly internal_message?: string
    readonly stack_trace?: string
    readonly failure_type: FailureType
    readonly stream_descriptor?: StreamName
  }
}

export function logMessage(level: LogLevel, message: string): OutgoingMessage {
  return { type: 'LOG', log: { level, message } }
}

/** `emittedAtMs`: milliseconds since 1970. */
export function traceError(failure: Failure, emittedAtMs: number): OutgoingMessage {
  const { type, message, internalMessage, stackTrace, stream } = failure
  const error = {
    message,
    failure_type: type,
    ...(internalMessage === undefined ? {} : { internal_message: internalMessage }),
    ...(stackTrace === undefined ? {} : { stack_trace: stackTrace }),
    ...(stream === undefined ? {} : { stream_descriptor: stream }),
  }
  return { type: 'TRACE', trace: { type: 'ERROR', emitted_at: emittedAtMs, error } }
}

export function connectionStatus(status: ConnectionStatus['status'], message: string): OutgoingMessage {
  return { type: 'CONNECTION_STATUS', connectionStatus: { status, message } }
}
