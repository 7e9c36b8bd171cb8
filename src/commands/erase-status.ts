import { setTimeout as wait } from 'node:timers/promises'
import { opendsr } from '../../spec/appsflyer/erasure/opendsr'
import type { Configuration } from '../../spec/configuration/configuration'
import type { Given } from '../console/arguments/parse-arguments'
import { type AskedBefore, readRequestIds, statusIn, type ToldStatus } from '../console/erasing/read-status'
import { showStatuses } from '../console/erasing/show-erasures'
import { erasureHeaders, erasureUrl } from '../erasure/erasure-request'
import { exitCodes } from './exit-codes'
import { type IdsPorts, print } from './ids-ports'
import { readWhole } from './read-number'

/** AppsFlyer takes 350 requests a minute. */
const betweenQuestionsMs = 60_000 / opendsr.requestsPerMinute
const longestAnswer = 16_384

/** `erase --status`: what became of requests. One that the stub took is asked for at the stub. */
export async function askStatus(
  which: string,
  given: Given,
  configuration: Configuration,
  ports: IdsPorts,
): Promise<number> {
  const asked = await readRequestIds(which)
  const fetch = ports.createFetch()
  const { api_token: token = '', endpoints } = configuration
  const giveUpAfter = readWhole('--give-up-after', given.text('give-up-after'), 1, 86_400)
  const patienceMs = (giveUpAfter ?? configuration.delivery.give_up_after_seconds) * 1_000
  const told: ToldStatus[] = []
  let isSilent = false
  for (const [index, one] of asked.entries()) {
    if (index > 0 && !isSilent) await wait(betweenQuestionsMs)
    const isStub = one.isStub === true || given.has('stub')
    const resource = isStub ? 'stub' : 'opendsr_requests'
    const api = { baseUrl: endpoints.api ?? opendsr.baseUrl, resource, token } as const
    const url = erasureUrl(api, one.requestId)
    const headers = { ...erasureHeaders(api) }
    const entry = isStub ? { ...one, isStub } : one
    // Whoever did not answer in all that time is not waited for again.
    const signal: AbortSignal = isSilent ? AbortSignal.abort() : AbortSignal.timeout(patienceMs)
    told.push(await statusOf(entry, () => fetch(url, { method: 'GET', redirect: 'manual', headers, signal })))
    isSilent = signal.aborted
  }
  await print(ports, given.has('json') ? [JSON.stringify({ requests: told })] : showStatuses(told))
  return told.every(({ status }) => status !== undefined) ? exitCodes.fine : exitCodes.failed
}

async function statusOf(
  asked: AskedBefore,
  ask: () => ReturnType<ReturnType<IdsPorts['createFetch']>>,
): Promise<ToldStatus> {
  try {
    const { status, body } = await ask()
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes > longestAnswer) break
      chunks.push(chunk)
    }
    return statusIn(asked, status, Buffer.concat(chunks).toString())
  } catch {
    return { ...asked, status: undefined, remark: 'There was no answer.' }
  }
}
