// The long forms of the tests, minutes, not seconds: test/soak/**/*.soak.ts, then the proof over a million sends, the schemas of the family and the crash test over many moments.
// Arguments go to Jest.
import './build.mjs'
import { runBinary } from './run.mjs'

const given = process.argv.slice(2)
const crashMoments = process.env['CRASH_MOMENTS'] ?? '40'

runBinary('jest', ['--testMatch', '<rootDir>/test/soak/**/*.soak.ts', '--runInBand', ...given])
// A million sends and what AppsFlyer would make of them.
runBinary('jest', ['test/proof/simulation', ...given], {
  env: { ...process.env, PROOF_SENDS: process.env['PROOF_SENDS'] ?? '140000' },
})
// 20,000 records for each endpoint of PBA and devices.
runBinary('jest', ['test/core/request-schemas/family', ...given], {
  env: { ...process.env, FAMILY_RECORDS: process.env['FAMILY_RECORDS'] ?? '20000' },
})
runBinary('jest', ['test/e2e/crash', ...given], { env: { ...process.env, CRASH_MOMENTS: crashMoments } })
