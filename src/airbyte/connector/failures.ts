import { isAboutApp } from '../../../spec/appsflyer/answers/response-rules'
import type { Settlement } from '../../delivery/outcome/settlement'
import type { Failure } from '../protocol/messages/messages'
import type { Message } from '../protocol/messages/read-message'
import type { Refusal } from './prove-keys'

/** Apps whose key, plan or endpoint refuses every record. */
export function misconfiguredFailure(refusals: readonly (readonly [appId: string, refusal: Refusal])[]): Failure {
  const lines = refusals.map(([appId, refusal]) => describeRefusal(appId, refusal))
  const isAboutApps = refusals.every(([, { code }]) => isAboutApp(code))
  return { type: 'config_error', message: [...lines, ...(isAboutApps ? [howToGoOn] : [])].join('\n') }
}

const howToGoOn =
  'The sync has ended. Correct the app, or take it out of the configuration; delivery.on_wrong_key: continue rejects its records and sends those of the other apps.'

/** A refused app that the sync goes on without. */
export function describeLeftOut(appId: string, refusal: Refusal): string {
  return `${describeRefusal(appId, refusal)} Its records are rejected, as delivery.on_wrong_key says.`
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
    message: `Line ${lineNumber} ${why}, and nothing in it tells which stream it is of. It may have been a record, so the sync ends before the next state. Mend the source, or set unreadable_lines to skip: such lines are then counted and left out.`,
  }
}
