import type { Writable } from 'node:stream'
import type { Configuration } from '../../../spec/configuration/configuration'
import { MessageWriter } from '../../airbyte/protocol/messages/message-writer'
import type { Prepared } from '../../core/prepare'
import { decide } from '../../memory/decide'
import type { Memory } from '../../memory/memory'
import type { Placed } from '../inputs/placed'
import type { Style } from '../terminal/style'
import { type FindingCount, FindingTally } from './finding-tally'
import { prepareEntry } from './prepare-entry'
import { rule, showEntry } from './show-entry'
import { showCount, showFindingCounts, showWarnings } from './show-findings'
import { showAsJson } from './show-request'

export interface PreviewJob {
  readonly configuration: Configuration
  /** Null: JSON for programs. */
  readonly look: { readonly style: Style; readonly width: number } | null
  /** Which records are shown; all are counted. */
  readonly only?: 'rejected' | 'degraded'
  /** Only asked: a preview remembers nothing. */
  readonly memory?: Memory | undefined
  /** What was not used of the mapping, once all is read. */
  readonly warnings?: () => readonly string[]
}

/** What a preview saw. */
export interface PreviewTotals {
  readonly outcomes: Readonly<Record<Prepared['outcome'], number>>
  readonly findings: readonly FindingCount[]
}

/** Prints what would be done with each entry, and for people a summary. `now`: milliseconds since 1970. */
export async function preview(
  entries: AsyncIterable<readonly Placed[]>,
  output: Writable,
  job: PreviewJob,
  now: () => number,
): Promise<PreviewTotals> {
  const { configuration, look, only, warnings = () => [] } = job
  const writer = new MessageWriter(output)
  const outcomes = { send: 0, reject: 0, skip: 0 }
  const findings = new FindingTally()
  const totals = () => ({ outcomes, findings: findings.list() })
  const printSummary = async () => {
    if (look !== null) writer.writeLine(showTotals(totals(), warnings(), look.style, look.width).join('\n'))
    await writer.flushed()
  }
  try {
    for await (const batch of entries) {
      const all = batch.flatMap((placed) => {
        const prepared = prepareEntry(placed.entry, configuration, now())
        return prepared === null ? [] : [{ placed, prepared }]
      })
      const known = await asked(job.memory, all)
      for (const [index, { placed }] of all.entries()) {
        const prepared = known[index]
        if (prepared === undefined) continue
        outcomes[prepared.outcome] += 1
        findings.count(prepared.findings, placed.line)
        if (!isWanted(prepared, only)) continue
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
  return outcome === 'send' && findings.some(({ severity }) => severity === 'degrade')
}

function showTotals(
  { outcomes, findings }: PreviewTotals,
  warnings: readonly string[],
  style: Style,
  width: number,
): readonly string[] {
  const { send, reject, skip } = outcomes
  const all = send + reject + skip
  const parts = [
    style.green(`${showCount(send)} to send`),
    reject > 0 ? style.red(`${showCount(reject)} rejected`) : '0 rejected',
    `${showCount(skip)} skipped`,
  ]
  return [
    rule('Summary', '', style.dim, style, width),
    `  ${showCount(all)} record${all === 1 ? '' : 's'}: ${parts.join(', ')}. Nothing was sent.`,
    ...(findings.length === 0 ? [] : ['', ...showFindingCounts(findings, style)]),
    ...showWarnings(warnings, style, width),
  ]
}
