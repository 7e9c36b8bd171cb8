import { appendFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { opendsr } from '../../spec/appsflyer/erasure/opendsr'
import type { Configuration } from '../../spec/configuration/configuration'
import type { Given } from '../console/arguments/parse-arguments'
import { atStub, prepareWhom, readWhom } from '../console/erasing/erasure-row'
import { readRequestIds, statusIn, type ToldStatus } from '../console/erasing/read-status'
import { describeFileError } from '../console/inputs/describe-file-error'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { requireWritable } from '../console/inputs/require-writable'
import { table } from '../console/terminal/table'
import { fitted, wrapped } from '../console/terminal/wrap-text'
import { Unusable } from '../console/unusable'
import type { Request } from '../core/domain/request'
import type { DeliveryEngine } from '../delivery/engine/engine'
import type { Settlement } from '../delivery/outcome/settlement'
import { erasureHeaders, erasureUrl } from '../erasure/erasure-request'
import { holdBack } from '../memory/hold-back'
import { engineFor } from './delivery'
import { exitCodes } from './exit-codes'
import { type IdsPorts, print, realPorts } from './ids-ports'

/** AppsFlyer takes 350 requests a minute. */
const betweenQuestionsMs = 60_000 / opendsr.requestsPerMinute
const longestAnswer = 16_384

/** `erase`: asks AppsFlyer to erase one user, or what became of earlier requests. */
export async function eraseCommand(given: Given, ports: IdsPorts = realPorts()): Promise<number> {
  const configuration = await loadConfiguration(given.text('config') ?? '', ports)
  if (configuration.api_token === undefined) {
    throw new Unusable(
      'The configuration has no api_token, without which AppsFlyer erases nobody: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type API.',
    )
  }
  const which = given.text('status')
  return which === undefined ? askToErase(given, configuration, ports) : askStatus(which, given, configuration, ports)
}

interface Asked {
  readonly request: Request
  readonly settlement: Settlement
}

async function askToErase(given: Given, configuration: Configuration, ports: IdsPorts): Promise<number> {
  const output = given.text('output')
  await requireWritable(output)
  const ids = await readWhom(given, () => firstLine(ports))
  const { request, more = [], findings } = prepareWhom(ids, configuration, ports.now())
  // An advertising id was typed once, and stands under the names of both platforms.
  const told = findings.filter(
    ({ severity, field }) => severity === 'degrade' && field !== 'idfa' && field !== 'advertising_id',
  )
  for (const { message } of request === null ? [] : told) ports.stderr.write(`${fitted(message)}\n`)
  if (request === null) throw new Unusable(findings.find(({ severity }) => severity === 'reject')?.message ?? '')
  const requests = given.has('stub') ? [request, ...more].map(atStub) : [request, ...more]
  const engine = engineFor(configuration)
  const asked = await Promise.all(requests.map((one) => settled(engine, one)))
  const accepted = asked.flatMap((one) => (one.settlement.outcome === 'accepted' ? [one.request] : []))
  await keep(accepted, output, given.has('stub'), ports)
  if (!given.has('stub') && accepted.length > 0) await holdBackIn(configuration, accepted, ports)
  await print(ports, given.has('json') ? [JSON.stringify({ requests: asked.map(jsonOf) })] : shown(asked))
  return exitCodeOf(asked)
}

function settled(engine: Pick<DeliveryEngine, 'submit'>, request: Request): Promise<Asked> {
  return new Promise((resolve) => engine.submit(request, (settlement) => resolve({ request, settlement })))
}

async function holdBackIn(configuration: Configuration, accepted: readonly Request[], ports: IdsPorts): Promise<void> {
  if (configuration.memory.store === 'none') return
  const memory = await ports.openMemory(configuration)
  try {
    await holdBack(memory, accepted)
    await memory.flush()
  } finally {
    await memory.close().catch(() => undefined)
  }
}

/** Request by request, so that `--status` finds them later. */
async function keep(
  accepted: readonly Request[],
  output: string | undefined,
  isStub: boolean,
  { now, stderr }: IdsPorts,
): Promise<void> {
  if (output === undefined || accepted.length === 0) return
  const askedAt = new Date(now()).toISOString()
  const lines = accepted.map(({ appId, erasure }) =>
    JSON.stringify({ appId, requestId: erasure?.requestId, askedAt, ...(isStub && { isStub }) }),
  )
  await appendFile(output, `${lines.join('\n')}\n`).catch((error: unknown) => {
    // They are printed all the same.
    stderr.write(`${fitted(`The ids of the requests could not be kept. ${describeFileError(output, error)}`)}\n`)
  })
}

function jsonOf({ request, settlement }: Asked): object {
  const { outcome, code, message } = settlement
  return { appId: request.appId, requestId: request.erasure?.requestId, outcome, code, message }
}

function shown(asked: readonly Asked[]): readonly string[] {
  const rows = asked.map(({ request, settlement }) => [
    request.appId,
    settlement.outcome === 'accepted' ? 'asked' : settlement.outcome,
    request.erasure?.requestId ?? '',
  ])
  const told = asked.flatMap(({ request, settlement }) =>
    settlement.outcome === 'accepted' ? [] : ['', ...wrapped(`${request.appId}: ${settlement.message}`, 80)],
  )
  return [...table(rows), ...told]
}

function exitCodeOf(asked: readonly Asked[]): number {
  const outcomes = new Set(asked.map(({ settlement }) => settlement.outcome))
  outcomes.delete('accepted')
  if (outcomes.size === 0) return exitCodes.fine
  return outcomes.size === 1 && outcomes.has('rejected') ? exitCodes.someRejected : exitCodes.failed
}

async function askStatus(which: string, given: Given, configuration: Configuration, ports: IdsPorts): Promise<number> {
  const ids = await readRequestIds(which)
  const fetch = ports.createFetch()
  const { api_token: token = '', endpoints } = configuration
  const resource = given.has('stub') ? 'stub' : 'opendsr_requests'
  const api = { baseUrl: endpoints.api ?? opendsr.baseUrl, resource, token } as const
  const told: ToldStatus[] = []
  for (const [index, id] of ids.entries()) {
    if (index > 0) await wait(betweenQuestionsMs)
    told.push(
      await statusOf(id, () =>
        fetch(erasureUrl(api, id), { method: 'GET', redirect: 'manual', headers: { ...erasureHeaders(api) } }),
      ),
    )
  }
  const rows = told.map(({ requestId, status, remark }) => [requestId, status ?? 'unknown', remark])
  await print(ports, given.has('json') ? [JSON.stringify({ requests: told })] : table(rows))
  return told.every(({ status }) => status !== undefined) ? exitCodes.fine : exitCodes.failed
}

async function statusOf(id: string, ask: () => ReturnType<ReturnType<IdsPorts['createFetch']>>): Promise<ToldStatus> {
  try {
    const { status, body } = await ask()
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes > longestAnswer) break
      chunks.push(chunk)
    }
    return statusIn(id, status, Buffer.concat(chunks).toString())
  } catch {
    return { requestId: id, status: undefined, remark: 'There was no answer.' }
  }
}

async function firstLine({ stdin, stderr }: IdsPorts): Promise<string> {
  if (stdin.isTTY) stderr.write('The customer user id: ')
  const lines = createInterface({ input: stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
