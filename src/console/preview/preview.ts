import type { Writable } from 'node:stream'
import type { Configuration } from '../../../spec/configuration/configuration'
import { MessageWriter } from '../../airbyte/protocol/messages/message-writer'
import type { Prepared } from '../../core/domain/prepared'
import { decide } from '../../memory/decide'
import type { Memory } from '../../memory/memory'
import { StakeTally } from '../../stakes/stake-tally'
import type { Placed } from '../inputs/placed'
import type { Style } from '../terminal/style'
import { FindingTally } from './finding-tally'
import { prepareEntry } from './prepare-entry'
import type { PreviewTotals } from './preview-totals'
import { showEntry } from './show-entry'
import { showPreviewTotals } from './show-preview-totals'
import { showAsJson } from './show-request'

export interface PreviewJob {
  readonly configuration: Configuration
  /** Null: JSON for programs, of each record, of the totals alone where no record is shown (`limit: 0`). */
  readonly look: { readonly style: Style; readonly width: number } | null
  /** Which records are shown; all are counted. */
  readonly only?: 'rejected' | 'degraded' | 'skipped'
  /** So many are shown at most; all without it. */
  readonly limit?: number
  /** Only asked: a preview remembers nothing. */
  readonly memory?: Memory | undefined
  /** What was not used of the mapping, once all is read. */
  readonly warnings?: () => readonly string[]
}

/** Prints what would be done with each entry, and for people a summary. `now`: milliseconds since 1970. */
export async function preview(
  entries: AsyncIterable<readonly Placed[]>,
  output: Writable,
  job: PreviewJob,
  now: () => number,
): Promise<PreviewTotals> {
  const { configuration, look, only, limit = Number.POSITIVE_INFINITY, warnings = () => [] } = job
  const writer = new MessageWriter(output)
  const outcomes = { send: 0, reject: 0, skip: 0 }
  const findings = new FindingTally()
  const stakes = new StakeTally()
  let wantedCount = 0
  const totals = () => ({ outcomes, findings: findings.list(stakes.totals), stakes: stakes.report() })
  const printSummary = async () => {
    const unshown = limit === 0 ? 0 : Math.max(0, wantedCount - limit)
    if (look !== null)
      writer.writeLine(showPreviewTotals(totals(), unshown, warnings(), look.style, look.width).join('\n'))
    else if (limit === 0) writer.writeLine(JSON.stringify(totals()))
    await writer.flushed()
  }
  try {
    for await (const batch of entries) {
      const all = batch.flatMap((placed) => {
        const prepared = prepareEntry(placed.entry, configuration, now())
        return prepared === null ? [] : [{ placed, prepared }]
      })
      const known = await asked(job.memory, all)
      for (const [index, { placed, prepared: read }] of all.entries()) {
        const prepared = known[index]
        if (prepared === undefined) continue
        // The worth is the record's, whatever a memory knows of it.
        const { worth } = read
        outcomes[prepared.outcome] += 1
        findings.count(prepared.findings, placed.line, worth)
        stakes.add(fates[prepared.outcome], worth)
        if (!isWanted(prepared, only)) continue
        wantedCount += 1
        if (wantedCount > limit) continue
        if (look === null) writer.writeLine(showAsJson(placed.line, prepared))
        else writer.writeLine(showEntry(placed, prepared, look.style, look.width).join('\n'))
      }
      if (writer.isClosed) break
      await writer.ready()
    }
  } catch (error) {
    // What was read up to here is worth its summary; of an input that was refused nothing was.
    if (outcomes.send + outcomes.reject + outcomes.skip > 0) await printSummary()
    else await writer.flushed()
    throw error
  }
  await printSummary()
  return totals()
}

/** The records of a batch with what the memory knows of them. Equal records are not told apart: none is sent. */
async function asked(
  memory: Memory | undefined,
  batch: readonly { readonly prepared: Prepared }[],
): Promise<readonly Prepared[]> {
  const prepared = batch.map((one) => one.prepared)
  const about = prepared.flatMap(({ subject }) => (subject === undefined ? [] : [subject]))
  if (memory === undefined || about.length === 0) return prepared
  const answers = await memory.recall(about.map((subject) => ({ subject, deliveryId: subject.delivery?.id })))
  const answerTo = new Map(about.map((subject, index) => [subject, answers[index]]))
  return prepared.map((one) => {
    const answer = one.subject && answerTo.get(one.subject)
    return answer === undefined ? one : decide(one, answer)
  })
}

function isWanted({ outcome, findings }: Prepared, only: PreviewJob['only']): boolean {
  if (only === undefined) return true
  if (only === 'rejected') return outcome === 'reject'
  if (only === 'skipped') return outcome === 'skip'
  return outcome === 'send' && findings.some(({ severity }) => severity === 'degrade')
}

const fates = { send: 'sent', reject: 'rejected', skip: 'skipped' } as const
