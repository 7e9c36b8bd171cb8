// Installs what is missing, builds, then runs the demo with the arguments given.
import './build.mjs'
import { root, run } from './run.mjs'

run(process.execPath, [`${root}bin/appsflyer-destination`, 'demo', ...process.argv.slice(2)])
