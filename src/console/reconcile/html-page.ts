import type { Reconciliation } from '../../proof/reconcile'
import { reasons, type Verdict } from '../../proof/verdict'
import { type Markup, markup } from '../html/markup'
import { htmlPage } from '../html/page'
import { showCount } from '../preview/show-findings'
import { daysOf, sharesOf } from './html-charts'
import { showMoney } from './show-money'
import { describeForeign, type Part, type Summary, summarise } from './summary'
import { shownVerdicts, verdictWords } from './words'

/** What the page says of its making. */
export interface PageHead {
  /** The day as of which it was judged, and the day it was made: `2026-11-28`. In a rehearsal they differ. */
  readonly asOf: string
  readonly made: string
  /** What `--missing` wrote, and other next steps. */
  readonly advice: readonly string[]
}

const mostRows = 50

/** The report as one page that opens from a disk: no script, no other file, light and dark as the reader likes it. */
export function reconciliationPage(result: Reconciliation, { asOf, made, advice }: PageHead): string {
  const summary = summarise(result)
  const title = `What AppsFlyer recorded, ${asOf}`
  const content = markup`<h1>${headline(result, summary)}</h1>
<p class="lead">${lead(result, summary)}</p>
<p class="quiet">${period(summary)}</p>
${sharesOf(result.verdicts)}
${verdictTable(result)}
${summary.days.length < 2 ? [] : markup`<h2>Day by day</h2>${daysOf(summary.days)}`}
${troubles(summary)}
${parts('App by app', summary.apps)}
${parts('Event by event', summary.events)}
${untold(result)}
${notes(result, advice)}
<footer>Made on ${made}${asOf === made ? '' : `, as of ${asOf}`}, from AppsFlyer’s raw data. Counts are of requests that AppsFlyer accepted; money is what they carried. A row of AppsFlyer’s raw data
stands behind each that is recorded. What cannot be told is not counted as recorded, nor as missing.</footer>`
  return htmlPage(title, content)
}

function headline({ entries, verdicts }: Reconciliation, { recordedCount }: Summary): string {
  if (entries === 0) return 'The ledger has no entries'
  if (verdicts.cannot_tell === entries)
    return `Of ${showCount(entries)} events that AppsFlyer accepted nothing can be told yet`
  const of = `of ${showCount(entries)} events that AppsFlyer accepted`
  if (verdicts.missing > 0) return `${showCount(verdicts.missing)} ${of} are missing`
  return recordedCount === entries
    ? `All ${of.slice(3)} are recorded`
    : `${showCount(recordedCount)} ${of} are recorded`
}

/** The days of the events, the first and the last. */
function period({ days }: Summary): string {
  const [first, last] = [days[0]?.name, days.at(-1)?.name]
  if (first === undefined || last === undefined) return ''
  return first === last ? `Events of ${first} (UTC)` : `Events from ${first} to ${last} (UTC)`
}

function lead({ verdicts }: Reconciliation, { wrongCount, wrongMoney }: Summary): string {
  const wrong =
    wrongCount === 0
      ? verdicts.cannot_tell > 0
        ? ''
        : 'Nothing is known to be wrong.'
      : `${showCount(wrongCount)} are wrong in some way${wrongMoney.length === 0 ? '' : `, with ${showMoney(wrongMoney)}`}.`
  const open =
    verdicts.cannot_tell === 0
      ? ''
      : `Of ${showCount(verdicts.cannot_tell)} it cannot be told yet, for the reasons below.`
  return [wrong, open].filter((part) => part !== '').join(' ')
}

function verdictTable({ verdicts, money }: Reconciliation): Markup {
  const rows = shownVerdicts
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => {
      const { label, means, kind } = verdictWords[verdict]
      const sums = showMoney(money.filter((sum) => sum.verdict === verdict))
      return markup`<tr><td><span class="dot ${kind}"></span>${label}</td><td class="number">${showCount(verdicts[verdict])}</td>
<td class="number">${sums}</td><td>${means}</td></tr>`
    })
  return markup`<table><thead><tr><th>Verdict</th><th class="number">Events</th><th class="number">Money</th><th>Meaning</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function troubles({ troubles }: Summary): Markup {
  if (troubles.length === 0) return markup``
  const items = troubles.map(({ verdict, eventName, appId, count, money, firstDay, lastDay }) => {
    const { label, act, kind } = verdictWords[verdict]
    const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
    const sums = money.length === 0 ? '' : ` · ${showMoney(money)}`
    return markup`<li><p><span class="tag ${kind}">${label}</span> <strong>${showCount(count)} ${eventName ?? 'visits'}${sums}</strong><br>
<span class="quiet">${appId}, ${days}</span></p><p>${act}</p></li>`
  })
  return markup`<h2>What to look at, the most costly first</h2><ol class="troubles">${items}</ol>`
}

function parts(title: string, all: readonly Part[]): Markup {
  if (all.length < 2) return markup``
  const rows = all.slice(0, mostRows).map(({ name, entries, counts, money }) => {
    const odd = shownVerdicts
      .filter((verdict) => verdictWords[verdict].kind !== 'good' && (counts[verdict] ?? 0) > 0)
      .map((verdict) => tag(verdict, counts[verdict] ?? 0))
    return markup`<tr><td class="name">${name}</td><td class="number">${showCount(entries)}</td><td class="number">${showMoney(money)}</td>
<td>${odd.length === 0 ? markup`<span class="quiet">all recorded</span>` : odd}</td></tr>`
  })
  const rest = all.length - rows.length
  return markup`<h2>${title}</h2><table><thead><tr><th></th><th class="number">Events</th><th class="number">Money</th><th></th></tr></thead>
<tbody>${rows}</tbody></table>${rest > 0 ? markup`<p class="quiet">And ${showCount(rest)} more.</p>` : []}`
}

function tag(verdict: Verdict, count: number): Markup {
  const { label, kind } = verdictWords[verdict]
  return markup`<span class="tag ${kind}">${showCount(count)} ${label}</span> `
}

function untold({ reasons: why }: Reconciliation): Markup {
  if (why.length === 0) return markup``
  const rows = why.map(
    ({ reason, count }) =>
      markup`<tr><td class="number">${showCount(count)}</td><td>${reasons[reason].why}</td><td>${reasons[reason].act}</td></tr>`,
  )
  return markup`<h2>What cannot be told</h2><table><thead><tr><th class="number">Events</th><th>Why</th><th>What to do</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function notes(result: Reconciliation, advice: readonly string[]): Markup {
  const all = [...describeForeign(result), ...result.warnings, ...advice]
  if (all.length === 0) return markup``
  return markup`<h2>To know</h2><ul>${all.map((note) => markup`<li>${note}</li>`)}</ul>`
}
