import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ratioLine, ratioOf } from './ratios'

/**
 * How long a command takes that only prints, beside `node -e 0`: Node's own start, with nothing of ours. A trial is the
 * median of so many starts ÷ that of as many bare ones, in turns; wall time from spawning a process to its end.
 */
const starts = Number(process.env['BENCH_STARTS'] ?? 20)
const trials = Number(process.env['BENCH_PAIRS'] ?? 5)
const program = join(__dirname, '../../bin/destination-appsflyer')

function millisecondsOf(args: readonly string[]): number {
  const startMs = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
  return performance.now() - startMs
}

function trial(argument: string): number {
  const ours: number[] = []
  const bare: number[] = []
  for (let start = 0; start < starts; start++) {
    ours.push(millisecondsOf([program, argument]))
    bare.push(millisecondsOf(['-e', '0']))
  }
  return ratioOf('', ours).ratio / ratioOf('', bare).ratio
}

console.log(`${trials} trials of ${starts} starts each, median (range); Node ${process.version}`)
for (const argument of ['spec', '--version', '--help']) {
  const ratios = Array.from({ length: trials }, () => trial(argument))
  console.log(ratioLine(ratioOf(`start: ${argument} ÷ node -e 0`, ratios)))
}
