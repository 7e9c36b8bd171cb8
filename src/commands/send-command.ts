import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Configuration } from '../../spec/configuration/configuration'
import { MessageWriter } from '../airbyte/protocol/messages/message-writer'
import type { Given } from '../console/arguments/parse-arguments'
import { describeFileError } from '../console/inputs/describe-file-error'
import { requireKeeping } from '../console/inputs/kind-of-file'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { type Events, openEvents } from '../console/inputs/open-events'
import { requireWritable } from '../console/inputs/require-writable'
import { isRejectedCsv, RejectedCsv } from '../console/rejected/rejected-csv'
import { adviseAfterSend } from '../console/reports/advise-after-send'
import { ReadingWatch } from '../console/reports/reading-watch'
import { startMetrics } from '../console/reports/serve-metrics'
import { showSendReport } from '../console/reports/show-send-report'
import { watchProgress } from '../console/reports/watch-progress'
import { EntryHash } from '../console/send/entry-hash'
import { keepAtLast, keptInTime, lastWaits, sendingLimits } from '../console/send/keep-at-last'
import { sourceOf } from '../console/send/ledger-source'
import { readProgress } from '../console/send/progress-file'
import { ProgressKeeper } from '../console/send/progress-keeper'
import { ProgressLag } from '../console/send/progress-lag'
import { lockProgress } from '../console/send/progress-lock'
import { refuseChanged } from '../console/send/refuse-changed'
import { RejectedEntries } from '../console/send/rejected-entries'
import { requireSameEntries } from '../console/send/require-same-entries'
import { type SendReport, sendReport } from '../console/send/send-report'
import { Sending } from '../console/send/sending'
import { SettledNumbers } from '../console/send/settled-numbers'
import { outcomesOf, settledBefore, subjectOf, type Wish } from '../console/send/start-progress'
import { StartUp } from '../console/send/start-up'
import { takerOf } from '../console/send/taker'
import { styleFor, widthFor } from '../console/terminal/style'
import { fitted } from '../console/terminal/wrap-text'
import { Unusable } from '../console/unusable'
import { type DeadLetterFile, deadLetterFile } from '../delivery/dead-letters/dead-letter-file'
import { noDeadLetters } from '../delivery/dead-letters/dead-letters'
import { warnOfUnkept } from '../run/refusals'
import { afterDelay, everyInterval } from '../run/timers'
import { engineFor } from '../wiring/delivery'
import { memoryForRun } from '../wiring/memory'
import { ledgerFor } from '../wiring/stores'
import { exitCodes } from './exit-codes'
import { greetKeyboard } from './greet-keyboard'
import { previewCommand } from './preview-command'
import { readMetricsOptions } from './read-metrics-options'
import { readWhole } from './read-number'
import { progressPathOf, readWish } from './read-progress-options'

const noFile: DeadLetterFile = { ...noDeadLetters, close: async () => {} }

/** `send`: the engine over a file or stdin, with progress, a report, and a file by which a broken one goes on. */
export async function sendCommand(given: Given): Promise<number> {
  if (given.has('dry-run')) return previewCommand(given)
  const shown = ['only', 'json'].find((name) => given.has(name) || given.text(name) !== undefined)
  if (shown !== undefined) {
    throw new Unusable(
      `--${shown} belongs to --dry-run: add that to see what would be sent, or leave --${shown} out to send.`,
    )
  }
  const startUp = new StartUp({ host: process, write: (text) => process.stderr.write(text), after: afterDelay })
  return startUp.unlessStopped(() => send(given, startUp))
}

