import type { Fault } from '../../sandbox/faults/faults'
import { endpointNames } from '../words'

/** What a fault does, and how the form calls it. */
export const faultEffects = {
  answer: 'Answer with a status',
  reset: 'Reset the connection',
  delay: 'Only answer late',
  lost: 'Accept the event and lose it',
  blocked: 'Accept the event and block it',
  unpaid: 'Accept the event and take its revenue',
} as const
export type FaultEffect = keyof typeof faultEffects

/** A fault as it is typed; an empty text means not set. */
export interface FaultDraft {
  readonly effect: FaultEffect
  readonly status: string
  readonly latencyMs: string
  readonly retryAfterSeconds: string
  readonly percent: string
  readonly requests: string
  readonly endpoint: string
  readonly app: string
  readonly afterProcessing: boolean
}

const blank: FaultDraft = {
  effect: 'answer',
  status: '',
  latencyMs: '',
  retryAfterSeconds: '',
  percent: '',
  requests: '',
  endpoint: '',
  app: '',
  afterProcessing: false,
}

export const presets = [
  { name: 'Throttled', draft: { ...blank, status: '429', retryAfterSeconds: '1', percent: '30' } },
  { name: 'Down for 20 requests', draft: { ...blank, status: '503', requests: '20' } },
  { name: 'Connection reset', draft: { ...blank, effect: 'reset', percent: '10' } },
  { name: 'Answer lost', draft: { ...blank, effect: 'reset', requests: '5', afterProcessing: true } },
  { name: 'Slow', draft: { ...blank, effect: 'delay', latencyMs: '2000' } },
  { name: 'Event lost', draft: { ...blank, effect: 'lost', percent: '10' } },
  { name: 'Event blocked', draft: { ...blank, effect: 'blocked', percent: '10' } },
  { name: 'Revenue lost', draft: { ...blank, effect: 'unpaid', percent: '10' } },
] as const satisfies readonly { readonly name: string; readonly draft: FaultDraft }[]

/** What the API takes. A field that is no number goes as it was typed: the API then says what it takes. */
export function faultFrom(draft: FaultDraft): Fault {
  const { effect, endpoint, app, afterProcessing } = draft
  const fields = {
    status: effect === 'answer' ? numberIn(draft.status) : undefined,
    retryAfterSeconds: effect === 'answer' ? numberIn(draft.retryAfterSeconds) : undefined,
    latencyMs: numberIn(draft.latencyMs),
    reset: effect === 'reset' ? true : undefined,
    afterProcessing: spoilsAnswer(effect) && afterProcessing ? true : undefined,
    lost: effect === 'lost' ? true : undefined,
    blocked: effect === 'blocked' ? true : undefined,
    unpaid: effect === 'unpaid' ? true : undefined,
    probability: percentIn(draft.percent),
    requests: numberIn(draft.requests),
    endpoint: endpointNames.find((name) => name === endpoint),
    app: app.trim() === '' ? undefined : app.trim(),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Whether the sender gets another answer than AppsFlyer's, or none. */
export function spoilsAnswer(effect: FaultEffect): boolean {
  return effect === 'answer' || effect === 'reset'
}

/** What is no number would become null in JSON, which means not set; -1 every field refuses, in words. */
function numberIn(text: string): number | undefined {
  if (text.trim() === '') return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : -1
}

function percentIn(text: string): number | undefined {
  const percent = numberIn(text)
  return percent === undefined || percent < 0 ? percent : percent / 100
}
