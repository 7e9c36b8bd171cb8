import { PassThrough, Readable } from 'node:stream'
import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import type { Configuration, StreamMapping } from '../../../spec/configuration/configuration'
import type { Prepare } from '../../../src/airbyte/connector/ports'
import { write } from '../../../src/airbyte/connector/write'
import { defaultWriteLimits, type WriteLimits, type WritePorts } from '../../../src/airbyte/connector/write-job'
import type { WriteReport } from '../../../src/airbyte/connector/write-report'
import { MessageWriter } from '../../../src/airbyte/protocol/messages/message-writer'
import { finding } from '../../../src/core/domain/finding'
import { type DeadLetters, noDeadLetters } from '../../../src/delivery/dead-letters/dead-letters'
import { isObject } from '../../../src/json/json'
import { afterDelay } from '../../../src/run/timers'
import { configurationOf } from '../../configuration-of'
import { FakeEngine } from './fake-engine'

const configuration = configurationOf({
  s2s_token: 'SECRET-KEY-1',
  apps: [{ app_id: '111' }, { app_id: 'com.example.app', key: 'SECRET-KEY-2' }],
})

/** A core that does what the record asks for: `{reject: code}`, `{skip: code}`, `{crash: true}`, else send to `app`. */
export const obedientPrepare: Prepare = ({ data }) => {
  const row = isObject(data) ? data : {}
  if (row['crash'] === true) throw new TypeError(`cannot read ${JSON.stringify(row)}`)
  if (row['skip'] === true) return { outcome: 'skip', request: null, findings: [finding('not_an_event', null)] }
  if (row['reject'] === true) {
    return {
      outcome: 'reject',
      request: null,
      findings: [finding('event_renamed', null), finding('missing_appsflyer_id', 'appsflyer_id')],
    }
  }
  const appId = typeof row['app'] === 'string' ? row['app'] : 'id111'
  const request = {
    endpoint: 'mobile_v3',
    appId,
    method: 'POST',
    url: 'http://x/',
    headers: {},
    body: JSON.stringify(row),
  } as const
  return { outcome: 'send', request, findings: row['late'] === true ? [finding('late_event', 'event_time')] : [] }
}

export interface Ran {
  readonly report: WriteReport
  readonly lines: readonly string[]
  readonly messages: readonly ReturnType<typeof JSON.parse>[]
  readonly states: readonly ReturnType<typeof JSON.parse>[]
  readonly logs: readonly string[]
  /** The TRACE ERROR, if there was one. */
  readonly trace: ReturnType<typeof JSON.parse>
  readonly engine: FakeEngine
}

export interface Setup {
  readonly engine?: FakeEngine
  readonly streams?: readonly CatalogStream[]
  /** `streams` of the configuration. */
  readonly mappings?: readonly StreamMapping[]
  /** Other keys of the configuration. */
  readonly configuration?: Partial<Configuration>
  readonly limits?: Partial<WriteLimits>
  readonly rejectedStore?: DeadLetters
  readonly ports?: Partial<WritePorts>
  readonly stdout?: PassThrough
}

export const ordersAndUsers: readonly CatalogStream[] = [
  { name: 'orders', syncMode: 'append' },
  { name: 'users', syncMode: 'append' },
]

/** Runs `write` over the lines, with a core and an engine that do as told, and reads what it prints. */
export async function runWrite(input: readonly (string | object)[] | Readable, setup: Setup = {}): Promise<Ran> {
  const { engine = new FakeEngine(), streams = ordersAndUsers, stdout = new PassThrough() } = setup
  const text: Buffer[] = []
  stdout.on('data', (chunk: Buffer) => text.push(chunk))
  const stdin = input instanceof Readable ? input : Readable.from(input.map((line) => Buffer.from(`${asLine(line)}\n`)))
  const writer = new MessageWriter(stdout)
  const report = await write(
    {
      configuration: { ...configuration, ...setup.configuration, streams: [...(setup.mappings ?? [])] },
      streams,
      limits: { ...defaultWriteLimits, ...setup.limits },
    },
    {
      stdin,
      writer,
      engine,
      prepare: obedientPrepare,
      rejectedStore: setup.rejectedStore ?? noDeadLetters,
      now: () => 1_700_000_000_000,
      every: () => () => undefined,
      after: afterDelay,
      ...setup.ports,
    },
  )
  await writer.flushed()
  const lines = Buffer.concat(text)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
  const messages = lines.map((line) => JSON.parse(line))
  return {
    report,
    lines,
    messages,
    states: messages.filter(({ type }) => type === 'STATE').map(({ state }) => state),
    logs: messages.filter(({ type }) => type === 'LOG').map(({ log }) => `${log.level} ${log.message}`),
    trace: messages.find(({ type }) => type === 'TRACE')?.trace,
    engine,
  }
}

function asLine(line: string | object): string {
  return typeof line === 'string' ? line : JSON.stringify(line)
}

export const record = (stream: string, data: object = {}, more: object = {}) => ({
  type: 'RECORD',
  record: { stream, data, emitted_at: 1_700_000_000_000, ...more },
})

export const streamState = (name: string, id: number, namespace?: string) => ({
  type: 'STATE',
  state: { type: 'STREAM', stream: { stream_descriptor: { name, namespace }, stream_state: { cursor: id } }, id },
})

export const globalState = (id: number) => ({
  type: 'STATE',
  state: { type: 'GLOBAL', global: { shared_state: { id } }, id },
})
export const legacyState = (id: number) => ({ type: 'STATE', state: { data: { cursor: id }, id } })
