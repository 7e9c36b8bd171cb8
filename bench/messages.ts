import type { Configuration } from '../spec/configuration/configuration'
import { parseConfiguration } from '../spec/configuration/parse-configuration'
import { describeProblems } from '../spec/files/problem'
import { segmentPurchase } from './records'

/** The purchases as Airbyte messages, each of another install, with a state after every thousand. */
export function* messages(count: number): Generator<string> {
  const line = JSON.stringify({ type: 'RECORD', record: { stream: 'events', emitted_at: 0, data: segmentPurchase } })
  const [before, after] = line.split(segmentPurchase.integrations.AppsFlyer.appsFlyerId)
  for (let index = 0; index < count; index++) {
    yield `${before}1770986158309-${1_000_000 + (index % 9_000_000)}${after}\n`
    if (index % 1_000 === 999) yield stateLine(index)
  }
}

const firstTimeMs = Date.parse(segmentPurchase.timestamp)

/** The same, ten a second, each of another user and with an id of its own; with its AppsFlyer id, or without one. */
export function* messagesOfUsers(count: number, users: number, withId: boolean): Generator<string> {
  const { integrations, ...rest } = segmentPurchase
  for (let index = 0; index < count; index++) {
    const user = (index * 7_919) % users
    const appsFlyerId = appsflyerIdOf(user)
    const data = {
      ...rest,
      messageId: `message-${index}`,
      timestamp: new Date(firstTimeMs + index * 100).toISOString(),
      userId: `user-${user}`,
      ...(withId && { integrations: { AppsFlyer: { ...integrations.AppsFlyer, appsFlyerId } } }),
    }
    yield `${JSON.stringify({ type: 'RECORD', record: { stream: 'events', emitted_at: 0, data } })}\n`
    if (index % 1_000 === 999) yield stateLine(index)
  }
}

export function appsflyerIdOf(user: number): string {
  return `1770986158309-${1_000_000 + (user % 9_000_000)}`
}

function stateLine(index: number): string {
  const stream = { stream_descriptor: { name: 'events' }, stream_state: { cursor: index } }
  return `${JSON.stringify({ type: 'STATE', state: { type: 'STREAM', stream, id: index } })}\n`
}

export const catalog = {
  streams: [{ stream: { name: 'events', json_schema: {} }, sync_mode: 'incremental', destination_sync_mode: 'append' }],
}

/** A configuration whose requests all go to `origin`. */
export function benchConfiguration(origin: string, connections: number): Configuration {
  const parsed = parseConfiguration({
    s2s_token: 'bench',
    apps: [{ app_id: 'id123456789' }],
    delivery: { max_in_flight: connections, request_timeout_seconds: 60 },
    endpoints: { all: origin },
  })
  if (!parsed.ok) throw new Error(describeProblems('The configuration', parsed.problems))
  return parsed.configuration
}
