import { MemoryError } from '../../memory/store'
import { PullError } from '../../raw-data/pull-error'
import type { RawBlock } from '../../raw-data/raw-block'
import { RawDataError } from '../../raw-data/raw-data-error'
import { Unusable } from '../unusable'
import type { RowLearner } from './row-learner'

/** Rows to learn from: files, or one report of the Pull API. */
export interface LearnSource {
  /** For people. */
  readonly name: string
  /** Of a report. */
  readonly appId?: string
  readonly read: () => AsyncIterable<RawBlock>
}

/** Why not all was learnt. */
export interface LearnFailure {
  readonly type: 'pull' | 'memory' | 'input' | 'stopped'
  /** The report that did not come. */
  readonly report?: string
  readonly message: string
  /** It stays, unless the user changes something. */
  readonly isUnusable: boolean
}

/** What keeps one report from coming, and not the next. */
const ofOneReport: ReadonlySet<PullError['code']> = new Set([
  ...(['app_quota', 'unknown_app', 'refused', 'unavailable', 'cut_off', 'unreadable'] as const),
])

/** Learns from one source after the other, as far as it goes. Resolves to what failed. */
export async function learn(
  sources: readonly LearnSource[],
  learner: RowLearner,
  flush: () => Promise<void>,
  stop: AbortSignal,
): Promise<readonly LearnFailure[]> {
  const failures: LearnFailure[] = []
  const unknownApps = new Set<string>()
  for (const { name, appId, read } of sources) {
    if (appId !== undefined && unknownApps.has(appId)) continue
    try {
      learner.begin(name)
      for await (const block of read()) {
        await learner.take(block)
        stop.throwIfAborted()
      }
      stop.throwIfAborted()
    } catch (error) {
      failures.push(failureOf(error, name, stop))
      if (!(error instanceof PullError && ofOneReport.has(error.code))) break
      if (error.code === 'unknown_app' && appId !== undefined) unknownApps.add(appId)
    }
  }
  // What was read before something failed is as good as all else.
  if (failures.some(({ type }) => type === 'memory')) return failures
  try {
    await learner.end()
    await flush()
  } catch (error) {
    failures.push(failureOf(error, '', stop))
  }
  return failures
}

/** Throws what nobody expects. */
function failureOf(error: unknown, source: string, stop: AbortSignal): LearnFailure {
  if (error instanceof PullError) return { type: 'pull', report: source, message: error.message, isUnusable: false }
  if (error instanceof MemoryError) {
    return { type: 'memory', message: error.message, isUnusable: error.failureType === 'config_error' }
  }
  if (error instanceof RawDataError || error instanceof Unusable) {
    return { type: 'input', message: error.message, isUnusable: true }
  }
  if (stop.aborted) return { type: 'stopped', message: 'It was stopped before the end.', isUnusable: false }
  throw error
}
