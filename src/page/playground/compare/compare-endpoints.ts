import { completeAppId } from '../../../../spec/appsflyer/events/app-id'
import { contracts } from '../../../../spec/appsflyer/events/contracts'
import { endpointsOf, hasInstalls, isForDevices, platforms } from '../../../../spec/appsflyer/events/platforms'
import type { App, Rules, StreamMapping } from '../../../../spec/configuration/rules'
import type { Finding } from '../../../core/domain/finding'
import type { InputRecord } from '../../../core/domain/record'
import { prepare } from '../../../core/prepare'
import { type ShownRequest, showRequestOf, type Verdict, verdictOf } from '../preview-text'

/** One record as one endpoint would take it. */
export interface Side {
  /** "Mobile v3", "Steam". */
  readonly title: string
  readonly appId: string
  /** The configuration has no such app: one was made up. */
  readonly isMadeUp: boolean
  /** It is the request that the record leads to. */
  readonly isChosen: boolean
  readonly verdict: Verdict
  readonly request: ShownRequest | undefined
  /** Those that may differ from endpoint to endpoint. */
  readonly findings: readonly Finding[]
}

/** Only because one app at a time is asked. */
const ofTheQuestion: ReadonlySet<string> = new Set(['foreign_app_id', 'app_guessed', 'ios_app_id_prefixed'])

const madeUpKey = 'any-token'

/**
 * The same record sent to each API in turn: mobile v2 and v3 and the web always, people-based attribution and devices where
 * such an app is configured. Of the apps of a kind, that which the record is for, else the first. `own`: the request that the record leads to.
 */
export function compareEndpoints(
  record: InputRecord,
  configuration: Rules,
  own: Pick<ShownRequest, 'endpoint' | 'appId'> | undefined,
  nowMs: number,
): readonly Side[] {
  const { apps } = configuration
  const one = (is: (app: App) => boolean) => {
    const some = apps.filter(is)
    return some.find((app) => completeAppId(app.platform, app.app_id) === own?.appId) ?? some[0]
  }
  const mobile = one(({ platform }) => hasInstalls(platform))
  const web = one(({ platform }) => platform === 'web')
  const pba = one(({ platform }) => platform === 'web_pba')
  const device = one(({ platform }) => isForDevices(platform))
  const onMobile: App = mobile ?? { platform: 'ios', app_id: 'id000000000', key: madeUpKey, api_version: 'v3' }
  const onWeb: App = web ?? { platform: 'web', app_id: 'website-www.example.com', key: madeUpKey, time_zone: 'UTC' }
  const asked: readonly (readonly [title: string, app: App, isMadeUp: boolean])[] = [
    ['Mobile v3', { ...onMobile, api_version: 'v3' } as App, mobile === undefined],
    ['Mobile v2', { ...onMobile, api_version: 'v2' } as App, mobile === undefined],
    ['Web', onWeb, web === undefined],
    ...(pba === undefined ? [] : [['Web for PBA', pba, false] as const]),
    ...(device === undefined ? [] : [[platforms[device.platform].title, device, false] as const]),
  ]
  return asked.map(([title, app, isMadeUp]) => {
    const prepared = prepare({ ...record, stream: question }, withApp(app, record.stream, configuration), nowMs)
    const { request } = prepared
    return {
      title,
      appId: completeAppId(app.platform, app.app_id),
      isMadeUp,
      isChosen: request !== null && request.endpoint === own?.endpoint && request.appId === own.appId,
      verdict: verdictOf(prepared),
      request: request === null ? undefined : showRequestOf(request),
      findings: prepared.findings.filter(({ code }) => !ofTheQuestion.has(code)),
    }
  })
}

const question = 'the record'

/** The configuration with this app alone, to which the record is to go, by the mapping of its stream. */
function withApp(app: App, stream: string | undefined, configuration: Rules): Rules {
  const mapping = configuration.streams.find((one) => one.stream === stream) ?? unmapped
  const fits = Object.keys(endpointsOf(app)).includes(mapping.send_as)
  const asked = { ...mapping, stream: question, app_id: app.app_id, send_as: fits ? mapping.send_as : 'auto' } as const
  return { ...configuration, apps: [app], streams: [asked], memory: undefined, ledger: undefined }
}

const unmapped: StreamMapping = {
  stream: question,
  send_as: 'auto',
  columns: [],
  event_values: [],
  constants: [],
  where: [],
}

/** The limit of an endpoint in words. */
export function limitOf({ endpoint }: ShownRequest): string | undefined {
  if (endpoint === 'erasure') return undefined
  const { maxBodyBytes, maxValuesLength } = contracts[endpoint]
  return maxValuesLength === undefined
    ? `of ${maxBodyBytes.toLocaleString('en')} bytes`
    : `bytes; event values: ${maxValuesLength.toLocaleString('en')} characters at most`
}
