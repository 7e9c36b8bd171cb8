import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bodySchemas } from '../../spec/appsflyer/bodies/body-schemas'
import { endpoints } from '../../spec/appsflyer/events/contract'
import { parseConfigurationText } from '../../src/configuration/parse-configuration-text'
import { withoutKey } from '../../src/core/domain/without-key'
import { prepare } from '../../src/core/prepare'

/** docs/endpoints.md shows for each endpoint the request that its record becomes. UPDATE_GOLDEN=1 writes the requests anew. */
const path = join(__dirname, '../../docs/endpoints.md')
const document = readFileSync(path, 'utf8')
const nowMs = Date.parse('2024-01-15T12:00:00Z')
const environment = { APPSFLYER_S2S_TOKEN: 'token', APPSFLYER_DEV_KEY: 'key', APPSFLYER_WEB_DEV_KEY: 'web-key' }

const parsed = parseConfigurationText(/^```json\n([\s\S]*?)^```$/m.exec(document)?.[1] ?? '', { environment })
const example = /^```json5\n([\s\S]*?)^```$\s*^```http\n([\s\S]*?)^```$/gm

function becomes(text: string) {
  if (!parsed.ok) throw new Error('the configuration is not valid')
  const given = JSON.parse(text) as { readonly stream?: string; readonly data?: object }
  const record = given.data === undefined ? { data: given } : { stream: given.stream ?? '', data: given.data }
  const { request, findings } = prepare(record, parsed.configuration, nowMs)
  if (request === null || request.endpoint === 'erasure')
    throw new Error(findings.map(({ code, field }) => `${code} ${field}`).join(', '))
  return { request, endpoint: request.endpoint, findings }
}

function show(text: string): string {
  const { method, url, headers, body } = withoutKey(becomes(text).request)
  const shown = Object.entries(headers).filter(([name]) => name !== 'accept')
  const lines = shown.map(([name, value]) => `${name}: ${value}`)
  return `${[`${method} ${url}`, ...lines, '', JSON.stringify(JSON.parse(body), null, 2)].join('\n')}\n`
}

if (process.env['UPDATE_GOLDEN'] === '1') {
  const renewed = document.replace(example, (whole, record: string, request: string) => {
    const fence = `\`\`\`http\n${request}\`\`\``
    return `${whole.slice(0, whole.length - fence.length)}\`\`\`http\n${show(record)}\`\`\``
  })
  writeFileSync(path, renewed)
}

const examples = [...readFileSync(path, 'utf8').matchAll(example)]

test('every endpoint is there', () => {
  expect(examples.map(([, record = '']) => becomes(record).endpoint).sort()).toEqual([...endpoints].sort())
})

test.each(examples.map(([, record = '', request = '']) => [becomes(record).endpoint, record, request] as const))(
  '%s: the record becomes the request that stands below it, which the contract takes',
  (endpoint, record, request) => {
    expect(show(record)).toBe(request)
    const { request: made, findings } = becomes(record)
    expect(bodySchemas[endpoint].safeParse(JSON.parse(made.body)).error?.issues).toBeUndefined()
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([])
  },
)

test('no key is shown', () => {
  for (const key of Object.values(environment)) expect(examples.join()).not.toContain(`"${key}"`)
})
