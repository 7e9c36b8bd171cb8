import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { hasInstalls, platformNames, platforms } from '../../../spec/appsflyer/events/platforms'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { Tally } from '../../run/tally'
import type { Events } from '../inputs/open-events'
import { showCount } from '../preview/show-findings'
import { Unusable } from '../unusable'
import type { Outcomes, Progress } from './progress-file'
import type { Range } from './settled-numbers'
import { takerAt } from './taker'

/** What a progress file says of the input besides what is settled. */
export type Subject = Pick<Progress, 'input' | 'servers' | 'apps'>

/** What is about to be sent, and where. */
export function subjectOf({ input, format }: Events, configuration: Configuration): Subject {
  return {
    input: { name: input.name, format: format.kind },
    servers: Object.fromEntries(
      endpoints.map((endpoint) => {
        const { server, baseUrl } = contracts[endpoint]
        return [server, configuration.endpoints[server] ?? baseUrl]
      }),
    ),
    apps: configuration.apps.map(({ platform, app_id }) => `${platform} ${completeAppId(platform, app_id)}`).sort(),
  }
}

/** What the user wants to happen with the progress of an earlier send. */
export type Wish = 'resume' | 'restart' | 'none'

/** What an earlier send left to go on with. */
export interface Earlier {
  readonly settled: readonly Range[]
  /** Of all entries up to the last settled one. */
  readonly settledHash: string
  /** What became of them, where that was counted. */
  readonly outcomes: Outcomes | undefined
}

/**
 * What an earlier send has settled, to the same servers and apps; undefined where there is none to go on with. Whether it
 * was of the same input shows when that is read. `wasCutOff`: it did not end by itself. Throws Unusable where going on would lose or repeat records.
 */
export function settledBefore(
  path: string,
  earlier: Progress | undefined,
  subject: Subject,
  wish: Wish,
  wasCutOff = false,
): Earlier | undefined {
  // Of a send that ended by itself and settled nothing there is nothing to go on with: to a wrong server, say.
  if (earlier === undefined || (earlier.settled.length === 0 && !wasCutOff)) return undefined
  if (wish === 'restart') return undefined
  if (wish === 'none') throw new Unusable(describeEarlier(path, earlier, subject))
  requireSame(path, earlier, subject)
  return { settled: earlier.settled, settledHash: earlier.settled_sha256, outcomes: earlier.outcomes }
}

/** What became of the records of this send and of those before it; undefined where one before it did not count. */
export function outcomesOf(tally: Tally, before: Earlier | undefined, unsettled = 0): Outcomes | undefined {
  if (before !== undefined && before.outcomes === undefined) return undefined
  const { accepted, rejected, skipped } = tally.outcomes
  const earlier = before?.outcomes ?? { accepted: 0, rejected: 0, skipped: 0, rejected_by_code: {} }
  const byCode = { ...earlier.rejected_by_code }
  for (const [code, count] of Object.entries(tally.rejectedByCode)) byCode[code] = (byCode[code] ?? 0) + count
  return {
    accepted: earlier.accepted + accepted - unsettled,
    rejected: earlier.rejected + rejected,
    skipped: earlier.skipped + skipped,
    rejected_by_code: byCode,
  }
}

/** Settled is not sent: a record that was rejected or skipped never left. */
function describeEarlier(path: string, earlier: Progress, subject: Subject): string {
  const { finished, settled, input, outcomes } = earlier
  const first = settled[0]
  const through = first?.[0] === 1 ? first[1] : 0
  const what = input.format === 'lines' ? 'line' : 'record'
  const counts = outcomes === undefined ? '' : `: ${describeOutcomes(outcomes)}`
  const [sentTo, sendsTo] = [earlier, subject].map((each) => takerAt(serversOf(each)).name)
  const isElsewhere = sentTo !== sendsTo
  const state = finished
    ? `all of ${input.name} was settled already with ${sentTo}`
    : `an earlier send of ${input.name} to ${sentTo} ended after ${what} ${showCount(through)}`
  const resume = finished ? 'sends only what was added since' : 'goes on there'
  const ways = isElsewhere
    ? `The configuration now says ${sendsTo}, which has got nothing by it: --restart sends everything there.`
    : `--resume ${resume}; --restart sends everything again.`
  return `By ${path}, ${state}${counts}. ${ways}`
}

/** The addresses that the apps may have been sent to; which version of the mobile API it was is not kept. */
function serversOf({ servers, apps }: Pick<Progress, 'servers' | 'apps'>): readonly string[] {
  const used = apps.flatMap((app) => {
    const platform = platformNames.find((name) => app.startsWith(`${name} `))
    if (platform === undefined) return []
    const taken = Object.values(platforms[platform].takes)
    return hasInstalls(platform) ? [...taken, 'mobile_v2' as const] : taken
  })
  return [...new Set(used.map((endpoint) => contracts[endpoint].server))].flatMap((server) => servers[server] ?? [])
}

function describeOutcomes({ accepted, rejected, skipped, rejected_by_code }: Outcomes): string {
  const codes = Object.entries(rejected_by_code).map(([code, count]) => `${code} ${showCount(count)}`)
  return [
    `${showCount(accepted)} accepted`,
    `${showCount(rejected)} rejected${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
    ...(skipped === 0 ? [] : [`${showCount(skipped)} skipped`]),
  ].join(', ')
}

function requireSame(path: string, earlier: Progress, { input, servers, apps }: Subject): void {
  const { format } = earlier.input
  if (format !== input.format) {
    throw new Unusable(
      `${path} is of this input read as ${format}, now it is read as ${input.format}. Read it as before, or use --restart to send everything again.`,
    )
  }
  const changed = Object.keys(servers).find((server) => servers[server] !== earlier.servers[server])
  if (changed !== undefined) {
    throw new Unusable(
      `${path} is of a send to ${earlier.servers[changed]}, the configuration now says ${servers[changed]}. Put it back to go on, or use --restart to send everything there.`,
    )
  }
  const gone = earlier.apps.filter((app) => !apps.includes(app))
  const added = apps.filter((app) => !earlier.apps.includes(app))
  if (gone.length + added.length > 0) {
    const told = [...gone.map((app) => `no more ${app}`), ...added.map((app) => `now ${app}`)].join(', ')
    throw new Unusable(
      `${path} is of a send to other apps: the configuration has ${told}. Put them back to go on, or use --restart to send everything to these.`,
    )
  }
}
