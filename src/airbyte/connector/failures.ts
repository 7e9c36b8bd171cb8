import type { Settlement } from '../../delivery/outcome/settlement'
import type { Failure } from '../protocol/messages/messages'

/** Apps whose key, plan or endpoint refuses every record. */
export function misconfiguredFailure(byAppId: ReadonlyMap<string, Settlement>): Failure {
  const lines = [...byAppId].map(([appId, { code, message, status }]) => {
    const answer = status === undefined ? code : `status ${status}, ${code}`
    return `App ${appId} (${answer}): ${message}`
  })
  return { type: 'config_error', message: lines.join('\n') }
}

/** AppsFlyer, or the way to it, failed for longer than the sender keeps trying. */
export function transientFailure({ code, message, status, attempts }: Settlement): Failure {
  const answer = status === undefined ? code : `status ${status}, ${code}`
  return {
    type: 'transient_error',
    message: `A request did not get through after ${attempts} attempts (${answer}): ${message} The next attempt goes on from the last state.`,
  }
}
