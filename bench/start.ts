import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ratioLine, ratioOf } from './ratios'

/**
 * How long a command takes that only prints, beside `node -e 0`: Node's own start, with nothing of ours. Each pair is one
 * process of each, one after the other, wall time from spawning to its end.
 */
const pairs = Number(process.env['BENCH_STARTS'] ?? 20)
const program = join(__dirname, '../../bin/destination-appsflyer')

function secondsOf(args: readonly string[]): number {
  const startMs = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
  return (performance.now() - startMs) / 1_000
}

const ours = (argument: string) => secondsOf([program, argument])
const bare = () => secondsOf(['-e', '0'])

console.log(`${pairs} pairs, median (range); Node ${process.version}`)
for (const argument of ['spec', '--version', '--help']) {
  // The first of each reads the files from the disk.
  ours(argument)
  bare()
  const ratios = Array.from({ length: pairs }, () => ours(argument) / bare())
  console.log(ratioLine(ratioOf(`start: ${argument} ÷ node -e 0`, ratios)))
}
