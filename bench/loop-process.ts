// What one would write by hand: as many loops as connections, each taking a record, posting, waiting.
// args: origin, connections, records, client. `pool` posts ready-made bodies. The others do for each record what a script of
// an afternoon does: parse the message, hash the e-mail, name a dozen fields, stringify twice. No checks, no retries.

import { createHash } from 'node:crypto'
import { Agent } from 'node:http'
import axios from 'axios'
import nodeFetch from 'node-fetch'
import { Pool } from 'undici'
import type { Request } from '../src/core/domain/request'
import { prepare } from '../src/core/prepare'
import { targetOf } from '../src/core/request/target'
import { benchConfiguration, messages } from './messages'
import type { segmentPurchase } from './records'
import { tellMeasured } from './run-child'

const [origin = '', connectionsText = '64', recordsText = '1000', client = 'pool'] = process.argv.slice(2)
const connections = Number(connectionsText)
const records = Number(recordsText)
const configuration = benchConfiguration(origin, connections)
const agent = new Agent({ keepAlive: true, maxSockets: connections })

type Post = (request: Request) => Promise<unknown>

const pool = new Pool(origin, { connections, pipelining: 1 })
const posts: Readonly<Record<string, Post>> = {
  pool: async ({ url, method, headers, body }) => {
    const answer = await pool.request({ path: new URL(url).pathname, method, headers, body })
    await answer.body.dump()
  },
  fetch: async ({ url, method, headers, body }) => (await fetch(url, { method, headers, body })).text(),
  axios: ({ url, headers, body }) => axios.post(url, body, { headers, httpAgent: agent }),
  'node-fetch': async ({ url, method, headers, body }) =>
    (await nodeFetch(url, { method, headers: { ...headers }, body, agent })).text(),
}

/** The request as somebody would make it who trusts every record. */
function byHand(line: string): Request {
  const { data } = (JSON.parse(line) as { record: { data: typeof segmentPurchase } }).record
  const { context, properties, timestamp, userId, integrations } = data
  const body = JSON.stringify({
    appsflyer_id: integrations.AppsFlyer.appsFlyerId,
    customer_user_id: userId,
    eventName: 'af_purchase',
    eventTime: timestamp.replace('T', ' ').replace('Z', ''),
    eventCurrency: properties.currency,
    eventValue: JSON.stringify({ af_revenue: properties.revenue, af_currency: properties.currency }),
    ip: context.ip,
    os: context.os.version,
    email_hashed: createHash('sha256').update(context.traits.email.trim().toLowerCase()).digest('hex'),
  })
  return { ...target, body }
}

/** The request as `prepare` makes it. */
function read(line: string): Request {
  const { data } = (JSON.parse(line) as { record: { data: unknown } }).record
  const { request } = prepare({ stream: 'events', data }, configuration, Date.now())
  if (request === null) throw new Error('the bench record is not sent')
  return request
}

const [app] = configuration.apps
if (app === undefined) throw new Error('the bench configuration has no app')
const target = targetOf('mobile_v3', app, configuration.endpoints)

const isRecord = (line: string) => line.startsWith('{"type":"RECORD"')

async function main(): Promise<void> {
  const post = posts[client]
  if (post === undefined) throw new Error(`there is no client ${client}`)
  const ready = client === 'pool' ? [...messages(1_000)].filter(isRecord).map(read) : []
  const lines = messages(records)
  await tellMeasured(async () => {
    let next = 0
    const take = (): Request | undefined => {
      if (client === 'pool') return next++ < records ? ready[next % ready.length] : undefined
      for (let { value, done } = lines.next(); !done; { value, done } = lines.next()) {
        if (isRecord(value)) return byHand(value)
      }
      return undefined
    }
    const loop = async () => {
      for (let request = take(); request !== undefined; request = take()) await post(request)
    }
    await Promise.all(Array.from({ length: connections }, loop))
    return records
  })
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
