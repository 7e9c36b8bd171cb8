import { readFile } from 'node:fs/promises'
import { readErasureStatus } from '../../../spec/appsflyer/erasure/opendsr'
import { erasureCodeIn, erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import { isObject } from '../../json/json'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'

/** What became of a request. */
export interface ToldStatus {
  readonly requestId: string
  /** AppsFlyer's word; undefined where it told none. */
  readonly status: string | undefined
  /** When AppsFlyer expects to be done, or why there is no status. */
  readonly remark: string
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi

/** The ids of requests: the one that was typed, or all that stand in a file. Throws Unusable for none. */
export async function readRequestIds(which: string): Promise<readonly string[]> {
  if (new RegExp(`^${uuid.source}$`, 'i').test(which)) return [which.toLowerCase()]
  const text = await readFile(which, 'utf8').catch((error: unknown) => {
    throw new Unusable(describeFileError(which, error))
  })
  const ids = [...new Set(text.match(uuid)?.map((id) => id.toLowerCase()))]
  if (ids.length === 0) throw new Unusable('The file holds no id of a request: give one that --output wrote.')
  return ids
}

/** What an answer to the question about a request says. Nothing else of it is told. */
export function statusIn(requestId: string, status: number, text: string): ToldStatus {
  const told = parsed(text)
  const word = status === 200 ? readErasureStatus(told?.['request_status']) : undefined
  const expected = told?.['expected_completion_time']
  const isTime = typeof expected === 'string' && /^[\d:.TZ+ -]{10,40}$/.test(expected)
  if (word !== undefined) return { requestId, status: word, remark: isTime ? `expected ${expected.slice(0, 10)}` : '' }
  const code = erasureCodeIn(text)
  const advice = code === undefined ? undefined : erasureRefusals[code]?.advice
  return { requestId, status: undefined, remark: advice ?? `The server answered ${status}.` }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
