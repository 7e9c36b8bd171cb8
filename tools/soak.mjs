// The long forms of the tests, minutes, not seconds: test/soak/**/*.soak.ts, then the crash test over many moments.
// Arguments go to Jest.
import './build.mjs'
import { runBinary } from './run.mjs'

const given = process.argv.slice(2)
const crashMoments = process.env['CRASH_MOMENTS'] ?? '40'

runBinary('jest', ['--testMatch', '<rootDir>/test/soak/**/*.soak.ts', '--runInBand', ...given])
runBinary('jest', ['test/e2e/crash', ...given], { env: { ...process.env, CRASH_MOMENTS: crashMoments } })
