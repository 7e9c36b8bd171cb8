// Installs what is missing, builds, then runs the benchmarks (bench/main.ts).
import './build.mjs'
import { root, run } from './run.mjs'

run(process.execPath, [`${root}dist/bench/main.js`, ...process.argv.slice(2)])
