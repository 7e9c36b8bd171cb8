// Installs what is missing, builds, then runs the benchmarks: all of them, or those named (prepare, delivery, …).
import './build.mjs'
import { root, run } from './run.mjs'

const all = ['start', 'prepare', 'stages', 'delivery', 'write']
const named = process.argv.slice(2)
const missing = named.filter((name) => !all.includes(name))
if (missing.length > 0) {
  console.error(`There is no benchmark ${missing.join(', ')}: there are ${all.join(', ')}.`)
  process.exit(2)
}
for (const name of named.length > 0 ? named : all) run(process.execPath, [`${root}dist/bench/${name}.js`])
