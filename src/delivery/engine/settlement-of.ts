import type { DeliveryTask } from '../lanes/delivery-task'
import type { Settlement } from '../outcome/settlement'
import type { Ending } from './refusal'

/** The settlement of a task. The times of one that was never tried are those of its submission. */
export function settlementOf(
  task: DeliveryTask,
  ending: Omit<Ending, 'status'>,
  status: number | undefined,
): Settlement {
  const firstMs = task.attempts === 0 ? task.submittedAtMs : task.firstAttemptAtMs
  const settlement: { -readonly [Key in keyof Settlement]: Settlement[Key] } = {
    outcome: ending.outcome,
    code: ending.code,
    message: ending.message,
    attempts: task.attempts,
    firstAttemptAtMs: Math.floor(firstMs),
    lastAttemptAtMs: Math.floor(Math.max(firstMs, task.lastAttemptAtMs)),
    mayBeDuplicated: task.ambiguousAttempts,
  }
  // Assigned, not spread: this runs for every record.
  if (status !== undefined) settlement.status = status
  if (task.unsentAttempts > 0) settlement.unsentAttempts = task.unsentAttempts
  return settlement
}
