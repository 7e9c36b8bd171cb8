import { prometheusText } from '../../../src/console/reports/prometheus-text'
import { Counters } from '../../../src/delivery/engine/counters'

test('a snapshot as Prometheus text', () => {
  const counters = new Counters()
  counters.submitted = 3
  counters.attempts = 5
  counters.retries = 2
  const times = { attempts: 1, firstAttemptAtMs: 0, lastAttemptAtMs: 0, mayBeDuplicated: 0, message: '' }
  counters.settle({ outcome: 'accepted', code: 'accepted', ...times, mayBeDuplicated: 1 })
  counters.settle({ outcome: 'rejected', code: 'poison', ...times })
  counters.attemptFailed('server_error')
  const text = prometheusText(
    counters.snapshot({
      inFlight: 1,
      unsettled: 1,
      oldestUnsettledMs: 1_500,
      servers: [
        { origin: 'http://a"b\\', condition: 'down', inFlight: 1, concurrencyLimit: 32, throttledToPerSecond: null },
        { origin: 'http://c', condition: 'up', inFlight: 0, concurrencyLimit: 64, throttledToPerSecond: 120 },
      ],
    }),
  )
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  expect(samples).toEqual([
    'appsflyer_destination_submitted_total 3',
    'appsflyer_destination_settled_total{outcome="accepted"} 1',
    'appsflyer_destination_settled_total{outcome="throttled"} 0',
    'appsflyer_destination_settled_total{outcome="transient"} 0',
    'appsflyer_destination_settled_total{outcome="rejected"} 1',
    'appsflyer_destination_settled_total{outcome="misconfigured"} 0',
    'appsflyer_destination_rejected_total{code="poison"} 1',
    'appsflyer_destination_attempts_total 5',
    'appsflyer_destination_key_probes_total 0',
    'appsflyer_destination_retries_total 2',
    'appsflyer_destination_failed_attempts_total{code="server_error"} 1',
    'appsflyer_destination_may_be_duplicated_total 1',
    'appsflyer_destination_in_flight 1',
    'appsflyer_destination_unsettled 1',
    'appsflyer_destination_oldest_unsettled_seconds 1.5',
    'appsflyer_destination_server_up{server="http://a\\"b\\\\"} 0',
    'appsflyer_destination_server_up{server="http://c"} 1',
    'appsflyer_destination_concurrency_limit{server="http://a\\"b\\\\"} 32',
    'appsflyer_destination_concurrency_limit{server="http://c"} 64',
    'appsflyer_destination_throttled_to_requests_per_second{server="http://c"} 120',
  ])
  expect(text).toContain('# TYPE appsflyer_destination_in_flight gauge\n')
})