async function send(given: Given, startUp: StartUp): Promise<number> {
  const { stdin, stderr } = process
  const wish = readWish(given)
  const giveUpAfter = readWhole('--give-up-after', given.text('give-up-after'), 1, 86_400)
  const configuration = await loadConfiguration(given.text('config') ?? '', process)
  const progressPath = progressPathOf(given)
  await requireWritable(given.text('report'))
  await requireKeeping(given.text('rejected'), progressPath)
  await requireWritable(given.text('rejected'))
  const unkept = warnOfUnkept(configuration, given.text('rejected') !== undefined, '--rejected FILE')
  for (const warning of unkept) stderr.write(`${fitted(warning)}\n`)
  greetKeyboard(given)
  const events = await openEvents(given, configuration, stdin, progressPath !== undefined)
  // From before the progress is read: it must not change while the input is compared with it.
  const lock = progressPath === undefined ? undefined : await lockProgress(progressPath, everyInterval)
  // A lock that was left behind says that the send before was cut off: the next one is to be told, too.
  if (lock !== undefined && !lock.wasLeftBehind) startUp.undoing(lock.release)
  try {
    return await sendEvents(given, {
      startUp,
      wish,
      giveUpAfter,
      configuration,
      progressPath,
      events,
      wasCutOff: lock?.wasLeftBehind === true,
    })
  } finally {
    await lock?.release()
  }
}

interface Job {
  readonly startUp: StartUp
  readonly wish: Wish
  /** In seconds. */
  readonly giveUpAfter: number | undefined
  readonly configuration: Configuration
  readonly progressPath: string | undefined
  readonly events: Events
  /** The send before did not end by itself. */
  readonly wasCutOff: boolean
}

