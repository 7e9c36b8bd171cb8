import { PassThrough, Readable } from 'node:stream'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { write } from '../../../src/airbyte/connector/write'
import { defaultWriteLimits, type WriteLimits } from '../../../src/airbyte/connector/write-job'
import type { WriteReport } from '../../../src/airbyte/connector/write-report'
import { MessageWriter } from '../../../src/airbyte/protocol/messages/message-writer'
import { prepare } from '../../../src/core/prepare'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import { createEngine } from '../../../src/delivery/engine/create-engine'
import { type Dependencies, systemDependencies } from '../../../src/delivery/engine/dependencies'
import { deliverySettings } from '../../../src/delivery/settings'
import { createTransport } from '../../../src/delivery/transport/undici-transport'
import type { Memory } from '../../../src/memory/memory'
import { afterDelay } from '../../../src/run/timers'
import { transportOptions } from '../../delivery/deliver-all'
import { record } from './run-write'

export interface Synced {
  readonly report: WriteReport
  readonly states: readonly ReturnType<typeof JSON.parse>[]
  readonly logs: readonly string[]
  /** The TRACE ERROR's error, if there was one. */
  readonly error: ReturnType<typeof JSON.parse>
  readonly rejected: readonly DeadLetter[]
}

/** The engine's clock and timers, so many times faster than those of the sockets. */
function faster(dependencies: Dependencies, speed: number): Dependencies {
  const { nowMs, after } = dependencies
  return { ...dependencies, nowMs: () => nowMs() * speed, after: (delayMs, run) => after(delayMs / speed, run) }
}

/** Runs `write` as the command does, with the real core, engine and sockets, and reads what it prints. */
export async function realSync(
  input: readonly object[],
  content: { readonly [key: string]: unknown },
  environment: Readonly<Record<string, string>> = {},
  limits: Partial<WriteLimits> = {},
  speed = 1,
  memory?: Memory,
): Promise<Synced> {
  const parsed = parseConfiguration(content)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { configuration } = parsed
  const transport = createTransport({ ...transportOptions, environment })
  const settings = deliverySettings(configuration.delivery, {
    maxRequestsPerSecond: Number.POSITIVE_INFINITY,
    ramp: 'none',
  })
  const stdout = new PassThrough()
  const text: Buffer[] = []
  stdout.on('data', (chunk: Buffer) => text.push(chunk))
  const writer = new MessageWriter(stdout)
  const rejected: DeadLetter[] = []
  const report = await write(
    {
      configuration,
      streams: [{ name: 'orders', syncMode: 'append', ...(memory && { primaryKey: [['id']] }) }],
      limits: { ...defaultWriteLimits, ...limits },
    },
    {
      stdin: Readable.from(input.map((line) => Buffer.from(`${JSON.stringify(line)}\n`))),
      writer,
      prepare,
      engine: createEngine(settings, faster(systemDependencies(transport), speed)),
      rejectedStore: {
        add: (one) => rejected.push(one),
        flush: async () => undefined,
        ready: async () => undefined,
      },
      now: Date.now,
      every: () => () => undefined,
      after: afterDelay,
      memory,
    },
  )
  await writer.flushed()
  transport.close()
  const messages = Buffer.concat(text)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return {
    report,
    states: messages.filter(({ type }) => type === 'STATE').map(({ state }) => state),
    logs: messages.filter(({ type }) => type === 'LOG').map(({ log }) => `${log.level} ${log.message}`),
    error: messages.find(({ type }) => type === 'TRACE')?.trace.error,
    rejected,
  }
}

/** A purchase of the stream `orders`, for an app, that needs no mapping. */
export function order(appId: string, index: number): object {
  return record('orders', {
    app_id: appId,
    event_name: `event-${index}`,
    appsflyer_id: '1700000000000-1234567890',
    event_time: new Date().toISOString(),
  })
}
