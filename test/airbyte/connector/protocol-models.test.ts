import { spawnSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { traceError } from '../../../src/airbyte/protocol/messages/messages'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { pythonTools, testWith } from '../python-tools'
import { buildConnector, type ConnectorProcess } from './connector-process'
import { record } from './run-write'

/** Everything the connector prints, read by Airbyte's own models of its protocol. */

const models = pythonTools([
  'airbyte-protocol-models-pdv2==0.18.0',
  'pydantic==2.12.5',
  'pydantic-core==2.41.5',
  'annotated-types==0.7.0',
  'typing-extensions==4.15.0',
  'typing-inspection==0.4.2',
])

/**
 * Reads a message a line, and prints what each breaks as a list: what the model refuses, keys that it has no name for (it
 * takes any, so a misspelt one would pass), and a message without the part that its type promises.
 */
const validate = `
import json, sys
from pydantic import BaseModel, ValidationError
from airbyte_protocol.models import AirbyteMessage, AirbyteStateBlob

def unnamed(value, path):
    if isinstance(value, list):
        return [found for index, item in enumerate(value) for found in unnamed(item, f"{path}[{index}]")]
    if not isinstance(value, BaseModel) or isinstance(value, AirbyteStateBlob):
        return []
    own = [f"{path}.{key} has no name in the protocol" for key in value.model_extra or {}]
    return own + [found for name in value.model_fields_set & type(value).model_fields.keys()
                  for found in unnamed(getattr(value, name), f"{path}.{name}")]

def broken(line):
    try:
        message = AirbyteMessage.model_validate_json(line)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    part = {"CONNECTION_STATUS": "connectionStatus"}.get(message.type.value, message.type.value.lower())
    missing = [f"no {part}"] if getattr(message, part) is None else []
    if message.trace and getattr(message.trace, message.trace.type.value.lower()) is None:
        missing.append(f"no trace.{message.trace.type.value.lower()}")
    return missing + unnamed(message, message.type.value)

for line in sys.stdin:
    print(json.dumps(broken(line)))
`

type Message = ReturnType<typeof JSON.parse>

function breaches(messages: readonly Message[]): readonly (readonly string[])[] {
  if ('missing' in models) throw new Error(models.missing)
  const input = messages.map((message) => `${JSON.stringify(message)}\n`).join('')
  const { stdout, stderr } = spawnSync(models.python, ['-c', validate], { input, encoding: 'utf8' })
  expect(stderr).toBe('')
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(messages.length)
  return lines.map((line) => JSON.parse(line))
}

/** There are messages, of these types alone, and none breaks anything. */
function expectSound(messages: readonly Message[], types: readonly string[]): void {
  expect([...new Set(messages.map(({ type }) => type))].sort()).toEqual([...types].sort())
  expect(breaches(messages).flat()).toEqual([])
}

let connector: ConnectorProcess
let sandbox: Sandbox
beforeAll(async () => {
  connector = buildConnector()
  sandbox = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'good-key' }] })
})
afterAll(async () => {
  await sandbox.close()
  connector.dispose()
})
beforeEach(() => {
  sandbox.inbox.clear()
  sandbox.faults.clear()
})

