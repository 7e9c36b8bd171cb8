import { appendFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Configuration } from '../../spec/configuration/configuration'
import type { Given } from '../console/arguments/parse-arguments'
import { atStub, prepareWhom, readWhom, whyNobody } from '../console/erasing/erasure-row'
import { type Asked, erasuresAsJson, notAsked, showErasures } from '../console/erasing/show-erasures'
import { watchWaiting } from '../console/erasing/watch-waiting'
import { describeFileError } from '../console/inputs/describe-file-error'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { requireWritable } from '../console/inputs/require-writable'
import { fitted } from '../console/terminal/wrap-text'
import { Unusable } from '../console/unusable'
import type { Request } from '../core/domain/request'
import type { DeliveryEngine } from '../delivery/engine/engine'
import { holdBack } from '../memory/hold-back'
import { everyInterval } from '../run/timers'
import { engineFor } from '../wiring/delivery'
import { askStatus } from './erase-status'
import { exitCodes } from './exit-codes'
import { type IdsPorts, print, realPorts } from './ids-ports'
import { readWhole } from './read-number'

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

async function askToErase(given: Given, configuration: Configuration, ports: IdsPorts): Promise<number> {
  const output = given.text('output')
  const giveUpAfter = readWhole('--give-up-after', given.text('give-up-after'), 1, 86_400)
  await requireWritable(output)
  const ids = await readWhom(given, () => onlyLine(ports))
  const { request, more = [], findings } = prepareWhom(ids, configuration, ports.now())
  // An advertising id was typed once, and stands under the names of both platforms.
  const told = findings.filter(
    ({ severity, field }) => severity === 'degrade' && field !== 'idfa' && field !== 'advertising_id',
  )
  for (const { message } of request === null ? [] : told) ports.stderr.write(`${fitted(message)}\n`)
  if (request === null) throw new Unusable(whyNobody(findings))
  const requests = given.has('stub') ? [request, ...more].map(atStub) : [request, ...more]
  const patienceMs = (giveUpAfter ?? configuration.delivery.give_up_after_seconds) * 1_000
  const engine = engineFor(configuration, { patienceMs })
  const waiting = watchWaiting(engine, {
    ...{ host: new URL(request.url).host, patienceMs, every: everyInterval, now: Date.now },
    write: (text) => ports.stderr.write(text),
  })
  const asked = await Promise.all(requests.map((one) => settled(engine, one))).finally(() => waiting.end())
  const accepted = asked.flatMap((one) => (one.settlement.outcome === 'accepted' ? [one.request] : []))
  await keep(accepted, output, given.has('stub'), ports)
  if (!given.has('stub') && accepted.length > 0) await holdBackIn(configuration, accepted, ports)
  const left = notAsked(configuration.apps, requests, given.text('app') !== undefined)
  const isStub = given.has('stub')
  await print(ports, given.has('json') ? [erasuresAsJson(asked, left, isStub)] : showErasures(asked, left, isStub))
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

function exitCodeOf(asked: readonly Asked[]): number {
  const outcomes = new Set(asked.map(({ settlement }) => settlement.outcome))
  outcomes.delete('accepted')
  if (outcomes.size === 0) return exitCodes.fine
  return outcomes.size === 1 && outcomes.has('rejected') ? exitCodes.someRejected : exitCodes.failed
}

/** The only line: of a second one nobody would be erased. */
async function onlyLine({ stdin, stderr }: IdsPorts): Promise<string> {
  if (stdin.isTTY) stderr.write('The customer user id: ')
  const input = createInterface({ input: stdin })
  const lines: string[] = []
  try {
    for await (const line of input) {
      if (line.trim() !== '') lines.push(line)
      if (stdin.isTTY || lines.length > 1) break
    }
  } finally {
    input.close()
  }
  if (lines.length > 1)
    throw new Unusable(
      'There is more than one line, and erase asks for one user: nobody was erased. A file of users goes through send, as a stream with send_as: erase.',
    )
  return lines[0] ?? ''
}
