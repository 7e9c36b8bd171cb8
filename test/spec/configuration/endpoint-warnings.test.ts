import { endpointWarnings } from '../../../spec/configuration/endpoint-warnings'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'

function warningsFor(web: string): readonly string[] {
  const apps = [{ platform: 'android', app_id: 'com.example.app', key: 'k' }]
  const parsed = parseConfiguration({ apps, endpoints: { web } })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return endpointWarnings(parsed.configuration)
}

test.each([
  ['http://gateway.example.com', 1],
  ['http://10.0.0.7:8080', 1],
  ['http://localhost.example.com', 1],
  ['http://127.example.com', 1],
  ['https://gateway.example.com', 0],
  ['http://127.0.0.1:8080', 0],
  ['http://127.9.9.9', 0],
  ['http://localhost:8080', 0],
  ['http://sandbox.localhost', 0],
  ['http://[::1]:8080', 0],
])('%s: %i warnings', (address, count) => {
  const warnings = warningsFor(address)
  expect(warnings).toHaveLength(count)
  if (count > 0) expect(warnings[0]).toMatch(/^endpoints\.web is plain http to another host: .*unencrypted/)
})
