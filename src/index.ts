/** The core as a library: what would be sent for a record, and what is wrong with it. */
export type { Configuration } from '../spec/airbyte/configuration'
export { parseConfiguration } from '../spec/airbyte/parse-configuration'
export type { Finding, FindingCode, Severity } from './domain/finding'
export type { InputRecord } from './domain/record'
export type { Request } from './domain/request'
export { type Prepared, prepare } from './prepare'
export type { SandboxOptions } from './sandbox/options'
export { type Sandbox, startSandbox } from './sandbox/start-sandbox'
