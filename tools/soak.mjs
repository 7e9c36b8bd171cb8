// The long forms of the tests, minutes, not seconds: test/soak/**/*.soak.ts, the property tests with a new seed, then the proof over a million sends, the schemas of the family and the crash test over many moments.
// Arguments go to Jest.

import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import './build.mjs'
import { runBinary } from './run.mjs'

const given = process.argv.slice(2)
const crashMoments = process.env['CRASH_MOMENTS'] ?? '40'

runBinary('jest', ['--testMatch', '<rootDir>/test/soak/**/*.soak.ts', '--runInBand', ...given])
// What holds for every input, with others than last time: a failure names its seed, and FAST_CHECK_SEED repeats it.
const seed = process.env['FAST_CHECK_SEED'] ?? String(randomInt(2 ** 31))
console.log(`Property tests with FAST_CHECK_SEED=${seed}`)
runBinary('jest', [...propertyTests(), ...given], { env: { ...process.env, FAST_CHECK_SEED: seed } })
// A million sends and what AppsFlyer would make of them.
runBinary('jest', ['test/proof/simulation', ...given], {
  env: { ...process.env, PROOF_SENDS: process.env['PROOF_SENDS'] ?? '140000' },
})
// 20,000 records for each endpoint of PBA and devices.
runBinary('jest', ['test/core/request-schemas/family', ...given], {
  env: { ...process.env, FAMILY_RECORDS: process.env['FAMILY_RECORDS'] ?? '20000' },
})
runBinary('jest', ['test/e2e/crash', ...given], { env: { ...process.env, CRASH_MOMENTS: crashMoments } })

/** The test files that use fast-check, themselves or by what stands beside them. */
function propertyTests() {
  return readdirSync('test', { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('test', file))
    .filter((file) => /from 'fast-check'/.test(readFileSync(file, 'utf8')))
}
