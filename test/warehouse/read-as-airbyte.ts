import { Readable } from 'node:stream'
import type { Client } from 'pg'

const rowsPerState = 400

/** The tables as a source gives them: RECORD lines in the numbers' own digits, a STREAM state after every few rows. */
export function readAsAirbyte(client: Client, schema: string, tables: Readonly<Record<string, string>>): Readable {
  return Readable.from(messages(client, schema, tables), { objectMode: false })
}

async function* messages(
  client: Client,
  schema: string,
  tables: Readonly<Record<string, string>>,
): AsyncGenerator<string> {
  for (const [table, key] of Object.entries(tables)) {
    let after = 0
    for (let page = 1; ; page += 1) {
      const { rows } = await client.query<{ data: string }>(
        `SELECT to_json(t)::text AS data FROM ${schema}.${table} AS t ORDER BY ${key} LIMIT ${rowsPerState} OFFSET ${after}`,
      )
      if (rows.length === 0) break
      after += rows.length
      const head = `{"type":"RECORD","record":{"stream":"${table}","namespace":"${schema}","emitted_at":${Date.now()},"data":`
      yield rows.map(({ data }) => `${head}${data}}}\n`).join('')
      const stream = { stream_descriptor: { name: table, namespace: schema }, stream_state: { offset: after } }
      yield `${JSON.stringify({ type: 'STATE', state: { type: 'STREAM', stream, id: page } })}\n`
    }
  }
}
