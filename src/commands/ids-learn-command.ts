import type { PullReport } from '../../spec/appsflyer/raw-data/pull-api'
import type { Configuration } from '../../spec/configuration/configuration'
import type { Given } from '../console/arguments/parse-arguments'
import { type LearnFailure, type LearnSource, learn } from '../console/ids/learn'
import { learnReport } from '../console/ids/learn-report'
import { mobileAppIds, readApp } from '../console/ids/mobile-apps'
import { type Days, readDays } from '../console/ids/read-days'
import { RowLearner } from '../console/ids/row-learner'
import { showLearnReport } from '../console/ids/show-learn-report'
import { watchLearning } from '../console/ids/watch-learning'
import type { Stop } from '../console/send/stop-on-signals'
import { styleFor, widthFor } from '../console/terminal/style'
import { Unusable } from '../console/unusable'
import { sightingColumns } from '../memory/installs/sighting-of'
import { pullReport } from '../raw-data/pull'
import { readRawFiles } from '../raw-data/read-raw-files'
import { everyInterval } from '../run/timers'
import { exitCodes } from './exit-codes'
import { configurationWithMemory, type IdsPorts, print, realPorts } from './ids-ports'

/** `ids learn`: teaches the memory which AppsFlyer id each customer user has. */
export async function idsLearnCommand(given: Given, ports: IdsPorts = realPorts()): Promise<number> {
  const { stdout, env, now } = ports
  const days = readSubject(given, now())
  const configuration = await configurationWithMemory(given, ports)
  const appIds = mobileAppIds(configuration)
  const app = readApp(appIds, given.text('app'))
  const access = days === undefined ? undefined : accessFor(configuration, ports)
  const memory = await ports.openMemory(configuration)
  const stop = ports.stopOnSignals()
  const learner = new RowLearner({ memory, appIds, appId: app ?? (appIds.length === 1 ? appIds[0] : undefined) })
  const options = { ...learner.listener, columns: sightingColumns }
  const sources =
    days === undefined || access === undefined
      ? [{ name: given.files.join(', '), read: () => readRawFiles(given.files, options) }]
      : pullSources(app === undefined ? appIds : [app], days, (request) =>
          pullReport(request, { ...options, ...access, nowMs: now, signal: stop.signal }),
        )
  const startedAtMs = now()
  const watch = watchOn(learner, ports)
  let failures: readonly LearnFailure[]
  try {
    failures = await learn(sources, learner, () => memory.flush(), stop.signal)
  } finally {
    watch?.end()
    await memory.close().catch(() => undefined)
  }
  const report = learnReport(learner, { input: inputName(given, days), durationMs: now() - startedAtMs, failures })
  const [first] = failures
  if (report.rowCount === 0 && first?.type === 'input') throw new Unusable(first.message)
  const exitCode = exitCodeOf(failures, stop)
  const shown = () => showLearnReport(report, styleFor(stdout, env), widthFor(stdout))
  await print(ports, given.has('json') ? [JSON.stringify({ ...report, exitCode })] : shown())
  return exitCode
}

function watchOn(learner: RowLearner, { stderr, now }: IdsPorts): ReturnType<typeof watchLearning> | undefined {
  if (!stderr.isTTY) return undefined
  const write = (text: string) => stderr.write(text)
  return watchLearning(learner, { write, every: everyInterval, now, width: () => stderr.columns ?? 80 })
}

/** The days to pull; undefined for files. */
function readSubject(given: Given, nowMs: number): Days | undefined {
  const [from, to] = [given.text('from'), given.text('to')]
  if (given.has('pull')) {
    if (given.files.length > 0) throw new Unusable('Choose: files, or --pull.')
    return readDays(from, to, nowMs)
  }
  if (from !== undefined || to !== undefined) throw new Unusable('--from and --to belong to --pull.')
  if (given.files.length > 0) return undefined
  throw new Unusable('Name files or folders of raw data, or ask the Pull API with --pull.')
}

function accessFor({ api_token: token, endpoints }: Configuration, ports: IdsPorts) {
  if (token === undefined) {
    throw new Unusable(
      'The configuration has no api_token, which the Pull API asks for: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type API.',
    )
  }
  return { fetch: ports.createFetch(), token, ...(endpoints.api !== undefined && { baseUrl: endpoints.api }) }
}

/** In-app events of every kind of attribution: these name users, which installs seldom do. */
const reports = ['in_app_events_report', 'organic_in_app_events_report', 'in-app-events-retarget'] as const

function pullSources(
  appIds: readonly string[],
  days: Days,
  pull: (request: Days & { readonly appId: string; readonly report: PullReport }) => ReturnType<typeof pullReport>,
): readonly LearnSource[] {
  return appIds.flatMap((appId) =>
    reports.map((report) => ({
      name: `${report} of ${appId}`,
      appId,
      read: () => pull({ ...days, appId, report }),
    })),
  )
}

function inputName({ files }: Given, days: Days | undefined): string {
  if (days !== undefined) return `the Pull API, ${days.from} to ${days.to}`
  const [first = '', ...others] = files
  return others.length === 0 ? first : `${first} and ${others.length} more`
}

function exitCodeOf(failures: readonly LearnFailure[], stop: Stop): number {
  if (failures.some(({ type }) => type === 'stopped')) return stop.exitCode() ?? exitCodes.failed
  if (failures.some(({ isUnusable }) => isUnusable)) return exitCodes.unusable
  return failures.length > 0 ? exitCodes.failed : exitCodes.fine
}
