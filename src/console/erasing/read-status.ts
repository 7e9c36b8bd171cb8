import { readFile } from 'node:fs/promises'
import { readErasureStatus } from '../../../spec/appsflyer/erasure/opendsr'
import { erasureCodeIn, erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import { renewToken } from '../../delivery/outcome/classify-erasure'
import { isObject } from '../../json/json'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'

/** A request of before, as `--output` wrote it. */
export interface AskedBefore {
  /** Undefined where the id alone was given. */
  readonly appId?: string
  readonly requestId: string
  /** The stub took it. */
  readonly isStub?: true
}

/** What became of a request. */
export interface ToldStatus extends AskedBefore {
  /** AppsFlyer's word; undefined where it told none. */
  readonly status: string | undefined
  /** When AppsFlyer expects to be done, or why there is no status. */
  readonly remark: string
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi

/** The requests: the one whose id was typed, or all that stand in a file. Throws Unusable for none. */
export async function readRequestIds(which: string): Promise<readonly AskedBefore[]> {
  if (new RegExp(`^${uuid.source}$`, 'i').test(which)) return [{ requestId: which.toLowerCase() }]
  const text = await readFile(which, 'utf8').catch((error: unknown) => {
    throw new Unusable(describeFileError(which, error))
  })
  const found = new Map<string, AskedBefore>()
  for (const line of text.split('\n')) {
    const { appId, isStub } = parsed(line) ?? {}
    for (const id of line.match(uuid) ?? []) {
      const requestId = id.toLowerCase()
      // One that was asked for at the stub first, and then in earnest, is in earnest.
      const app = typeof appId === 'string' && appIdForm.test(appId) ? { appId } : {}
      const known = found.get(requestId)
      if (known === undefined || known.isStub === true)
        found.set(requestId, { ...app, requestId, ...(isStub === true && { isStub }) })
    }
  }
  if (found.size === 0) throw new Unusable('The file holds no id of a request: give one that --output wrote.')
  return [...found.values()]
}

const appIdForm = /^[\w.-]{1,150}$/

/** What an answer to the question about a request says. Nothing else of it is told. */
export function statusIn(asked: AskedBefore, status: number, text: string): ToldStatus {
  const told = parsed(text)
  const word = status === 200 ? readErasureStatus(told?.['request_status']) : undefined
  const expected = told?.['expected_completion_time']
  const isTime = typeof expected === 'string' && /^[\d:.TZ+ -]{10,40}$/.test(expected)
  if (word !== undefined) return { ...asked, status: word, remark: isTime ? `expected ${expected.slice(0, 10)}` : '' }
  const code = erasureCodeIn(text)
  const advice = code === undefined ? undefined : erasureRefusals[code]?.advice
  if (advice !== undefined) return { ...asked, status: undefined, remark: advice }
  const isToken = status === 401 || status === 403
  const why = isToken ? `: it does not take api_token. ${renewToken}` : '.'
  return { ...asked, status: undefined, remark: `The server answered ${status}${why}` }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
