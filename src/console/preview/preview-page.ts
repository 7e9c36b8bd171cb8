import { sayFinding } from '../../stakes/finding-words'
import { mergeStakes } from '../../stakes/merge-stakes'
import { sayAmount, sayMoney, sayRecords, sayRevenue, sayWorth } from '../../stakes/say-stake'
import type { Stake } from '../../stakes/stake'
import type { Group } from '../../stakes/stake-groups'
import type { StakeReport } from '../../stakes/stake-tally'
import { dayChart, type Piece, shareBar, smallBar } from '../html/charts'
import { type Markup, markup } from '../html/markup'
import { htmlPage } from '../html/page'
import { nameOfApp, nameOfEvent } from '../stakes/group-names'
import { mainCurrency, revenueIn } from '../stakes/main-currency'
import type { FindingCount, FindingExample } from './finding-tally'
import type { PreviewTotals } from './preview-totals'
import { sayRejected, showCount } from './show-findings'

/** What the page says of its making. */
interface PageHead {
  /** The file's name. */
  readonly input: string
  /** `2026-11-28`. */
  readonly made: string
  /** What was not used of the mapping. */
  readonly warnings: readonly string[]
}

const mostRows = 20
/** In a cell of a table. */
const mostCurrencies = 2

/** A preview's summary as a page for who has no terminal: what is at stake, why, and where. Of records it shows names of events, and amounts. */
export function previewPage(totals: PreviewTotals, { input, made, warnings }: PageHead): string {
  const { findings, stakes } = totals
  const of = (severity: FindingCount['severity']) => findings.filter((one) => one.severity === severity)
  const content = markup`<h1>${kept(headline(totals))}</h1>
<p class="lead">${kept(lead(totals))}</p>
<p class="quiet">${input}${period(totals)}</p>
${shareBar(recordPieces(totals), 'Shares of all records')}
${fates(totals)}
${currencyTable(stakes)}
${rejections(of('reject'), totals)}
${findingTable('Of less use to AppsFlyer', of('degrade'))}
${groupTable('App by app', stakes.apps, nameOfApp, stakes.otherApps)}
${groupTable('Event by event', stakes.events, nameOfEvent, stakes.otherEvents)}
${days(totals)}
${findingTable('To know', of('note'))}
${warnings.length === 0 ? [] : markup`<h2>What was not used of the mapping</h2><ul>${warnings.map((one) => markup`<li>${one}</li>`)}</ul>`}
<footer>Made on ${made}. Nothing was sent. Worth is the revenue that a record says, as AppsFlyer would get it; currencies are never converted, and refunds
are never taken off. A record counts once for each kind of finding it has, with all it is worth: these may add up to more than the total.</footer>`
  return htmlPage(`At stake: ${input}`, content)
}

function headline({ outcomes, stakes }: PreviewTotals): string {
  const all = outcomes.send + outcomes.reject + outcomes.skip
  if (all === 0) return 'There are no records'
  if (outcomes.reject === 0) return `All ${showCount(all - outcomes.skip)} events can be sent`
  const money = sayRevenue(stakes.fates.rejected)
  const records = `${showCount(outcomes.reject)} of ${showCount(all)} records would be rejected`
  return money === '' ? records : `At stake: ${money}`
}

function lead({ outcomes, stakes }: PreviewTotals): string {
  const { sent, rejected } = stakes.fates
  const all = outcomes.send + outcomes.reject + outcomes.skip
  const unread =
    rejected.unread === 0
      ? ''
      : ` The worth of ${showCount(rejected.unread)} of them could not be read, and comes on top.`
  const refused =
    outcomes.reject === 0
      ? ''
      : `${showCount(outcomes.reject)} of ${showCount(all)} records would be rejected: AppsFlyer would refuse or lose them.${unread} `
  const money = sayMoney(sent)
  return `${refused}${showCount(outcomes.send)} would be sent${money === '' ? '' : `, worth ${money}`}.`
}

function period({ stakes }: PreviewTotals): string {
  const known = stakes.days.flatMap(({ key }) => (key === null ? [] : [key]))
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return ''
  return first === last ? `, events of ${first} (UTC)` : `, events from ${first} to ${last} (UTC)`
}

