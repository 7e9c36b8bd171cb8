import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { compareRatios, describeComparison, type RecordedRatio, readRatios, recordRatios } from './ratios'

/** Runs the benches, all or those named; `--compare` tells what moved since bench/ratios.json, `--record` rewrites it. */
const recordPath = join(__dirname, '../../bench/ratios.json')

/** Each bench, and what stands beside ours in it. */
const benches: Readonly<Record<string, string>> = {
  start: 'beside `node -e 0`, which loads nothing',
  prepare: 'beside JSON.parse + JSON.stringify of the same record',
  stages: 'the stages of `write`, each with those before it',
  delivery:
    'beside as many loops as connections over one undici Pool, each posting a ready-made body by Pool.request and dumping the answer: no retries, limits or settlement',
  memory: 'with a memory of as many users as said, beside `write` of the same records with their ids and without one',
  ledger: '`write` with a ledger, beside `write` of the same records without one',
  proof: 'a ledger held against a CSV of as many rows; BENCH_ENTRIES says how many',
  write:
    'beside loops that post with one client: `pool` as in delivery; node-fetch, axios (both with a keep-alive agent) and fetch parse each line, hash the e-mail, name a dozen fields, stringify twice, post and read the answer, as a script by hand does. No states, retries, limits or settlement in any',
}

async function printed(name: string): Promise<string> {
  const child = spawn(process.execPath, [join(__dirname, `${name}.js`)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    process.stdout.write(chunk)
  })
  const [exitCode] = await once(child, 'close')
  if (exitCode !== 0) throw new Error(`the bench ${name} failed (${exitCode})`)
  return Buffer.concat(chunks).toString('utf8')
}

async function main(args: readonly string[]): Promise<number> {
  const named = args.filter((argument) => !argument.startsWith('--'))
  const unknown = args.filter((argument) => !['--compare', '--record', ...Object.keys(benches)].includes(argument))
  if (unknown.length > 0) {
    console.error(
      `There is no ${unknown.join(', ')}: there are ${Object.keys(benches).join(', ')}; --compare, --record.`,
    )
    return 2
  }
  const chosen = named.length > 0 ? named : Object.keys(benches)
  let output = ''
  for (const name of chosen) {
    console.log(`${name}: ${benches[name]}`)
    output += await printed(name)
  }
  const machine = { node: process.versions.node, cpus: cpus().length }
  const before: readonly RecordedRatio[] = JSON.parse(await readFile(recordPath, 'utf8'))
  const after = readRatios(output)
  const comparisons = compareRatios(before, after)
  if (args.includes('--compare')) console.log(`\n${describeComparison(comparisons, machine)}`)
  if (args.includes('--record')) {
    // A whole run leaves nothing of a ratio that no bench prints any more.
    const kept = named.length > 0 ? before : []
    const record = recordRatios(kept, after, machine, new Date().toISOString().slice(0, 10))
    await writeFile(recordPath, `${JSON.stringify(record, null, 2)}\n`)
  }
  return args.includes('--compare') && comparisons.some(({ change }) => change === 'worse') ? 1 : 0
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  },
)
