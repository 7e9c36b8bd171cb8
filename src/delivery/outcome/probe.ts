import { ruleFor } from '../../../spec/appsflyer/answers/response-rules'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import type { App, Configuration } from '../../../spec/configuration/configuration'
import type { Request } from '../../core/domain/request'
import { targetOf } from '../../core/request/target'

/**
 * A request that AppsFlyer cannot record, whatever the key: it names no user. A good key gets it refused for its body, a
 * bad one for its key.
 */
export function probeRequest(app: App, { endpoints }: Configuration): Request {
  const endpoint: Endpoint = app.platform === 'web' ? 'web_event' : `mobile_${app.api_version}`
  return { ...targetOf(endpoint, app, endpoints), body: JSON.stringify(bodyWithoutUser[endpoint]) }
}

const event = { eventName: 'connection_check', eventValue: '' }

const bodyWithoutUser: { readonly [Name in Endpoint]: object } = {
  mobile_v2: { ...event, af_events_api: 'true' },
  mobile_v3: event,
  web_event: { event_name: event.eventName },
  web_visit: {},
}

/** What the answer to a probe says of the app. */
export interface Judgement {
  readonly isGood: boolean
  readonly message: string
}

type Answer = { readonly status: number; readonly text: string }

/** Reads the answer to a probe that went to `url`. */
export function judgeProbe(answer: Answer | { readonly failure: string }, url: string): Judgement {
  if ('failure' in answer) {
    const message = `no answer (${answer.failure}). Check the network, the proxy and the configured endpoint`
    return { isGood: false, message: `${message}; the key is neither good nor bad by this.` }
  }
  const { status, text } = answer
  const { means, code, advice } = ruleFor(status, text)
  if (means === 'accepted') return judgeYes(status, url)
  if (means === 'rejected' && status === 400) return { isGood: true, message: 'the key is good.' }
  return { isGood: false, message: `status ${status} (${code}). ${advice}` }
}

/**
 * AppsFlyer documents a refusal of a body that names no user. Should its own servers take one, that is no reason to
 * refuse the key; a server elsewhere that takes one takes anything.
 */
function judgeYes(status: number, url: string): Judgement {
  const { hostname } = new URL(url)
  const message = `status ${status}: nothing refused the key`
  if (hostname.endsWith('.appsflyer.com')) return { isGood: true, message: `${message}.` }
  const why =
    'the request named no user, which AppsFlyer refuses. The server at the configured endpoint is not AppsFlyer'
  return { isGood: false, message: `${message}, but ${why}: correct endpoints, or leave it out.` }
}
