import { parseConfiguration } from '../spec/configuration/parse-configuration'
import { prepare } from '../src/core/prepare'
import { ratioLine, ratioOf } from './ratios'
import { segmentPurchase, warehouseRow } from './records'

/**
 * `prepare` beside JSON.parse + JSON.stringify of the same record, in one run: microseconds per record, median and p99
 * over samples of a hundred records each, the two taking turns; the ratio is that of the medians, a fifth of the samples a trial.
 */
const parsed = parseConfiguration({
  s2s_token: 'bench',
  apps: [{ app_id: 'id123456789' }, { app_id: 'com.example.shop' }],
})
if (!parsed.ok) throw new Error('the bench configuration is unusable')
const { configuration } = parsed
const nowMs = Date.parse('2026-11-21T12:00:00Z')

const recordsPerSample = 100
const warmUpSamples = 300
const trials = 5
const samplesPerTrial = 300

interface Figure {
  readonly median: number
  readonly p99: number
}

function measure(data: object): { prepareUs: Figure; jsonUs: Figure; ratios: readonly number[] } {
  const line = JSON.stringify(data)
  const outcome = prepare({ data }, configuration, nowMs).outcome
  if (outcome !== 'send') throw new Error(`the bench record is not sent but ${outcome}`)
  const prepareUs: number[] = []
  const jsonUs: number[] = []
  for (let sample = 0; sample < warmUpSamples + trials * samplesPerTrial; sample++) {
    const first = timeUs(() => prepare({ data }, configuration, nowMs))
    const second = timeUs(() => JSON.stringify(JSON.parse(line)))
    if (sample < warmUpSamples) continue
    prepareUs.push(first)
    jsonUs.push(second)
  }
  const ratios = Array.from({ length: trials }, (_, trial) => {
    const medianOf = (all: readonly number[]) =>
      figureOf(all.slice(trial * samplesPerTrial, (trial + 1) * samplesPerTrial)).median
    return medianOf(prepareUs) / medianOf(jsonUs)
  })
  return { prepareUs: figureOf(prepareUs), jsonUs: figureOf(jsonUs), ratios }
}

function timeUs(run: () => unknown): number {
  const startedAt = process.hrtime.bigint()
  for (let index = 0; index < recordsPerSample; index++) run()
  return Number(process.hrtime.bigint() - startedAt) / 1_000 / recordsPerSample
}

function figureOf(values: number[]): Figure {
  const sorted = values.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { median: at(0.5), p99: at(0.99) }
}

console.log('prepare, microseconds per record (median / p99), beside JSON.parse + JSON.stringify of the same record')
for (const [name, data] of Object.entries({ 'Segment purchase': segmentPurchase, '20-column row': warehouseRow })) {
  const { prepareUs, jsonUs, ratios } = measure(data)
  const show = ({ median, p99 }: Figure) => `${median.toFixed(1)} / ${p99.toFixed(1)}`
  console.log(
    `${ratioLine(ratioOf(`prepare: ${name} ÷ JSON`, ratios))}; prepare ${show(prepareUs)}, JSON ${show(jsonUs)}`,
  )
}
