import { isErasable } from '../../../spec/appsflyer/erasure/opendsr'
import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { App } from '../../../spec/configuration/rules'
import type { Request } from '../../core/domain/request'
import type { Settlement } from '../../delivery/outcome/settlement'
import { table } from '../terminal/table'
import { wrapped } from '../terminal/wrap-text'
import type { ToldStatus } from './read-status'

/** What one app said to the request. */
export interface Asked {
  readonly request: Request
  readonly settlement: Settlement
}

/** An app of the configuration that was not asked. */
export interface NotAsked {
  readonly appId: string
  readonly reason: string
}

const nobody = 'stub: nobody is erased'

/** The apps that have no request, and why. `named`: whether one was asked for alone. */
export function notAsked(apps: readonly App[], requests: readonly Request[], named: boolean): readonly NotAsked[] {
  const asked = new Set(requests.map(({ appId }) => appId))
  return apps.flatMap(({ platform, app_id }) => {
    const appId = completeAppId(platform, app_id)
    if (asked.has(appId)) return []
    if (named) return [{ appId, reason: '--app names another one' }]
    const reason = isErasable(platform) ? 'it cannot know these ids' : 'erasures do not reach brand bundles of PBA'
    return [{ appId, reason }]
  })
}

/** For programs: an object an app. */
export function erasuresAsJson(asked: readonly Asked[], left: readonly NotAsked[], isStub: boolean): string {
  const requests = asked.map(({ request, settlement }) => {
    const { outcome, code, message } = settlement
    return {
      ...{ appId: request.appId, requestId: idIfTaken(request, settlement), outcome, code },
      message: isStub && outcome === 'accepted' ? 'The stub takes the request: nobody is erased.' : message,
    }
  })
  return JSON.stringify({ ...(isStub && { isStub }), requests, notAsked: left })
}

/** For people: a line an app, then what those said that did not take it. */
export function showErasures(asked: readonly Asked[], left: readonly NotAsked[], isStub: boolean): readonly string[] {
  const rows = asked.map(({ request, settlement }) => [
    request.appId,
    wordFor(settlement),
    idIfTaken(request, settlement) ?? '',
  ])
  const told = [...reasons(asked)].flatMap(([message, apps]) => ['', ...wrapped(`${apps.join(', ')}: ${message}`, 80)])
  const passedOver = left.flatMap(({ appId, reason }) => wrapped(`${appId}: not asked, ${reason}`, 80))
  return [...(isStub ? [`At the ${nobody}.`] : []), ...table(rows), ...passedOver, ...told]
}

/** A line a request, with its app where it is known. */
export function showStatuses(told: readonly ToldStatus[]): readonly string[] {
  return table(
    told.map(({ appId, requestId, status, isStub }) => [
      ...(told.some((one) => one.appId !== undefined) ? [appId ?? ''] : []),
      requestId,
      `${status ?? 'unknown'}${isStub === true ? ' (stub)' : ''}`,
    ]),
  ).concat(remarks(told))
}

/** Each remark once: a token that is refused is so for all. */
function remarks(told: readonly ToldStatus[]): readonly string[] {
  const lines = [...new Set(told.map(({ remark }) => remark))].filter((remark) => remark !== '')
  const stub = told.some(({ isStub }) => isStub === true) ? [`At the ${nobody}.`] : []
  return [...lines, ...stub].flatMap((line) => wrapped(line, 80))
}

/** Each reason once: a server that is away is so for all apps. What may pass is to be asked for again. */
function reasons(asked: readonly Asked[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { request, settlement } of asked) {
    const { outcome, message } = settlement
    if (outcome === 'accepted') continue
    const again = outcome === 'transient' || outcome === 'throttled' ? ' Ask again later: it doubles nothing.' : ''
    // How often is each app's own.
    const reason = message.replace(/, after \d+ attempts?\./, '.') + again
    found.set(reason, [...(found.get(reason) ?? []), request.appId])
  }
  return found
}

function wordFor(settlement: Settlement): string {
  return wasNeverSent(settlement) ? 'not asked' : words[settlement.outcome]
}

/** No attempt reached the server. */
function wasNeverSent({ outcome, attempts, unsentAttempts = 0 }: Settlement): boolean {
  return outcome === 'transient' && unsentAttempts === attempts
}

const words: Readonly<Record<Settlement['outcome'], string>> = {
  accepted: 'asked',
  rejected: 'refused',
  misconfigured: 'refused',
  throttled: 'not taken',
  transient: 'unclear',
}

/** One that was refused has no status that could be asked for; one without an answer may have. */
function idIfTaken({ erasure }: Request, settlement: Settlement): string | undefined {
  const { outcome } = settlement
  const mayBeThere = outcome === 'accepted' || (outcome === 'transient' && !wasNeverSent(settlement))
  return mayBeThere ? erasure?.requestId : undefined
}
