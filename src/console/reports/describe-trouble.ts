import type { DeliverySnapshot } from '../../delivery/engine/counters'
import { failureRules } from '../../delivery/outcome/failure-rules'

/** What keeps the sending from going on, if anything does: a server that takes nothing. */
export function describeTrouble(snapshot: DeliverySnapshot): string | undefined {
  const down = snapshot.servers.find(({ condition }) => condition !== 'up')
  if (down === undefined) return undefined
  const why = commonestFailure(snapshot)
  return `waiting for ${new URL(down.origin).host}${why === undefined ? '' : ` (${why})`}`
}

/** Why most attempts failed, and what to check. */
export function describeFailures(snapshot: DeliverySnapshot): string {
  const code = commonestFailure(snapshot)
  if (code === undefined) return ''
  const rule = Object.entries(failureRules).find(([name]) => name === code)?.[1]
  const where = 'Check the network, the proxy, and "endpoints" in the configuration.'
  return `Most attempts ended with ${code}. ${rule?.advice ?? ''} ${where}`.replace('  ', ' ')
}

/** The code that most failed attempts had. */
export function commonestFailure({ failedAttemptsByCode }: DeliverySnapshot): string | undefined {
  const [commonest] = Object.entries(failedAttemptsByCode).sort((left, right) => right[1] - left[1])
  return commonest?.[0]
}
