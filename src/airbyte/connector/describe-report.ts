import type { DeliverySnapshot } from '../../delivery/engine/counters'
import { mergeStakes } from '../../stakes/merge-stakes'
import { sayBehind } from '../../stakes/say-stake'
import type { WriteReport } from './write-report'

/** A report in sentences, for Airbyte's log. */
export function describeReport(report: WriteReport): string {
  const { outcomes, stakes } = report
  const unsettled = outcomes.throttled + outcomes.transient + outcomes.misconfigured
  const parts = [
    `${count(report.recordCount, 'record')} in ${seconds(report.durationMs)} (${rate(report.recordCount, report.durationMs)} a second)`,
    `${show(outcomes.accepted)} accepted${sayBehind(stakes.accepted)}`,
    `${show(outcomes.rejected)} rejected${sayBehind(stakes.rejected)}${codes(report.rejectedByCode)}`,
    `${show(outcomes.skipped)} skipped${codes(report.skippedByCode)}`,
    ...(unsettled === 0
      ? []
      : [
          `${show(unsettled)} not settled${unsettledWorth(report)}${codes(unsettledByOutcome(report))}: a later sync sends ${unsettled === 1 ? 'it' : 'them'}`,
        ]),
    `${count(report.requestCount, 'request')}, ${show(report.retryCount)} of them retries${keyProbes(report)}`,
    ...(report.unsentCount === 0 ? [] : [`${count(report.unsentCount, 'attempt')} found no connection`]),
    ...(report.mayBeDuplicatedCount === 0
      ? []
      : [`at most ${show(report.mayBeDuplicatedCount)} may be duplicated, perhaps none: their answers got lost`]),
    ...(report.failure === null ? [] : afterLastState(report)),
    ...(report.unkeptCount === 0 || report.failure !== null
      ? []
      : [
          `${show(report.unkeptCount)} of the accepted could not be kept in the memory: a later sync may send them again, and whom they erase is not held back`,
        ]),
    ...(report.brokenLineCount === 0 ? [] : [`${count(report.brokenLineCount, 'broken line')}`]),
    echoed(report),
    ...(Object.keys(report.findingsByCode).length === 0
      ? []
      : [`findings on records sent${codes(report.findingsByCode)}`]),
  ]
  return `${parts.join('; ')}.`
}

/** Of a sync that a second signal ends at once: what is known of it. */
export function describeCutOff(report: WriteReport): string {
  const { accepted, rejected, skipped } = report.outcomes
  const parts = [
    `${count(report.recordCount, 'record')} read`,
    `${show(accepted)} accepted`,
    `${show(rejected)} rejected`,
    `${show(skipped)} skipped`,
    `${show(report.recordCount - accepted - rejected - skipped)} not settled`,
    ...afterLastState(report),
    echoed(report),
  ]
  return `A second signal ended the sync at once, before its report: ${parts.join('; ')}.`
}

/** Of a sync whose reader has gone, and with it the place where its report is logged. */
export function describeUnread(report: WriteReport): string {
  return `${['Nobody reads the output any more, so the sync has ended', ...afterLastState(report)].join('; ')}.`
}

function echoed({ stateCount, echoedStateCount }: WriteReport): string {
  return stateCount === 0 ? 'no state came in' : `${show(echoedStateCount)} of ${count(stateCount, 'state')} echoed`
}

/** What the next sync brings again, unless the sync goes on. */
function afterLastState(report: WriteReport): readonly string[] {
  const { acceptedAfterLastStateCount: again, echoedStateCount, remembers } = report
  if (again === 0) return []
  const isAll = echoedStateCount === 0
  const what = isAll ? 'no state covers what was accepted' : `${show(again)} of the accepted are after the last state`
  const [sent, read] = isAll ? ['sends all of it', 'reads it'] : ['sends them', 'reads them']
  return [`${what}: the next sync ${remembers ? `${read} again, and skips what the memory kept` : `${sent} again`}`]
}

/** What the engine has under way, in a sentence for the progress log. */
export function describeUnderWay({ inFlight, unsettled, oldestUnsettledMs, servers }: DeliverySnapshot): string {
  const [only, ...others] = servers
  // Each server bears so many by itself: what one could take more is of no use to another.
  const several = others.length > 0 ? ` (${servers.map(atServer).join(', ')})` : undefined
  const share = several ?? (only === undefined ? '' : mostAt(only))
  return `Under way: ${show(inFlight)} in flight${share}, ${count(unsettled, 'record')} not settled, the oldest since ${seconds(oldestUnsettledMs)}.`
}

type Server = DeliverySnapshot['servers'][number]

function atServer(server: Server): string {
  return `${new URL(server.origin).host}: ${show(server.inFlight)}${mostAt(server)}`
}

/** Of one that is not up, how many it bore before says nothing. */
function mostAt({ condition, concurrencyLimit }: Server): string {
  if (condition === 'up') return ` of at most ${show(concurrencyLimit)}`
  return condition === 'down' ? ' of a server that is down' : ' of a server that was given up'
}

function unsettledWorth({ stakes }: WriteReport): string {
  const { throttled, transient, misconfigured } = stakes
  // Of some the sync ended before anybody told what they are worth.
  return sayBehind(mergeStakes([throttled, transient, misconfigured]), 'is not known')
}

function unsettledByOutcome({ outcomes }: WriteReport): Readonly<Record<string, number>> {
  const { throttled, transient, misconfigured } = outcomes
  return Object.fromEntries(Object.entries({ throttled, transient, misconfigured }).filter(([, number]) => number > 0))
}

function keyProbes({ keyProbeCount }: WriteReport): string {
  return keyProbeCount === 0 ? '' : `, ${show(keyProbeCount)} to prove keys`
}

function codes(byCode: Readonly<Record<string, number>>): string {
  const entries = Object.entries(byCode)
  return entries.length === 0 ? '' : ` (${entries.map(([code, number]) => `${code} ${show(number)}`).join(', ')})`
}

function count(number: number, noun: string): string {
  return `${show(number)} ${noun}${number === 1 ? '' : 's'}`
}

function show(number: number): string {
  return number.toLocaleString('en-US')
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`
}

function rate(number: number, durationMs: number): string {
  return show(Math.round((number * 1_000) / Math.max(1, durationMs)))
}
