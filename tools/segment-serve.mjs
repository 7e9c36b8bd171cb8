// A local Segment in front of a local AppsFlyer (docs/segment.md, "Trying it by hand"). Nothing leaves this machine.
import { createRequire } from 'node:module'
import './build.mjs'

const require = createRequire(import.meta.url)
const { startSandbox } = require('../dist/src/sandbox/server/start-sandbox.js')
const { destinationServer } = require('../dist/destination/development/serve.js')

const settings = {
  s2s_token: 's2s-token',
  dev_key: 'dev-key',
  ios_app_id: 'id123456789',
  android_app_id: 'com.example.app',
  web_app_id: 'website-www.example.com',
  pba_bundle_id: 'example-bundle',
  pba_web_dev_key: 'web-dev-key',
  device_app_id: 'steam-480',
  android_api_version: 'v2',
  default_currency: 'USD',
}

const apps = [
  { appId: settings.ios_app_id, key: settings.s2s_token },
  { appId: settings.android_app_id, key: settings.dev_key },
  { appId: settings.web_app_id, key: settings.s2s_token },
  { appId: settings.pba_bundle_id, key: settings.pba_web_dev_key },
  { appId: settings.device_app_id, key: settings.dev_key },
]

const sandbox = await startSandbox({ port: Number(process.env.SANDBOX_PORT ?? 8080), apps })
const { url } = sandbox
const endpoints = { mobile_v2: url, mobile_v3: url, web: url, web_pba: url, devices: url }
const server = destinationServer({ endpoints, erasureUrl: sandbox.url }, settings)
server.on('error', async (error) => {
  console.error(`The local Segment cannot start: ${error.message}`)
  process.exitCode = 1
  await sandbox.close()
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(
    `Segment stands in at http://127.0.0.1:${server.address().port}. POST /presets sends an event by the preset that takes it; /mobileEvent, /webEvent, /webVisit and /pbaUserId by one action; /authenticate tries the keys.`,
  )
  console.log(
    `The apps: ${apps.map(({ appId }) => appId).join(', ')}. Events to try are in docs/segment.md, "Trying it by hand".`,
  )
  console.log(`What arrives at AppsFlyer: ${sandbox.url}. Ctrl-C ends both.`)
})
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close()
    sandbox.close()
  })
}
