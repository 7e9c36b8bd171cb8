import type { Configuration } from '../../../spec/configuration/configuration'
import type { Environment } from '../../../spec/configuration/reading/environment'
import type { Post } from '../../airbyte/connector/ports'
import { describeTriedMemory, type TriedMemory } from '../../airbyte/connector/tried-memory'
import { type TriedApp, tryApps } from '../../airbyte/connector/try-apps'
import { type TriedErasures, tryErasures } from '../../airbyte/connector/try-erasures'
import { keepsRejected } from '../../delivery/dead-letters/configured-store'
import { keyIsGood } from '../../delivery/outcome/probe'
import { describeMistakes } from '../inputs/describe-mistakes'
import { readConfiguration } from '../inputs/load-configuration'
import { streamHint } from '../inputs/mapping-watch'
import { shellWord } from '../terminal/shell-word'
import type { Style } from '../terminal/style'
import { table } from '../terminal/table'
import { indented, wrapped } from '../terminal/wrap-text'
import type { DeepResult } from './deep-check'
import { describeApp, describeLedger, describeRejected } from './describe-configuration'
import type { Screen } from './init'

interface Check extends Screen {
  readonly environment: Environment | undefined
  /** Nothing is said where all is well. */
  readonly isQuiet?: boolean
  readonly style: Style
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly createPost: (configuration: Configuration) => Post
  /** Resolves to what is wrong with the place for rejected records, if anything. */
  readonly tryStore: (configuration: Configuration) => Promise<{ readonly message: string } | undefined>
  /** The same of the ledger's. */
  readonly tryLedger: (configuration: Configuration) => Promise<{ readonly message: string } | undefined>
  /** What --deep asks beside that. */
  readonly lookDeeper?: ((configuration: Configuration) => Promise<DeepResult>) | undefined
  readonly tryMemory: (configuration: Configuration) => Promise<TriedMemory | undefined>
}

/** `check` for people: asks for each app whether AppsFlyer takes its key. Resolves to whether all is well. */
export async function check(path: string, job: Check): Promise<boolean> {
  const { stdout, stderr } = job
  const parsed = await readConfiguration(path, job.environment)
  const mistakes = describeMistakes(path, { problems: parsed.ok ? [] : parsed.problems, warnings: parsed.warnings })
  if (mistakes !== '') stderr.write(`${mistakes}\n${parsed.ok ? '\n' : ''}`)
  if (!parsed.ok) return false
  const { configuration } = parsed
  const post = job.createPost(configuration)
  const [problem, ledgerProblem, memory, apps, erasures] = await Promise.all([
    job.tryStore(configuration),
    job.tryLedger(configuration),
    job.tryMemory(configuration),
    tryApps(configuration, post),
    tryErasures(configuration, post, job.now()),
  ])
  const isStored = problem === undefined && ledgerProblem === undefined
  const deep = await job.lookDeeper?.(configuration)
  const isGood = isStored && [...apps, memory, erasures, deep].every((tried) => tried?.isGood !== false)
  // What another server than AppsFlyer's says of a key is worth telling.
  if (job.isQuiet === true && isGood && apps.every(({ message }) => message === keyIsGood.message)) return true
  const lines = [
    ...describeApps(apps, job.style),
    ...describeErasures(erasures, job.style),
    ...describeStore(configuration, problem?.message, job.style),
    ...describeTriedLedger(configuration, ledgerProblem?.message, job.style),
    ...describeMemory(memory, job.style),
    ...(deep?.lines ?? []),
    ...(isGood ? ['', ...nextSteps(shellWord(path), configuration)] : []),
  ]
  stdout.write(`${lines.join('\n')}\n`)
  return isGood
}

/** A line for each app, and below them what else is to be said. */
function describeApps(apps: readonly TriedApp[], style: Style): readonly string[] {
  const lines = table(apps.map(({ app, host, short }) => [...describeApp(app), host, short]))
  const appsBySaying = new Map<string, string[]>()
  for (const { app, message } of apps) {
    if (message === keyIsGood.message) continue
    const [id] = describeApp(app)
    appsBySaying.set(message, [...(appsBySaying.get(message) ?? []), id])
  }
  return [
    ...paint(lines, apps, style),
    ...[...appsBySaying].flatMap(([message, ids]) => {
      const isOfAll = ids.length === apps.length && ids.length > 1
      return ['', ...wrapped(isOfAll ? capitalized(message) : `${listed(ids)}: ${message}`, 80)]
    }),
  ]
}

/** The result stands at the end of its line. */
function paint(lines: readonly string[], apps: readonly TriedApp[], style: Style): readonly string[] {
  const ends = lines.length / Math.max(1, apps.length)
  return lines.map((line, index) => {
    const app = apps[(index + 1) / ends - 1]
    if (app === undefined) return line
    const dress = app.isGood ? (app.message === keyIsGood.message ? style.green : style.yellow) : style.red
    return line.slice(0, -app.short.length) + dress(app.short)
  })
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function listed(ids: readonly string[]): string {
  return ids.slice(0, 3).join(', ') + (ids.length > 3 ? ` and ${ids.length - 3} more` : '')
}

function describeStore(configuration: Configuration, problem: string | undefined, style: Style): readonly string[] {
  if (problem !== undefined) return ['', ...indented('rejected records', problem, 18, 80).map(style.red)]
  if (!keepsRejected(configuration)) return []
  return ['', ...indented('rejected records', `${describeRejected(configuration)}, which can be written`, 18, 80)]
}

function describeTriedLedger(
  configuration: Configuration,
  problem: string | undefined,
  style: Style,
): readonly string[] {
  if (problem !== undefined) return ['', ...indented('ledger', problem, 18, 80).map(style.red)]
  if (configuration.ledger.storage === 'none') return []
  return ['', ...indented('ledger', `${describeLedger(configuration)}, which can be written`, 18, 80)]
}

function describeErasures(tried: TriedErasures | undefined, style: Style): readonly string[] {
  if (tried === undefined) return []
  const lines = indented('erasures', tried.message, 18, 80)
  return ['', ...(tried.isGood ? lines : lines.map(style.red))]
}

function describeMemory(tried: TriedMemory | undefined, style: Style): readonly string[] {
  if (tried === undefined) return []
  const lines = indented('memory', describeTriedMemory(tried), 18, 80)
  return ['', ...(tried.isGood ? lines : lines.map(style.red))]
}

function nextSteps(file: string, { streams }: Configuration): readonly string[] {
  const hint = streamHint(streams)
  return [
    'Next, see what would be sent of a file (JSON lines or CSV), and send it:',
    '',
    `  appsflyer-destination preview --config ${file} EVENTS`,
    `  appsflyer-destination send --config ${file} EVENTS`,
    ...(hint === undefined ? [] : ['', ...wrapped(hint, 80)]),
  ]
}
