import { addDecimals } from '../../proof/add-decimals'
import type { Group, Money, Reconciliation } from '../../proof/reconcile'
import type { Verdict } from '../../proof/verdict'
import { showCount } from '../preview/show-findings'
import { verdictWords } from './words'

/** Entries that are alike in something, and what became of them. */
export interface Part {
  /** An app, an event, a day. */
  readonly name: string
  readonly entries: number
  readonly counts: Readonly<Partial<Record<Verdict, number>>>
  /** Of all of its entries. */
  readonly money: readonly Money[]
  /** Of those that are wrong. */
  readonly wrongMoney: readonly Money[]
}

/** Entries of one app and event that have one thing wrong with them. */
export interface Trouble {
  readonly verdict: Verdict
  readonly appId: string
  readonly eventName: string | null
  readonly count: number
  readonly money: readonly Money[]
  readonly firstDay: string
  readonly lastDay: string
}

/** What a report shows, for the screen and for a file. */
export interface Summary {
  readonly apps: readonly Part[]
  readonly events: readonly Part[]
  /** By day, the first one first. */
  readonly days: readonly Part[]
  /** The most costly first. */
  readonly troubles: readonly Trouble[]
  /** Entries that are recorded, whether as sent or not. */
  readonly recordedCount: number
  readonly wrongCount: number
  readonly wrongMoney: readonly Money[]
}

const mostTroubles = 10
const recorded: ReadonlySet<Verdict> = new Set([
  ...(['recorded', 'recorded_organic', 'recorded_at_arrival', 'value_truncated'] as const),
  ...(['revenue_lost', 'duplicated'] as const),
])

export function summarise({ groups, verdicts }: Pick<Reconciliation, 'groups' | 'verdicts'>): Summary {
  const wrong = groups.filter(({ verdict }) => verdictWords[verdict].kind === 'bad')
  return {
    apps: partsOf(groups, ({ app_id }) => app_id).sort(byEntries),
    events: partsOf(groups, ({ event_name }) => event_name ?? 'visits').sort(byEntries),
    days: partsOf(groups, ({ day }) => day).sort((left, right) => left.name.localeCompare(right.name)),
    troubles: troublesIn(groups),
    recordedCount: sumOf(Object.entries(verdicts).map(([name, count]) => (recorded.has(name as Verdict) ? count : 0))),
    wrongCount: sumOf(wrong.map(({ count }) => count)),
    wrongMoney: addMoney(wrong),
  }
}

/** Rows from servers that no entry of the ledger explains, in sentences. */
export function describeForeign({
  foreign,
  foreignBefore,
}: Pick<Reconciliation, 'foreign' | 'foreignBefore'>): readonly string[] {
  const later = foreign - foreignBefore
  return [
    ...(foreignBefore === 0
      ? []
      : [`${showCount(foreignBefore)} rows from servers are from before the ledger begins.`]),
    ...(later === 0
      ? []
      : [
          `${showCount(later)} rows from servers are in no entry of the ledger: another sender, or another ledger, sent them.`,
        ]),
  ]
}

function partsOf(groups: readonly Group[], nameOf: (group: Group) => string): Part[] {
  return [...groupedBy(groups, nameOf)].map(([name, members]) => {
    const counts: Partial<Record<Verdict, number>> = {}
    for (const { verdict, count } of members) counts[verdict] = (counts[verdict] ?? 0) + count
    const wrong = members.filter(({ verdict }) => verdictWords[verdict].kind === 'bad')
    return {
      name,
      entries: sumOf(members.map(({ count }) => count)),
      counts,
      money: addMoney(members),
      wrongMoney: addMoney(wrong),
    }
  })
}

/**
 * What is not right, the most costly first: by its share of the money of its currency, so that no rate of exchange is
 * needed, then by its count.
 */
function troublesIn(groups: readonly Group[]): readonly Trouble[] {
  const isTrouble = ({ verdict }: Group) => ['bad', 'odd'].includes(verdictWords[verdict].kind)
  const totals = new Map(addMoney(groups).map(({ currency, amount }) => [currency, Math.abs(Number(amount))]))
  const shareOf = ({ money, verdict }: Trouble) => {
    // Late or cut, an event is counted: it comes after all that is wrong.
    const weight = verdictWords[verdict].kind === 'bad' ? 1 : 0
    return (
      weight *
      Math.max(0, ...money.map(({ currency, amount }) => Math.abs(Number(amount)) / (totals.get(currency) || 1)))
    )
  }
  const alike = groupedBy(groups.filter(isTrouble), ({ verdict, app_id, event_name }) =>
    JSON.stringify([verdict, app_id, event_name]),
  )
  return [...alike.values()]
    .flatMap((members): Trouble[] => {
      const [first] = members
      if (first === undefined) return []
      const days = members.map(({ day }) => day).sort()
      return [
        {
          verdict: first.verdict,
          appId: first.app_id,
          eventName: first.event_name,
          count: sumOf(members.map(({ count }) => count)),
          money: addMoney(members),
          firstDay: days[0] ?? '',
          lastDay: days.at(-1) ?? '',
        },
      ]
    })
    .sort((left, right) => shareOf(right) - shareOf(left) || weigh(right) - weigh(left) || right.count - left.count)
    .slice(0, mostTroubles)
}

function weigh({ verdict }: Trouble): number {
  return verdictWords[verdict].kind === 'bad' ? 1 : 0
}

/** The sums of each currency, exact. */
function addMoney(parts: readonly { readonly money: readonly Money[] }[]): readonly Money[] {
  const amounts = groupedBy(
    parts.flatMap(({ money }) => money),
    ({ currency }) => currency ?? '',
  )
  return [...amounts]
    .map(([currency, sums]) => ({
      currency: currency === '' ? null : currency,
      amount: addDecimals(sums.map(({ amount }) => amount)),
    }))
    .sort((left, right) => (left.currency ?? '').localeCompare(right.currency ?? ''))
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

function byEntries(left: Part, right: Part): number {
  return right.entries - left.entries || left.name.localeCompare(right.name)
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
