import type { RequestClient } from '@segment/actions-core'
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

/** Rules need only the beginning. */
const textLength = 2_048

/** Posts once; retries are Segment's. `failure` is set where there was no answer. */
export async function post(
  request: RequestClient,
  { url, headers, body }: Posted,
): Promise<Answer | { readonly failure: 'timeout_headers' | 'network' }> {
  try {
    const response = await request(url, {
      method: 'POST',
      headers: { ...headers },
      body,
      throwHttpErrors: false,
      // A redirect followed would take the key to another host.
      redirect: 'manual',
    })
    return { status: response.status, text: (response.content ?? '').slice(0, textLength) }
  } catch (error) {
    return answerIn(error) ?? { failure: isTimeout(error) ? 'timeout_headers' : 'network' }
  }
}

/** What the answer, or its absence, means for the event. */
export function classify(answer: Answer | { readonly failure: 'timeout_headers' | 'network' }): Classification {
  return 'failure' in answer ? classifyFailure(answer.failure, true) : classifyAnswer(answer.status, answer.text)
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
