import type { DeliverySnapshot } from '../../delivery/engine/counters'

type Labels = Readonly<Record<string, string>>
interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly samples: readonly (readonly [labels: Labels, value: number])[]
}

const prefix = 'appsflyer_destination_'

/** A snapshot in the Prometheus text format 0.0.4 (prometheus.io, "Exposition formats"). Durations in seconds. */
export function prometheusText(snapshot: DeliverySnapshot): string {
  return metricsOf(snapshot).map(render).join('')
}

function metricsOf(snapshot: DeliverySnapshot): readonly Metric[] {
  const servers = snapshot.servers
  return [
    counter('submitted_total', 'Requests handed to delivery.', [[{}, snapshot.submitted]]),
    counter('settled_total', 'Requests settled, by outcome.', byLabel('outcome', snapshot.settled)),
    counter('rejected_total', 'Requests rejected, by code.', byLabel('code', snapshot.rejectedByCode)),
    counter('attempts_total', 'HTTP requests started.', [[{}, snapshot.attempts]]),
    counter('key_probes_total', 'HTTP requests that only asked whether AppsFlyer knows a key.', [
      [{}, snapshot.keyProbes],
    ]),
    counter('retries_total', 'HTTP requests that were not the first of their record.', [[{}, snapshot.retries]]),
    counter('failed_attempts_total', 'Failed attempts, by code.', byLabel('code', snapshot.failedAttemptsByCode)),
    counter('may_be_duplicated_total', 'Requests that AppsFlyer may have taken twice.', [
      [{}, snapshot.mayBeDuplicated],
    ]),
    gauge('in_flight', 'Requests that wait for an answer.', [[{}, snapshot.inFlight]]),
    gauge('unsettled', 'Requests not settled yet.', [[{}, snapshot.unsettled]]),
    gauge('oldest_unsettled_seconds', 'Age of the oldest unsettled request.', [
      [{}, snapshot.oldestUnsettledMs / 1_000],
    ]),
    gauge(
      'server_up',
      '1 while the server works, 0 while it is probed or given up.',
      servers.map((server) => [{ server: server.origin }, server.condition === 'up' ? 1 : 0]),
    ),
    gauge(
      'concurrency_limit',
      'Requests that may wait for an answer at once.',
      servers.map((server) => [{ server: server.origin }, server.concurrencyLimit]),
    ),
    gauge(
      'throttled_to_requests_per_second',
      'The rate learned from throttling.',
      servers.flatMap((server) =>
        server.throttledToPerSecond === null ? [] : [[{ server: server.origin }, server.throttledToPerSecond]],
      ),
    ),
  ]
}

function counter(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, type: 'counter', help, samples }
}

function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, type: 'gauge', help, samples }
}

function byLabel(label: string, counts: Readonly<Record<string, number>>): Metric['samples'] {
  return Object.entries(counts).map(([value, count]) => [{ [label]: value }, count])
}

function render(metric: Metric): string {
  if (metric.samples.length === 0) return ''
  const name = prefix + metric.name
  const lines = metric.samples.map(([labels, value]) => `${name}${renderLabels(labels)} ${value}\n`)
  return `# HELP ${name} ${metric.help}\n# TYPE ${name} ${metric.type}\n${lines.join('')}`
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}
