import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a measured process tells about itself when it is done. */
export interface Measured {
  readonly records: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMemoryMb: number
}

export interface Sink {
  readonly origin: string
  stop(): void
}

/** A sink in a process of its own, which answers after `latencyMs`, a share of the requests with 503. */
export async function startSink(latencyMs = 0, unavailableShare = 0): Promise<Sink> {
  const child = forkBench('sink', [String(latencyMs), String(unavailableShare)])
  const [address] = (await once(child, 'message')) as [{ port: number }]
  return { origin: `http://127.0.0.1:${address.port}`, stop: () => child.disconnect() }
}

/** Runs a bench process to its end and returns what it measured. */
export async function runChild(name: string, args: readonly string[], options: ForkOptions = {}): Promise<Measured> {
  const child = forkBench(name, args, options)
  const exited = once(child, 'exit')
  const [measured] = (await Promise.race([once(child, 'message'), exited])) as [Measured | number | null]
  await exited
  if (measured === null || typeof measured === 'number') throw new Error(`bench process ${name} failed (${measured})`)
  return measured
}

function forkBench(name: string, args: readonly string[], options: ForkOptions = {}): ChildProcess {
  return fork(join(__dirname, `${name}.js`), [...args], options)
}

/** To be called in the measured process: runs the work and tells the parent. */
export async function tellMeasured(work: () => Promise<number>): Promise<void> {
  const startMs = performance.now()
  const cpu = process.cpuUsage()
  const records = await work()
  const { user, system } = process.cpuUsage(cpu)
  const measured: Measured = {
    records,
    seconds: (performance.now() - startMs) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  }
  process.send?.(measured, () => process.exit(0))
}
