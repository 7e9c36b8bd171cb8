import type { Configuration } from '../../../spec/configuration/configuration'
import type { Finding } from '../../core/domain/finding'
import type { Prepared } from '../../core/domain/prepared'
import type { Request } from '../../core/domain/request'
import { prepare } from '../../core/prepare'
import type { Given } from '../arguments/parse-arguments'
import { Unusable } from '../unusable'

/** The ids that were typed; `-` is what `onlyLine` reads. Throws Unusable for none. */
export async function readWhom(
  given: Given,
  onlyLine: () => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  const typed = given.text('user')
  const user = (typed === '-' ? await onlyLine() : typed)?.trim()
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

/** Why no app is asked: what a table would mend by its columns is typed anew here. */
export function whyNobody(findings: readonly Finding[]): string {
  const found = findings.find(({ severity }) => severity === 'reject')
  if (found?.code === 'no_id_to_erase')
    return 'No app can know a user by what was typed (guest and the like are nobody, and so are ids of zeros): nobody is erased. Give the id of one user, in a form that an app here knows.'
  if (found?.code === 'unknown_app')
    return '--app names no app of the configuration: nobody is erased. Give the id of one that stands there, or add it.'
  if (found?.code === 'unknown_platform')
    return '--app is the id of several apps here: nobody is erased. Give it with the prefix of its platform, as in steam-480.'
  return found?.message ?? ''
}

/** The same at AppsFlyer's stub, which erases nobody. */
export function atStub(request: Request): Request {
  return { ...request, url: request.url.replace(/opendsr_requests$/, 'stub') }
}
