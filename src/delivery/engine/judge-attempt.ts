import type { DeliveryTask } from '../lanes/delivery-task'
import type { Classification } from '../outcome/classify'
import { decideNext, type Next, refusalsOfRecord } from '../outcome/decide-next'
import { carriesDedupId } from '../outcome/dedup-id'
import type { DeliverySettings } from '../settings'

/** How one attempt ended. */
export interface EndedAttempt {
  readonly classification: Classification
  /** Absent when there was no answer. */
  readonly status?: number
  readonly retryAfterMs?: number
}

/** Counts a pass for the record's app and server: whatever the server made of the record, it worked. */
export function notePass(task: DeliveryTask, nowMs: number): void {
  const { server, gate, pace } = task.app
  if (server.health.passed(mishapsOf(task))) server.limit.restart(nowMs)
  server.limit.passed(nowMs - task.lastAttemptAtMs, server.inFlight, nowMs)
  server.budget.passed(task.attempts > 1)
  gate.passed(task.lastAttemptAtMs)
  pace.passed(nowMs)
}

/** Lets a failed attempt count for its app, its server and its record, and decides what becomes of the record. */
export function judgeFailure(
  task: DeliveryTask,
  attempt: EndedAttempt,
  nowMs: number,
  settings: Pick<DeliverySettings, 'maxAttempts' | 'patienceMs' | 'backoff'>,
  random: () => number,
): Next {
  const { classification, status } = attempt
  const { health } = task.app.server
  task.failures += 1
  if (classification.ambiguous && !carriesDedupId(task.request)) task.ambiguousAttempts += 1
  noteFailure(task, attempt, nowMs, random)
  const blocked = task.app.gate.blocked
  if (blocked !== undefined)
    return { settle: { outcome: 'misconfigured', code: blocked.code, message: blocked.message } }
  if (classification.outcome === 'transient' && health.blamesRecord(status, task.passesAtFirstAttempt)) task.blamed += 1
  return decideNext(
    {
      classification,
      failures: task.failures,
      blamed: task.blamed,
      refusals: task.refusals,
      sinceFirstAttemptMs: nowMs - task.firstAttemptAtMs,
      retryAfterMs: attempt.retryAfterMs,
    },
    settings,
    random,
  )
}

function noteFailure(task: DeliveryTask, attempt: EndedAttempt, nowMs: number, random: () => number): void {
  const { classification, status, retryAfterMs } = attempt
  const { server, gate, pace } = task.app
  if (classification.outcome === 'throttled') {
    pace.throttled(nowMs, retryAfterMs)
    return
  }
  if (classification.outcome === 'misconfigured') {
    // Counts against the record only when others of its app, sent since it was refused last, passed.
    if (gate.hasPassedSince(task.refusedAtMs)) task.refusals += 1
    task.refusedAtMs = nowMs
    const { code, message } = classification
    const reason = { code, message, ...(status === undefined ? {} : { status }) }
    if (gate.refused(reason, nowMs, task)) task.refusals = refusalsOfRecord
    return
  }
  if (!task.failing) {
    task.failing = true
    server.health.recordBeganToFail()
  }
  task.mishaps = mishapsOf(task) + 1
  task.outagesSeen = server.health.outages
  server.health.failed(nowMs, random, {
    attempt: task.attemptAtServer,
    attempts: server.attempts,
    inFlight: server.inFlight,
    startedAtMs: task.lastAttemptAtMs,
  })
  // Too many at a time, rather than too many a second.
  if (status === 503) server.limit.refused(task.lastAttemptAtMs, server.inFlight, nowMs)
  else if (classification.code.startsWith('timeout_')) server.limit.timedOut(server.inFlight, nowMs)
}

function mishapsOf({ mishaps, outagesSeen, app }: DeliveryTask): number {
  return outagesSeen === app.server.health.outages ? mishaps : 0
}
