import { useEffect, useState } from 'preact/hooks'
import { completeAppId } from '../../../../spec/appsflyer/events/app-id'
import { contracts } from '../../../../spec/appsflyer/events/contracts'
import type { Rules } from '../../../../spec/configuration/rules'
import type { ShownRequest } from '../preview-text'
import { describeDeadline } from './describe-deadline'

interface Props {
  readonly request: ShownRequest
  readonly configuration: Rules
  /** Called when the deadline passes: what is to be said of the record is another then. */
  readonly onPassed: () => void
}

const tickMs = 5_000

/** Until when the event counts for the time at which it happened, counted down. */
export function DeadlineLine({ request: { endpoint, appId, said }, configuration, onPassed }: Props) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const timeMs = said?.timeMs ?? null
  const described =
    timeMs === null || endpoint === 'erasure'
      ? undefined
      : describeDeadline(timeMs, contracts[endpoint].late, zoneOf(appId, configuration), nowMs)
  const changesAtMs = described?.changesAtMs
  useEffect(() => {
    if (changesAtMs === undefined) return
    const timer = setInterval(() => {
      setNowMs(Date.now())
      if (Date.now() > changesAtMs) onPassed()
    }, tickMs)
    return () => clearInterval(timer)
  }, [changesAtMs, onPassed])
  if (described === undefined) return null
  const { state, fact, rest } = described
  return (
    <p class="deadline" data-state={state}>
      {fact}
      {rest !== '' && (
        <>
          {': '}
          <b>{rest}</b>.
        </>
      )}
    </p>
  )
}

/** Of a web app its own; all others go by UTC. */
function zoneOf(appId: string, { apps }: Rules): string {
  const app = apps.find(({ platform, app_id }) => completeAppId(platform, app_id) === appId)
  return app?.platform === 'web' ? app.time_zone : 'UTC'
}
