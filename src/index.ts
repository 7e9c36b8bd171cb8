/** The core as a library: what would be sent for a record, and what is wrong with it. */
export type { Configuration } from '../spec/configuration/configuration'
export { parseConfiguration } from '../spec/configuration/parse-configuration'
export type { Finding, FindingCode, Severity } from './core/domain/finding'
export type { InputRecord } from './core/domain/record'
export type { Request } from './core/domain/request'
export { type Prepared, prepare } from './core/prepare'
export type { SandboxOptions } from './sandbox/options'
export { type Sandbox, startSandbox } from './sandbox/server/start-sandbox'
