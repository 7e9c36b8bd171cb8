// Installs what is missing, builds (some tests run the real command), then runs Jest with the arguments given.
import './build.mjs'
import { runBinary } from './run.mjs'

runBinary('jest', process.argv.slice(2))