function recordPieces({ outcomes: { send, reject, skip } }: PreviewTotals): readonly Piece[] {
  return [
    { kind: 'good', value: send, label: `${showCount(send)} to send` },
    { kind: 'bad', value: reject, label: `${showCount(reject)} rejected` },
    { kind: 'open', value: skip, label: `${showCount(skip)} skipped` },
  ]
}

function fates({ stakes: { fates } }: PreviewTotals): Markup {
  const row = (kind: string, label: string, stake: Stake) =>
    stake.records === 0
      ? []
      : [
          markup`<tr><td><span class="dot ${kind}"></span>${label}</td><td class="number" data-label="records">${showCount(stake.records)}</td><td class="worth">${kept(sayWorth(stake))}</td></tr>`,
        ]
  return markup`<table class="stack"><thead><tr><th></th><th class="number">Records</th><th>Worth</th></tr></thead>
<tbody>${[...row('bad', 'rejected', fates.rejected), ...row('good', 'to send', fates.sent), ...row('open', 'skipped', fates.skipped)]}</tbody></table>`
}

function rejections(findings: readonly FindingCount[], totals: PreviewTotals): Markup {
  if (findings.length === 0) return markup``
  const rejected = totals.outcomes.reject
  const items = findings.map(({ code, count, message, stake, examples }) => {
    const piece: Piece = { kind: 'bad', value: count, label: `${showCount(count)} of ${showCount(rejected)} rejected` }
    return markup`<li><p><strong>${kept(sayRecords(stake))}</strong> ${sayFinding(code, count)} <code>${code}</code></p>
${smallBar([piece], piece.label, rejected)}<p class="advice">${message}</p><p class="quiet">${exampleText(examples, count)}</p></li>`
  })
  return markup`<h2>Why records are rejected, the most costly first</h2><ol class="troubles">${items}</ol>`
}

function exampleText(examples: readonly FindingExample[], count: number): string {
  const shown = examples.map(({ line, field, worth }) => {
    const name = worth?.eventName ?? undefined
    const amount = worth?.amount === undefined ? undefined : sayAmount(worth.amount, worth.currency ?? null)
    const about = [name, amount, field === null ? undefined : `in ${field}`].filter((part) => part !== undefined)
    return `line ${showCount(line)}${about.length === 0 ? '' : ` (${about.join(', ')})`}`
  })
  return `${count > shown.length ? 'The first: ' : 'In '}${shown.join('; ')}.`
}

