import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the benches share: the upper middle one of an even number. */
export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? Number.NaN
}

/** Runs a bench with a folder of its own, and ends the process with it: a sink that is left would keep a failed one alive. */
export function runInTemporaryFolder(main: (folder: string) => Promise<void>): void {
  inTemporaryFolder(main).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}

async function inTemporaryFolder(main: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'appsflyer-bench-'))
  try {
    await main(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
