import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import destination from '../../destination'
import { destinationServer } from '../../destination/development/serve'
import { settings } from '../../destination/settings'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { settings as configured, endpointsAt } from './workspace'

/** docs/segment.md says all there is, and nothing that is not so: its commands run here. */

const text = readFileSync('docs/segment.md', 'utf8')
const commands = [...text.matchAll(/curl -s http:\/\/127\.0\.0\.1:3000(\/\w+) -d '([^']*)'/g)].map(
  (match) => [match[1] ?? '', match[2] ?? ''] as const,
)

/** As tools/segment-serve.mjs has them. */
const family = { pba_bundle_id: 'example-bundle', pba_web_dev_key: 'web-dev-key', device_app_id: 'steam-480' }

let sandbox: Sandbox
let server: Server

beforeAll(async () => {
  sandbox = await startSandbox({
    apps: [
      { appId: 'id123456789', key: 's2s-token' },
      { appId: 'com.example.app', key: 'dev-key' },
      { appId: 'website-www.example.com', key: 's2s-token' },
      { appId: 'example-bundle', key: 'web-dev-key' },
      { appId: 'steam-480', key: 'dev-key' },
    ],
  })
  server = destinationServer({ endpoints: endpointsAt(sandbox.url) }, { ...configured, ...family })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  // First, so that a server that never came up leaves nothing open that would keep the run from ending.
  await sandbox.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('every setting, field and preset is in it', () => {
  for (const { label } of Object.values(settings)) expect(text).toContain(label)
  for (const { name } of destination.presets ?? []) expect(text).toContain(`| ${name} |`)
  for (const { title, fields } of Object.values(destination.actions)) {
    expect(text).toContain(`### ${title}`)
    for (const name of Object.keys(fields)) expect(text).toContain(`\`${name}\``)
  }
})

test.each(commands)('POST %s of the documentation does what it says: %s', async (path, body) => {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body })
  const answer = await response.text()
  if (body.includes('"wrong"')) return expect(answer).toMatch(/S2S Token for id123456789: status 400/)
  expect(response.status).toBe(200)
  if (path === '/presets') expect(answer.match(/"preset":/g)).toHaveLength(1)
  if (path !== '/authenticate') expect(answer).toContain('"outcome": "accepted"')
  if (path === '/webEvent') expect(answer).toContain('"errormessage": "The revenue is not a plain amount')
})

test('all that was accepted would be recorded', () => {
  const recorded = [...sandbox.inbox.all({ verdict: 'recorded' })]
  expect(recorded.map(({ eventName }) => eventName)).toEqual([
    'af_purchase',
    'Viewed Home Screen',
    null,
    'af_purchase',
    'audience_entered',
    null,
    null,
    'af_purchase',
    'level_up',
    'af_complete_registration',
  ])
  expect([...sandbox.inbox.all({ verdict: 'silently_dropped' })]).toEqual([])
})