function findingTable(title: string, findings: readonly FindingCount[]): Markup {
  if (findings.length === 0) return markup``
  const rows = findings.map(
    ({ code, severity, count, firstLine, message, stake, rejectedCount }) =>
      markup`<tr><td class="name">${sayFinding(code, count)}${sayRejected(severity, count, rejectedCount)}<br><code class="quiet">${code}</code>${severity === 'note' ? [] : markup`<p class="advice">${message}</p>`}</td><td class="number" data-label="records">${showCount(count)}</td>
<td class="number" data-label="is the first line">${showCount(firstLine)}</td><td class="worth">${kept(sayWorth(stake, mostCurrencies))}</td></tr>`,
  )
  return markup`<h2>${title}</h2><table class="stack"><thead><tr><th>Records that</th><th class="number">Records</th><th class="number">First line</th><th>Worth</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function groupTable(
  title: string,
  groups: readonly Group<string | null>[],
  nameOf: (key: string | null) => string,
  others: Stake | null,
): Markup {
  if (groups.length < 2) return markup``
  const most = Math.max(...groups.map(({ all }) => all.records))
  const rows = groups.slice(0, mostRows).map(({ key, all, rejected }) => {
    const pieces = piecesOf(rejected.records, all.records - rejected.records, showCount)
    return markup`<tr><td class="name">${nameOf(key)}${smallBar(pieces, aboutOf(pieces), most)}</td><td class="number" data-label="records">${showCount(all.records)}</td>
<td class="number" data-label="rejected">${showCount(rejected.records)}</td><td class="worth">${kept(sayWorth(rejected, mostCurrencies))}</td></tr>`
  })
  const rest = groups.length - rows.length
  const more = [...(rest > 0 ? [`${showCount(rest)} more`] : []), ...(others === null ? [] : [sayRecords(others)])]
  return markup`<h2>${title}</h2><table class="stack"><thead><tr><th></th><th class="number">Records</th><th class="number">Rejected</th><th>Worth of the rejected</th></tr></thead>
<tbody>${rows}</tbody></table>${more.length === 0 ? [] : markup`<p class="quiet">And ${more.join(', and ')}.</p>`}`
}

/** What comes in, currency by currency: those of most records. */
function currencyTable({ fates: { sent, rejected } }: StakeReport): Markup {
  const all = mergeStakes([sent, rejected]).money.filter(({ revenue }) => revenue !== '0')
  if (all.length === 0 || rejected.money.length === 0) return markup``
  const rows = all.slice(0, mostRows).map(({ currency, revenue }) => {
    const lost = revenueIn(rejected, currency)
    const of = (stake: Stake) => stake.money.find((one) => one.currency === currency)?.revenue ?? '0'
    const share = (lost / Number(revenue)) * 100
    const pieces = piecesOf(lost, revenueIn(sent, currency), (value) => `${value.toFixed(2)} ${currency ?? ''}`)
    return markup`<tr><td class="name">${currency ?? '(no currency)'}${smallBar(pieces, aboutOf(pieces))}</td><td class="number" data-label="rejected">${lost === 0 ? '' : sayAmount(of(rejected), currency)}</td>
<td class="number" data-label="of the currency">${lost === 0 ? '' : `${share < 0.1 ? 'below 0.1' : share.toFixed(1)} %`}</td><td class="number" data-label="to send">${sayAmount(of(sent), currency)}</td></tr>`
  })
  return markup`<h2>Revenue, currency by currency</h2><table class="stack"><thead><tr><th></th><th class="number">Rejected</th><th class="number">Share</th><th class="number">To send</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function piecesOf(rejected: number, sent: number, say: (value: number) => string): readonly Piece[] {
  return [
    { kind: 'bad', value: rejected, label: `${say(rejected)} rejected` },
    { kind: 'good', value: sent, label: `${say(sent)} to send` },
  ]
}

function aboutOf(pieces: readonly Piece[]): string {
  return pieces.map(({ label }) => label).join(', ')
}

/** In the currency of most records; by records where none carry money. */
function days({ stakes }: PreviewTotals): Markup {
  const { fates, days: all } = stakes
  const known = all.filter(({ key }) => key !== null)
  if (known.length < 2) return markup``
  const currency = mainCurrency([fates.rejected, fates.sent])
  const amount = (value: number) => sayAmount(String(Math.round(value * 100) / 100), currency ?? null)
  const show = (value: number) => (currency === undefined ? showCount(value) : showShort(value, currency))
  const columns = known.map(({ key, all: stake, rejected }) => {
    const lost = currency === undefined ? rejected.records : revenueIn(rejected, currency)
    const sent = currency === undefined ? stake.records - rejected.records : revenueIn(stake, currency) - lost
    const say = currency === undefined ? showCount : amount
    const pieces = piecesOf(lost, Math.max(0, sent), say)
    return { name: key ?? '', pieces }
  })
  const timeless = all.find(({ key }) => key === null)?.all.records ?? 0
  const what =
    currency === undefined ? 'Records' : `Revenue ${currency === null ? 'without a currency' : `in ${currency}`}`
  return markup`<h2>Day by day</h2><p class="quiet">${what}, by the day of the event (UTC)${timeless > 0 ? `; ${showCount(timeless)} without a time are left out` : ''}</p>
${dayChart(columns, `${what} of each day`, show)}`
}

/** `EUR 12,345`: for an axis. */
function showShort(value: number, currency: string | null): string {
  const digits = Math.round(value).toLocaleString('en-US')
  return currency === null ? digits : `${currency} ${digits}`
}

/** An amount stays beside its currency. */
function kept(text: string): string {
  return text.replace(/\b([A-Z]{3}) (?=-?\d)/g, '$1\u00a0')
}
