import { prometheusText } from '../../src/console/reports/prometheus-text'
import { read } from './documents'

/** docs/metrics.md lists the metrics as they are served: names, types, labels and help. */

const page = read('docs/metrics.md')

/** Everything has a sample, so that nothing is left out. */
const served = prometheusText({
  submitted: 1,
  settled: { accepted: 1, throttled: 1, transient: 1, rejected: 1, misconfigured: 1 },
  rejectedByCode: { bad_request: 1 },
  attempts: 1,
  keyProbes: 1,
  retries: 1,
  failedAttemptsByCode: { timeout: 1 },
  mayBeDuplicated: 1,
  inFlight: 1,
  unsettled: 1,
  oldestUnsettledMs: 1,
  servers: [
    {
      origin: 'https://api3.appsflyer.com',
      condition: 'up',
      concurrencyLimit: 1,
      throttledToPerSecond: 1,
    } as Parameters<typeof prometheusText>[0]['servers'][number],
  ],
})

const metric = /^# HELP appsflyer_destination_(\w+) (.*)\n# TYPE \S+ (\w+)\n\w+?(?:\{(\w+)="[^"]*"\})? /gm

test('the table has each metric with its type, its label and its help, in order', () => {
  const expected = [...served.matchAll(metric)].map(([, name, help, type, label]) => {
    return `| \`${name}\` | ${type} | ${label === undefined ? '' : `\`${label}\` `}| ${help} |`
  })
  expect(expected).toHaveLength(served.match(/^# TYPE/gm)?.length ?? 0)
  expect(page.split('\n').filter((line) => /^\| `\w+` \| (counter|gauge) /.test(line))).toEqual(expected)
})

test('the alarms name metrics that there are', () => {
  const [, alarms = ''] = page.split('## What to watch')
  const named = [...alarms.matchAll(/`(?:rate\(|increase\()?(\w+)[^`]*`/g)].map(([, name = '']) => name)
  const known = named.filter((name) => name.includes('_') || name === 'unsettled')
  expect(known.length).toBeGreaterThan(4)
  for (const name of known.filter((one) => one !== 'delivery')) {
    expect(served).toContain(`appsflyer_destination_${name}`)
  }
})

test('the outcomes are those that are counted', () => {
  for (const [, outcome = ''] of served.matchAll(/settled_total\{outcome="(\w+)"\}/g)) {
    expect(page).toContain(`\`${outcome}\``)
  }
})
