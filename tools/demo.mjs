// Installs what is missing, builds, then runs the demo with the arguments given.
import './build.mjs'
import { root, run } from './run.mjs'

run(process.execPath, [`${root}dist/examples/demo.js`, ...process.argv.slice(2)])
