import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Destination, defaultValues, type JSONObject, type SegmentEvent } from '@segment/actions-core'
import { integrationOf } from '../../src/core/reading/integration'
import { isObject, type JsonObject } from '../../src/json/json'
import { appsflyerDestination, type Connection, type Settings } from '../definition'
import { whyNoPreset } from './why-no-preset'

/** The parts of a request's body, each with something to fall back on. */
interface Asked {
  readonly settings: Settings
  readonly mapping: JSONObject
  readonly events: readonly SegmentEvent[]
  readonly isBatch: boolean
}

const mostBodyBytes = 10_485_760

/**
 * A local Segment for trying the destination by hand. POST /authenticate tests the keys of `settings`. POST /{action}
 * sends `event`, or the `events` of a batch, with the action's default mapping under the `mapping` that is given. POST
 * /presets sends `event` as a workspace does that has every preset turned on, unless its `integrations` keep Segment from
 * it. Tells what became of each, and of an event that no preset takes, why.
 */
export function destinationServer(connection: Partial<Connection>, fallback: Settings): Server {
  const destination = new Destination(appsflyerDestination(connection))
  return createServer((request, response) => {
    answer(destination, fallback, request)
      .catch((error: unknown) => ({ status: 500, body: { error: describe(error) } }))
      .then(({ status, body }) => reply(response, status, body))
  })
}

interface Reply {
  readonly status: number
  readonly body: object
}

async function answer(
  destination: Destination<Settings>,
  fallback: Settings,
  request: IncomingMessage,
): Promise<Reply> {
  const [, name = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? []
  const names = ['authenticate', 'presets', ...Object.keys(destination.actions)]
  if (request.method !== 'POST' || !names.includes(name)) {
    return { status: 404, body: { error: `POST one of ${names.map((known) => `/${known}`).join(', ')}` } }
  }
  const body = await readJson(request)
  if (!isObject(body)) return { status: 400, body: { error: 'The body must be a JSON object.' } }
  const unknown = unknownSettings(body, destination)
  if (unknown !== undefined) return { status: 400, body: { error: unknown } }
  const asked = readAsked(body, fallback)
  try {
    if (name === 'authenticate') {
      await destination.testAuthentication(asked.settings)
      return { status: 200, body: { ok: true } }
    }
    if (name === 'presets') return await sendByPresets(destination, asked)
    return { status: 200, body: await send(destination, name, asked) }
  } catch (error) {
    return { status: statusOf(error), body: { error: describe(error) } }
  }
}

/** A misspelt key would be tried as if it were right. */
function unknownSettings({ settings }: JsonObject, { authentication }: Destination<Settings>): string | undefined {
  const known = Object.keys(authentication?.fields ?? {})
  const unknown = isObject(settings) ? Object.keys(settings).filter((key) => !known.includes(key)) : []
  return unknown.length === 0
    ? undefined
    : `No setting is called ${unknown.join(', ')}. The settings are ${known.join(', ')}.`
}

/** Names the presets that take the event, and tells what became of it, an error included. */
async function sendByPresets(destination: Destination<Settings>, { settings, events }: Asked): Promise<Reply> {
  const [event] = events
  const taken: object[] = []
  let status = 200
  if (event !== undefined && integrationOf(event as unknown as JsonObject).isExcluded) {
    const reason = 'The integrations of the event switch AppsFlyer off: Segment would not call the destination.'
    return { status, body: { presets: [], kept_back: reason } }
  }
  for (const { type, name, mapping = {}, ...rest } of destination.definition.presets ?? []) {
    if (event === undefined || type !== 'automatic' || !('subscribe' in rest)) continue
    const subscription = { ...rest, mapping }
    const given = { ...settings, subscriptions: [subscription] } as unknown as JSONObject
    try {
      const results = await destination.onEvent(event, given)
      if (results[0]?.output !== 'not subscribed') taken.push({ preset: name, results })
    } catch (error) {
      status = statusOf(error)
      taken.push({ preset: name, error: describe(error) })
    }
  }
  const why = taken.length > 0 || event === undefined ? {} : { why: whyNoPreset(event) }
  return { status, body: { presets: taken, ...why } }
}

async function send(destination: Destination<Settings>, action: string, asked: Asked): Promise<object> {
  const fields = destination.definition.actions[action]?.fields ?? {}
  const mapping = { ...defaultValues({ ...fields }), ...asked.mapping }
  const subscription = {
    partnerAction: action,
    mapping,
    subscribe: 'type = "track" or type = "page" or type = "screen" or type = "identify"',
  }
  const settings = { ...asked.settings, subscriptions: [subscription] } as unknown as JSONObject
  const [first] = asked.events
  const results =
    asked.isBatch || first === undefined
      ? await destination.onBatch([...asked.events], settings)
      : await destination.onEvent(first, settings)
  return { results }
}

function readAsked(body: object, fallback: Settings): Asked {
  const { settings, mapping, event, events }: Record<string, unknown> = { ...body }
  const isBatch = Array.isArray(events)
  const given: unknown[] = isBatch ? events : [event]
  return {
    settings: { ...fallback, ...(isObject(settings) ? settings : {}) },
    mapping: { ...(isObject(mapping) ? mapping : {}) } as JSONObject,
    events: given.map((entry): SegmentEvent => ({ type: 'track', ...(isObject(entry) ? entry : {}) })),
    isBatch,
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > mostBodyBytes) return undefined
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, undefined, 2)}\n`)
}

function statusOf(error: unknown): number {
  const status = isObject(error) ? error['status'] : undefined
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 400
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
