// The long forms of the tests, test/soak/**/*.soak.ts: minutes, not seconds. Arguments go to Jest.
import './build.mjs'
import { runBinary } from './run.mjs'

runBinary('jest', ['--testMatch', '<rootDir>/test/soak/**/*.soak.ts', '--runInBand', ...process.argv.slice(2)])
