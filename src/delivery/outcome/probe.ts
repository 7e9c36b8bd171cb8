import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import { notAppsflyer, type ResponseRule, ruleFor } from '../../../spec/appsflyer/answers/response-rules'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { endpointsOf } from '../../../spec/appsflyer/events/platforms'
import { isKnownRefusal } from '../../../spec/appsflyer/events/probe'
import { kindOfServer } from '../../../spec/configuration/kind-of-server'
import type { App, Rules } from '../../../spec/configuration/rules'
import type { EventRequest } from '../../core/domain/request'
import { targetOf, toRequest, withKeyIn } from '../../core/request/target'

/**
 * A request that AppsFlyer cannot record, whatever the key: it lacks what AppsFlyer demands. A good key gets it refused for
 * its body, a bad one for its key.
 */
export function probeRequest(app: App, { endpoints }: Rules): EventRequest {
  const endpoint = probedEndpoint(app)
  const target = targetOf(endpoint, app, endpoints)
  return toRequest(target, withKeyIn(JSON.stringify(contracts[endpoint].probe?.body), target))
}

function probedEndpoint(app: App): Endpoint {
  const endpoint = Object.values(endpointsOf(app)).find((name) => contracts[name].probe !== undefined)
  if (endpoint === undefined) throw new RangeError(`no endpoint of ${app.platform} has a probe`)
  return endpoint
}

/** What the answer to a probe says of the app. */
export interface Judgement {
  readonly isGood: boolean
  /** In a few words, for a table. */
  readonly short: string
  readonly message: string
}

type Answer = { readonly status: number; readonly text: string; readonly form?: AnswerForm | undefined }

/** AppsFlyer takes the key, by a refusal that its documents know: nothing else is to be said. */
export const keyIsGood: Judgement = { isGood: true, short: 'takes the key', message: 'the key is good.' }

/** AppsFlyer refused the body, in its documented words, and may not have looked at the key. */
const bodyRefused: Judgement = {
  isGood: true,
  short: 'refuses nothing',
  message:
    'the address is right, and nothing refused the key. AppsFlyer does not document whether it looks at the key before the body, so this does not prove the key.',
}

/** Where a probe went. */
type Asked = Pick<EventRequest, 'endpoint' | 'url'>

/** Reads the answer to a probe. */
export function judgeProbe(answer: Answer | { readonly failure: string }, probe: Asked): Judgement {
  const { url } = probe
  if ('failure' in answer) return judgeSilence(answer.failure, url)
  const { status, text, form } = answer
  const rule = ruleFor(status, text, form, probe.endpoint)
  if (rule.means === 'accepted') return judgeYes(status, url)
  if (isOfNoAppsflyer(answer, probe)) {
    const { code, advice } = foreignRefusal
    return { isGood: false, short: 'is not AppsFlyer', message: `status ${status} (${code}). ${advice}` }
  }
  if (rule.means === 'rejected' && status === 400) {
    return isKnownRefusal(probe.endpoint, text) ? judgeGood(probe) : judgeUnknown(status)
  }
  return { isGood: false, short: shortOf(rule), message: `status ${status} (${rule.code}). ${rule.advice}` }
}

/** What is to be said of a refusal of a probe that AppsFlyer cannot have given. */
export const foreignRefusal = { code: 'not_appsflyer', advice: notAppsflyer } as const

/**
 * Whether a refusal of a probe's body is one that AppsFlyer's documents do not know: a server that says no to everything
 * says nothing of the key. What its own address answers is AppsFlyer's, documented or not, and proves nothing where it is
 * not; so may be a 415.
 */
export function isOfNoAppsflyer({ status, text, form }: Answer, { endpoint, url }: Asked): boolean {
  if (ruleFor(status, text, form, endpoint).means !== 'rejected' || status === 415 || kindOfServer(url) === 'appsflyer')
    return false
  return status !== 400 || !isKnownRefusal(endpoint, text)
}

/** A key is good by AppsFlyer's own word alone. */
function judgeGood({ endpoint, url }: Asked): Judgement {
  const kind = kindOfServer(url)
  if (kind === 'appsflyer') return contracts[endpoint].probe?.provesKey === true ? keyIsGood : bodyRefused
  const { host } = new URL(url)
  if (kind === 'other')
    return {
      isGood: true,
      short: 'takes the key (not AppsFlyer)',
      message: `${host} takes the key. It is not AppsFlyer, so whether AppsFlyer does is not proven.`,
    }
  const message = `${host} is on this machine. The sandbox takes any key, or those of its --config: this says nothing about yours at AppsFlyer. Take endpoints out of the configuration to ask AppsFlyer.`
  return { isGood: true, short: 'takes the key (local)', message }
}

/**
 * AppsFlyer's own servers refused the probe in words that its documents do not have, or in none. They are no reason to
 * refuse the key, which is documented in other words; nor do they prove it.
 */
function judgeUnknown(status: number): Judgement {
  const message = `status ${status}, in words that AppsFlyer does not document: nothing refused the key, and nothing proves it.`
  return { isGood: true, short: 'refuses nothing', message }
}

function judgeSilence(failure: string, url: string): Judgement {
  const { host } = new URL(url)
  const mend =
    kindOfServer(url) === 'local'
      ? `Start the sandbox at ${host}, or take endpoints out of the configuration to speak to AppsFlyer`
      : 'Check the network, the proxy and the configured endpoint'
  const message = `no answer (${failure}). ${mend}; this says nothing about the key.`
  return { isGood: false, short: 'no answer', message }
}

function shortOf({ means, code, refusesApp }: ResponseRule): string {
  if (refusesApp === true) return refusals[code] ?? 'refuses the app'
  if (code === 'undocumented_success') return 'is not AppsFlyer'
  if (means === 'transient' || means === 'throttled') return 'cannot say now'
  return 'is not AppsFlyer'
}

const refusals: Readonly<Record<string, string>> = {
  wrong_key: 'refuses the key',
  unauthorized: 'refuses the key',
  wrong_app: 'refuses the id',
}

/**
 * AppsFlyer documents a refusal of a body that names no user. Should its own servers take one, that is no reason to
 * refuse the key; a server elsewhere that takes one takes anything.
 */
function judgeYes(status: number, url: string): Judgement {
  const message = `status ${status}: nothing refused the key`
  if (kindOfServer(url) === 'appsflyer') return { isGood: true, short: 'refuses nothing', message: `${message}.` }
  const why =
    'the request named no user, which AppsFlyer refuses. The server at the configured endpoint is not AppsFlyer'
  const advice = `${message}, but ${why}: correct endpoints, or leave it out.`
  return { isGood: false, short: 'is not AppsFlyer', message: advice }
}
