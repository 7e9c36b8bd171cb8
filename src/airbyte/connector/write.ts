import { Sync } from './sync'
import type { WriteJob, WritePorts } from './write-job'
import type { WriteReport } from './write-report'

/**
 * Reads records and states from stdin, sends the records, and prints each state when the records before it are settled.
 * Resolves always; the report says how it ended.
 */
export async function write(job: WriteJob, ports: WritePorts): Promise<WriteReport> {
  return new Sync(job, ports).run()
}
