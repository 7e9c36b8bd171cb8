import { randomUUID } from 'node:crypto'
import type { Run } from './object-name'

/** This process as a run. Airbyte tells its containers the job in WORKER_JOB_ID; elsewhere there is none. */
export function currentRun(environment: NodeJS.ProcessEnv, nowMs: number): Run {
  const jobId = environment['WORKER_JOB_ID']
  return {
    jobId: jobId === undefined || jobId === '' ? 'no_job' : jobId,
    startedAtMs: nowMs,
    mark: randomUUID().slice(0, 8),
  }
}