async function sendEvents(given: Given, job: Job): Promise<number> {
  const { stdout, stderr, env } = process
  const { startUp, wish, giveUpAfter, configuration, progressPath, events, wasCutOff } = job
  const { stop } = startUp
  const { input, mapping } = events
  // Said before anything is sent: rows of a table say no stream themselves.
  if (isUnmapped(given, events)) stderr.write(`The mapping is not used. ${mapping.hint}\n`)
  const subject = subjectOf(events, configuration)
  const earlier = progressPath === undefined ? undefined : await readProgress(progressPath)
  if (earlier !== undefined && progressPath !== undefined && wish === 'none')
    await refuseChanged(events, progressPath, earlier, subject)
  const before = progressPath === undefined ? undefined : settledBefore(progressPath, earlier, subject, wish, wasCutOff)
  if (before !== undefined && wasCutOff)
    stderr.write(
      `${fitted('The send before was cut off, so what it sent in its last two seconds or so, and what was under way, may go out twice. AppsFlyer knows web events again; mobile events it counts twice, and no report says how many.')}\n`,
    )
  const settled = new SettledNumbers(before?.settled)
  const hash = new EntryHash()
  const isSettled = (number: number) => settled.has(number)
  const onText = (text: string) => (progressPath === undefined ? undefined : hash.add(text))
  const read = events.read({ isSettled, onText })
  const entries = before === undefined ? read : await requireSameEntries(read, hash, settled.highest, before, input)

  const rejectedPath = given.text('rejected')
  const rejectedFile = rejectedPath === undefined ? noFile : await rejectedFileAt(rejectedPath)
  const rejected = new RejectedEntries(rejectedFile, settled)
  const memory = await memoryForRun(configuration)
  for (const warning of memory?.warnings ?? []) stderr.write(`${fitted(warning)}\n`)
  const engine = engineFor(configuration, giveUpAfter === undefined ? {} : { patienceMs: giveUpAfter * 1_000 })
  const metrics = await startMetrics(readMetricsOptions(given), () => engine.snapshot(), everyInterval)
  const waits = lastWaits(stop.signal, afterDelay, Date.now)
  const ledger = await ledgerFor(configuration, sourceOf(given, events), stop.signal)
  const lag = new ProgressLag(
    (isHeld) => engine.holdNew(isHeld),
    () => performance.now(),
  )
  const reading = new ReadingWatch(input, settled.highest)
  const sending = new Sending({
    entries: reading.follow(entries),
    closeInput: input.close,
    configuration,
    stream: given.text('stream'),
    engine,
    settled,
    memory,
    ledger,
    rejected,
    progress: lag,
    now: Date.now,
    after: afterDelay,
    stop: stop.signal,
    limits: sendingLimits,
  })
  const ports = {
    entries: hash,
    // What is settled is not sent again: the memory knows of it first.
    flush: () =>
      keptInTime(
        waits.flush,
        sending.flush().then(() => rejected.flush()),
      ),
    outcomes: () => outcomesOf(sending.tally, before, sending.unflushedCount),
    lag,
    every: everyInterval,
    now: Date.now,
  }
  const keeper = progressPath === undefined ? undefined : new ProgressKeeper(progressPath, subject, settled, ports)
  if (!startUp.end()) return stop.exitCode() ?? exitCodes.failed
  await keeper?.start((message) => sending.fail({ type: 'disk', message }))

  const look = { style: styleFor(stderr, env), isTerminal: stderr.isTTY, width: () => stderr.columns ?? 80 }
  const isQuiet = given.has('quiet')
  const watch = isQuiet
    ? undefined
    : watchProgress({ sending, engine, reading, settled, lag, hasEnd: input.sizeBytes !== undefined }, look, {
        write: (text) => stderr.write(text),
        every: everyInterval,
        now: Date.now,
      })
  const startedAtMs = Date.now()
  const ended = await sending.run()
  watch?.end()
  const keepers = { ending: waits.keep, progress: keeper, progressPath, rejected: rejectedFile }
  const { failure, isRejectedLost, progressEndsAt } = await keepAtLast(ended, keepers)
  await waits.end.closing(Promise.all([memory?.close().catch(() => undefined), metrics.close()]))

  const end = {
    input: input.name,
    settledBeforeCount: sending.settledBeforeCount,
    durationMs: Date.now() - startedAtMs,
    failure,
    isReadToEnd: reading.isAtEnd,
    warnings: mapping.warnings(),
    unkeptCount: sending.unkeptCount,
  }
  const report = sendReport(sending.tally, sending.findings, sending.stakes, end)
  const advice = adviseAfterSend(report, {
    progressPath,
    rejectedPath,
    isRejectedLost,
    progressEndsAt,
    leftOut: sending.leftOut,
  })
  const exitCode = stop.exitCode() ?? exitCodeOf(report)
  const isAllWell = exitCode === exitCodes.fine && report.warnings.length === 0 && report.unkeptCount === 0
  if (!isQuiet || !isAllWell) {
    const writer = new MessageWriter(stdout)
    const taker = takerOf(configuration)
    writer.writeLine(showSendReport(report, advice, styleFor(stdout, env), widthFor(stdout), taker).join('\n'))
    await waits.end.closing(writer.flushed())
  }
  const reportPath = given.text('report')
  if (reportPath === undefined) return exitCode
  try {
    await keptInTime(waits.end, writeFile(reportPath, `${JSON.stringify({ ...report, exitCode }, null, 2)}\n`))
    return exitCode
  } catch (error) {
    stderr.write(`The report could not be written. ${describeFileError(reportPath, error)}\n`)
    return exitCode === exitCodes.fine ? exitCodes.failed : exitCode
  }
}

/** Whether rows go out without the mapping of streams that there is: none of them names its stream. */
function isUnmapped(given: Given, { input, format, mapping }: Events): boolean {
  if (format.kind !== 'csv' || given.text('stream') !== undefined || mapping.hint === undefined) return false
  return !isRejectedCsv(input.head, format.delimiter)
}

/** By its name a file for spreadsheets, or one record a line. */
async function rejectedFileAt(path: string): Promise<DeadLetterFile> {
  if (extname(path).toLowerCase() !== '.csv') return deadLetterFile(path)
  const csv = await RejectedCsv.for(path)
  return deadLetterFile(path, csv.format)
}

function exitCodeOf({ failure, outcomes }: SendReport): number {
  if (failure !== null) return failure.type === 'input' ? exitCodes.unusable : exitCodes.failed
  return outcomes.rejected > 0 ? exitCodes.someRejected : exitCodes.fine
}
