import type { Configuration } from '../../../spec/configuration/configuration'
import type { Request } from '../../core/domain/request'
import { type Prepared, prepare } from '../../core/prepare'
import type { Given } from '../arguments/parse-arguments'
import { Unusable } from '../unusable'

/** The ids that were typed; `-` is what `firstLine` reads. Throws Unusable for none. */
export async function readWhom(
  given: Given,
  firstLine: () => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  const typed = given.text('user')
  const user = (typed === '-' ? await firstLine() : typed)?.trim()
  const advertisingId = given.text('advertising-id')
  const ids = {
    customer_user_id: user,
    appsflyer_id: given.text('appsflyer-id'),
    // It has one name on each platform: an app takes the one that is its own.
    idfa: advertisingId,
    advertising_id: advertisingId,
    app_id: given.text('app'),
  }
  const said = Object.entries(ids).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== '')
  if (said.every(([name]) => name === 'app_id'))
    throw new Unusable(
      'Say whom to erase: --user, --appsflyer-id or --advertising-id. Or ask about requests with --status.',
    )
  return Object.fromEntries(said)
}

/** What a stream of erasures would make of these ids: the same requests, and the same findings. */
export function prepareWhom(
  ids: Readonly<Record<string, string>>,
  configuration: Configuration,
  nowMs: number,
): Prepared {
  const stream = 'erasures'
  const mapping = { stream, send_as: 'erase', columns: [], event_values: [], constants: [], where: [] } as const
  return prepare({ stream, data: ids }, { ...configuration, streams: [mapping] }, nowMs)
}

/** The same at AppsFlyer's stub, which erases nobody. */
export function atStub(request: Request): Request {
  return { ...request, url: request.url.replace(/opendsr_requests$/, 'stub') }
}