const row = { event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567890', revenue: 1, currency: 'USD' }

function config(more: object = {}): readonly string[] {
  const apps = [{ app_id: 'com.example.app' }]
  const content = { s2s_token: 'good-key', apps, endpoints: { all: sandbox.url }, ...more }
  return ['--config', connector.file('config.json', content)]
}

function catalog(mode = 'append'): readonly string[] {
  const streams = ['orders', 'users'].map((name) => ({
    stream: { name, json_schema: {}, supported_sync_modes: ['incremental'] },
    sync_mode: 'incremental',
    destination_sync_mode: mode,
  }))
  return ['--catalog', connector.file('catalog.json', { streams })]
}

const streamStates = [{ stream_descriptor: { name: 'orders' }, stream_state: { cursor: 1 } }]
/** One of each type, as the platform sends them: with counts of the source, and an id. */
const states = [
  { type: 'STREAM', stream: streamStates[0], sourceStats: { recordCount: 2 }, id: 1 },
  { type: 'GLOBAL', global: { shared_state: { lsn: 7 }, stream_states: streamStates }, id: 2 },
  { type: 'LEGACY', data: { cursor: 3 }, id: 3 },
  { data: { cursor: 4 }, id: 4 },
].map((state) => ({ type: 'STATE', state }))

testWith(models)('the models find what is wrong: a wrong value, a misspelt key, a part that is missing', () => {
  const found = breaches([
    { type: 'LOG', log: { level: 'WARNING', message: 'x' } },
    { type: 'TRACE', trace: { type: 'ERROR', emitted_at: 1, error: { message: 'x', failuretype: 'system_error' } } },
    { type: 'CONNECTION_STATUS', connection_status: { status: 'FAILED' } },
    { type: 'TRACE', trace: { type: 'ERROR', emitted_at: 1 } },
    { type: 'STATE', state: { type: 'STREAM', destinationStats: { recordCount: 'x' } } },
    { type: 'LOG', log: { level: 'WARN', message: 'x' } },
  ])
  expect(found).toEqual([
    [expect.stringMatching(/^log\.level: /)],
    ['TRACE.trace.error.failuretype has no name in the protocol'],
    ['no connectionStatus', 'CONNECTION_STATUS.connection_status has no name in the protocol'],
    ['no trace.error'],
    [expect.stringMatching(/^state\.destinationStats\.recordCount: /)],
    [],
  ])
})

testWith(models)('spec and discover', async () => {
  expectSound((await connector.run(['spec'])).messages, ['SPEC'])
  const apps = ['com.example.app', 'id123456789', 'website-www.example.com'].map((app_id) => ({ app_id }))
  for (const each of [config(), config({ apps })])
    expectSound((await connector.run(['discover', ...each])).messages, ['DESTINATION_CATALOG'])
  expectSound((await connector.run(['discover', ...config({ apps: [] })])).messages, ['TRACE'])
})

testWith(models)('check, of a good configuration and of bad ones', async () => {
  const statuses: string[] = []
  for (const more of [{}, { s2s_token: 'wrong-key' }, { s2s_token: '**********' }, { apps: [] }]) {
    const { messages } = await connector.run(['check', ...config(more)])
    expectSound(messages, ['CONNECTION_STATUS'])
    statuses.push(...messages.map(({ connectionStatus }) => connectionStatus.status))
  }
  expect(statuses).toEqual(['SUCCEEDED', 'FAILED', 'FAILED', 'FAILED'])
})

testWith(models)('write: states of every type with their counts, and what it logs', async () => {
  const lines = states.flatMap((state) => [record('orders', row), record('orders', {}), state])
  const cutOff = JSON.stringify(record('users', row)).slice(0, -20)
  const { exitCode, messages } = await connector.run(
    ['write', ...config({ unknown_key: 1 }), ...catalog('append_dedup')],
    Readable.from([cutOff, '\n', ...lines.map((line) => `${JSON.stringify(line)}\n`)]),
  )
  expect(exitCode).toBe(0)
  // The platform's own id is the one key that the protocol does not name.
  const echoed = messages.filter(({ type }) => type === 'STATE')
  expect(echoed.map(({ state: { id, destinationStats } }) => [id, destinationStats])).toEqual([
    [1, { recordCount: 1, rejectedRecordCount: 1 }],
    [2, { recordCount: 1, rejectedRecordCount: 2 }],
    [3, { recordCount: 1, rejectedRecordCount: 1 }],
    [4, { recordCount: 1, rejectedRecordCount: 1 }],
  ])
  for (const { state } of echoed) delete state.id
  expectSound(messages, ['LOG', 'STATE'])
})

testWith(models)('write: a TRACE ERROR of each kind', async () => {
  const input = [record('orders', row), ...states.slice(0, 1)]
  // What a bug would tell, too.
  const stream = { name: 'orders', namespace: 'shop' }
  expectSound([traceError({ type: 'system_error', message: 'A', stackTrace: 'B', stream }, 1)], ['TRACE'])
  const unreadable = Readable.from(['{"type":"RECORD","record":{"da\n'])
  const syncs = [
    { more: { s2s_token: 'wrong-key' }, input },
    { more: { apps: [] }, input },
    { mode: 'soft_delete', input },
    { input: unreadable },
    { more: { delivery: { give_up_after_seconds: 1 } }, input, isDown: true },
  ]
  const kinds: unknown[] = []
  for (const { more, mode, input, isDown = false } of syncs) {
    if (isDown) sandbox.faults.set({ status: 503 })
    const { exitCode, messages } = await connector.run(['write', ...config(more), ...catalog(mode)], input)
    const traces = messages.filter(({ type }) => type === 'TRACE')
    kinds.push([exitCode, ...traces.map(({ trace }) => trace.error.failure_type)])
    expect(breaches(messages).flat()).toEqual([])
  }
  expect(kinds).toEqual([
    [1, 'config_error'],
    [1, 'config_error'],
    [1, 'config_error'],
    [1, 'system_error'],
    [1, 'transient_error'],
  ])
})
