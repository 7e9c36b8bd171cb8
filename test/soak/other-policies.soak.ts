import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsAdaptive, NetflixAimd, type Policy, VectorArc } from '../delivery/throttling/other-policies'
import { ceilingOf, possible, type Scenario, scenarios } from '../delivery/throttling/scenarios'
import { simulate } from '../delivery/throttling/simulate'
import { simulatePolicy } from '../delivery/throttling/simulate-policy'

/** The table of docs/decisions/0012-throttling.md: goodput, and requests for each accepted record. */

const guide = readFileSync(join(__dirname, '../../docs/decisions/0012-throttling.md'), 'utf8')
const times = { warmUpSeconds: 30, seconds: 60 }

interface Figures {
  readonly perSecond: number
  readonly requestsPerRecord: number
}

function measure(scenario: Scenario): readonly Figures[] {
  const { server } = scenario
  const ceiling = ceilingOf(scenario)
  const other = (create: (nowMs: number) => Policy, holdsPlace = false) =>
    simulatePolicy(create, server, ceiling, { ...times, holdsPlace })
  return [
    simulate({ id123456789: server }, { ...times, settings: { maxRequestsPerSecond: ceiling } }),
    other((nowMs) => new AwsAdaptive(nowMs)),
    other(() => new VectorArc(), true),
    other(() => new NetflixAimd()),
  ]
}

test.each(scenarios.filter(({ server }) => !('retryAfter' in server)))('$name', (scenario) => {
  const row = guide.split('\n').find((line) => line.startsWith(`| ${scenario.name} |`)) ?? ''
  const cells = row.split('|').slice(2, -1)
  const written = cells.map((cell) => cell.match(/[\d.]+/g)?.map(Number))
  const shown = measure(scenario).map(({ perSecond, requestsPerRecord }) => [
    perSecond / possible(scenario),
    requestsPerRecord,
  ])
  // Room for a change of ours that matters to nobody.
  expect(shown).toEqual(written.map((pair) => pair?.map((figure) => expect.closeTo(figure, 1))))
})
