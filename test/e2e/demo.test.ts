import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describeDemo } from '../../examples/describe-demo'
import { writeReport } from '../../src/airbyte/connector/write-report'
import { verdictWords } from '../../src/console/reconcile/words'
import { Tally } from '../../src/run/tally'

const command = join(__dirname, '..', '..', 'bin', 'appsflyer-destination')

test('the demo sends the whole of the day, and ends well', () => {
  const shown = stripVTControlCharacters(execFileSync(process.execPath, [command, 'demo'], { encoding: 'utf8' }))
  expect(shown).toContain("A shop's day: 2,654 records, through the real `write`, into the sandbox")
  expect(shown).toContain('none beside them.')
  expect(shown).toContain('28 of 28 states echoed, each after its records.')
  // And its end: every verdict that there is.
  const proof = shown.slice(shown.indexOf('Proof: what AppsFlyer recorded of'))
  for (const { label } of Object.values(verdictWords)) expect(proof).toMatch(new RegExp(`^  ${label} +[1-9]`, 'm'))
  // A line that was cut off is a rejected record of the stream that it names.
  expect(shown).toMatch(/\d+ records[^.]*\(line_not_json\)/)
  expect(shown).toMatch(/In short: of 2,654 records, [\d,]+ records worth EUR [\s\S]*were not\s+sent/)
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
}, 60_000)

test('a demo that breaks off says so, and why', () => {
  const failure = { type: 'system_error', message: 'Nobody answers.' } as const
  const report = writeReport(new Tally().counts(), 0, {
    brokenLineCount: 0,
    unkeptCount: 0,
    remembers: false,
    stateCount: 0,
    echoedStateCount: 0,
    durationMs: 1,
    failure,
    exitCode: 1,
  })
  const summary = { total: 0, verdicts: {}, reasons: [] }
  expect(describeDemo({ report, summary, stateCount: 0, protocolOnly: true })).toContain(
    'It did not get through the whole day. Nobody answers.',
  )
})
