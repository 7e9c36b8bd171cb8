import { isAboutApp } from '../../spec/appsflyer/answers/response-rules'
import type { Configuration } from '../../spec/configuration/configuration'
import type { Request } from '../core/domain/request'
import { refusesAppOrToken } from '../delivery/outcome/classify-erasure'
import type { Refusal } from './prove-keys'

export type Refusals = readonly (readonly [name: string, refusal: Refusal])[]

/** A sentence for each app, and how to go on; `ended` stands before that. */
export function describeRefusals(refusals: Refusals, ended = ''): string {
  const lines = refusals.map(([name, refusal]) => describeRefusal(name, refusal))
  const isAboutApps = refusals.every(([, { code }]) => isAboutOneApp(code))
  return [...lines, ...(isAboutApps ? [`${ended}${howToGoOn(refusals)}`] : [])].join('\n')
}

/** An app's erasures have another key than its events: the account's API token V2. */
function howToGoOn(refusals: Refusals): string {
  const isOfErasures = refusals.every(([name]) => name.endsWith(ofErasures))
  const what = isOfErasures ? 'Correct api_token, or the id of the app' : 'Correct its key or its id'
  return `${what}, or take the app out of the configuration; delivery.on_wrong_key: continue rejects its records and sends those of the other apps.`
}

const ofErasures = ', erasures'

/** A wrong address or a proxy refuses every app: nobody can have meant to go on without it. */
export function goesOnWithout({ delivery }: Pick<Configuration, 'delivery'>, code: string): boolean {
  return delivery.on_wrong_key === 'continue' && isAboutOneApp(code)
}

function isAboutOneApp(code: string): boolean {
  return isAboutApp(code) || refusesAppOrToken(code)
}

/** What is refused together: an app's events have another key than its erasures. */
export function refusedName({ appId, endpoint }: Pick<Request, 'appId' | 'endpoint'>): string {
  return endpoint === 'erasure' ? appId + ofErasures : appId
}

/** A refused app that the others' records are sent without. */
export function describeLeftOut(name: string, refusal: Refusal): string {
  return `${describeRefusal(name, refusal)} Its records are rejected, as delivery.on_wrong_key says.`
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

function describeRefusal(name: string, { code, message, status }: Refusal): string {
  return `App ${name} (${status === undefined ? code : `status ${status}, ${code}`}): ${message}`
}
