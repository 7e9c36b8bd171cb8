import type { DeliveryTask } from '../lanes/delivery-task'
import { ownEndings } from '../outcome/own-endings'
import type { Settlement } from '../outcome/settlement'

/** How a request ends. */
export type Ending = Pick<Settlement, 'outcome' | 'code' | 'message' | 'status'>

function endingOf(code: 'stopped' | 'server_down'): Ending {
  const { means: outcome, advice: message } = ownEndings[code]
  return { outcome, code, message }
}

export const stopped = endingOf('stopped')
export const givenUp = endingOf('server_down')

/** Why a request of this app need not be sent at all; undefined when it may pass. */
export function refusalOf(app: DeliveryTask['app']): Ending | undefined {
  const { blocked } = app.gate
  if (blocked !== undefined) return { outcome: 'misconfigured', ...blocked }
  return app.server.health.condition === 'given_up' ? givenUp : undefined
}
