import type { Given } from '../console/arguments/parse-arguments'
import type { MetricsOptions } from '../console/reports/serve-metrics'
import { readPort } from './read-number'

export function readMetricsOptions(given: Given): MetricsOptions {
  const port = readPort('--metrics-port', given.text('metrics-port'))
  const path = given.text('metrics-file')
  return { ...(port !== undefined && { port }), ...(path !== undefined && { path }) }
}
