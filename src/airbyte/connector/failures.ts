import { isAboutApp } from '../../../spec/appsflyer/answers/response-rules'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { Request } from '../../core/domain/request'
import { refusesAppOrToken } from '../../delivery/outcome/classify-erasure'
import type { Settlement } from '../../delivery/outcome/settlement'
import { MemoryError } from '../../memory/store'
import { failureOf } from '../protocol/failures'
import type { Failure } from '../protocol/messages/messages'
import type { Message } from '../protocol/messages/read-message'
import type { Refusal } from './prove-keys'

/** Why something that threw ends a sync. */
export function failureFrom(error: unknown): Failure {
  return error instanceof MemoryError ? { type: error.failureType, message: error.message } : failureOf(error)
}

/** Apps whose key, plan or endpoint refuses every record. */
export function misconfiguredFailure(refusals: Refusals): Failure {
  return { type: 'config_error', message: describeRefusals(refusals, 'The sync has ended. ') }
}

type Refusals = readonly (readonly [appId: string, refusal: Refusal])[]

/** A sentence for each app, and how to go on; `ended` stands before that. */
export function describeRefusals(refusals: Refusals, ended = ''): string {
  const lines = refusals.map(([appId, refusal]) => describeRefusal(appId, refusal))
  const isAboutApps = refusals.every(([, { code }]) => isAboutOneApp(code))
  return [...lines, ...(isAboutApps ? [`${ended}${howToGoOn}`] : [])].join('\n')
}

const howToGoOn =
  'Correct its key or its id, or take the app out of the configuration; delivery.on_wrong_key: continue rejects its records and sends those of the other apps.'

/** A wrong address or a proxy refuses every app: nobody can have meant to go on without it. */
export function goesOnWithout({ delivery }: Pick<Configuration, 'delivery'>, code: string): boolean {
  return delivery.on_wrong_key === 'continue' && isAboutOneApp(code)
}

function isAboutOneApp(code: string): boolean {
  return isAboutApp(code) || refusesAppOrToken(code)
}

/** What is refused together: an app's events have another key than its erasures. */
export function refusedName({ appId, endpoint }: Pick<Request, 'appId' | 'endpoint'>): string {
  return endpoint === 'erasure' ? `${appId}, erasures` : appId
}

/** A refused app that the others' records are sent without. */
export function describeLeftOut(appId: string, refusal: Refusal): string {
  return `${describeRefusal(appId, refusal)} Its records are rejected, as delivery.on_wrong_key says.`
}

/** What those should know who go on without an app and keep no rejected records; `keep`: how they would be kept. */
export function warnOfUnkept(
  { delivery }: Pick<Configuration, 'delivery'>,
  isKept: boolean,
  keep: string,
): readonly string[] {
  if (isKept || delivery.on_wrong_key !== 'continue') return []
  return [
    `delivery.on_wrong_key is continue, and rejected records are kept nowhere: those of an app whose key is refused are counted and lost here. ${keep} keeps them.`,
  ]
}

function describeRefusal(appId: string, { code, message, status }: Refusal): string {
  return `App ${appId} (${status === undefined ? code : `status ${status}, ${code}`}): ${message}`
}

/** AppsFlyer, or the way to it, failed for longer than the sender keeps trying. */
export function transientFailure({ code, message, status, attempts }: Settlement): Failure {
  const answer = status === undefined ? code : `status ${status}, ${code}`
  return {
    type: 'transient_error',
    message: `A request did not get through after ${attempts} attempts (${answer}): ${message} The next attempt goes on from the last state.`,
  }
}

/** A line that may have been a record, and that no stream's state can account for. */
export function unreadableLine({ lineNumber, why }: Extract<Message, { readonly kind: 'broken' }>): Failure {
  return {
    type: 'system_error',
    message: `Line ${lineNumber} ${why}, and nothing in it tells which stream it is of. It may have been a record, so the sync ends before the next state. Fix the source, or set unreadable_lines to skip: such lines are then counted and left out.`,
  }
}
