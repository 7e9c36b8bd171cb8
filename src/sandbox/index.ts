/** A local AppsFlyer for tests and demos: `appsflyer-destination/sandbox`. */
export type { SandboxOptions } from './options'
export { type Sandbox, startSandbox } from './server/start-sandbox'
