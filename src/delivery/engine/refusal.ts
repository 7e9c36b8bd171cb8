import type { DeliveryTask } from '../lanes/delivery-task'
import type { Settlement } from '../outcome/settlement'

/** How a request ends. */
export type Ending = Pick<Settlement, 'outcome' | 'code' | 'message' | 'status'>

export const stopped: Ending = {
  outcome: 'transient',
  code: 'stopped',
  message: 'The work was stopped before this was sent.',
}

export const givenUp: Ending = {
  outcome: 'transient',
  code: 'server_down',
  message: 'The server failed every request for too long. Nothing is wrong with the records: send them again later.',
}

/** Why a request of this app need not be sent at all; undefined when it may pass. */
export function refusalOf(app: DeliveryTask['app']): Ending | undefined {
  const { blocked } = app.gate
  if (blocked !== undefined) return { outcome: 'misconfigured', ...blocked }
  return app.server.health.condition === 'given_up' ? givenUp : undefined
}
