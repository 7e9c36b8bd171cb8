import type { RequestClient, RequestOptions } from '@segment/actions-core'
import type { Endpoint } from '../spec/appsflyer/events/contract'
import { type Classification, classifyAnswer, classifyFailure } from '../src/delivery/outcome/classify'

/** A request as Segment's client sends it. */
export interface Posted {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly text: string
}

/** Segment's client gave none. */
export interface NoAnswer {
  readonly failure: 'timeout_headers' | 'network'
}

/** Rules need only the beginning; as much as the transport of the other hosts keeps. */
const textLength = 16_384

/** Posts once; retries are Segment's. `failure` is set where there was no answer. */
export function post(request: RequestClient, { url, headers, body }: Posted): Promise<Answer | NoAnswer> {
  return ask(request, url, { method: 'POST', headers: { ...headers }, body })
}

/** Asks once for what stands at an address. */
export function get(request: RequestClient, { url, headers }: Omit<Posted, 'body'>): Promise<Answer | NoAnswer> {
  return ask(request, url, { method: 'GET', headers: { ...headers } })
}

async function ask(request: RequestClient, url: string, options: RequestOptions): Promise<Answer | NoAnswer> {
  try {
    // A redirect followed would take the key to another host.
    const response = await request(url, { ...options, throwHttpErrors: false, redirect: 'manual' })
    return { status: response.status, text: (response.content ?? '').slice(0, textLength) }
  } catch (error) {
    return answerIn(error) ?? { failure: isTimeout(error) ? 'timeout_headers' : 'network' }
  }
}

/** What the answer, or its absence, means for the event. */
export function classify(answer: Answer | NoAnswer, endpoint?: Endpoint): Classification {
  if ('failure' in answer) return classifyFailure(answer.failure, true)
  return classifyAnswer(answer.status, answer.text, undefined, endpoint)
}

/** By its shape, not by `instanceof`: there may be two copies of Segment's package. */
function answerIn(error: unknown): Answer | undefined {
  if (!hasKey(error, 'response') || !hasKey(error.response, 'status')) return undefined
  const { status } = error.response
  const text = hasKey(error.response, 'content') ? error.response.content : ''
  return typeof status === 'number' ? { status, text: typeof text === 'string' ? text : '' } : undefined
}

function isTimeout(error: unknown): boolean {
  const code = hasKey(error, 'code') ? error.code : undefined
  return code === 'ETIMEDOUT' || code === 'REQUESTTIMEOUTERROR' || code === 'REQUESTCLIENTERROR'
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value
}
