import type { Verdict } from '../../proof/verdict'
import { dayChart, type Kind, type Piece, shareBar } from '../html/charts'
import type { Markup } from '../html/markup'
import { showCount } from '../preview/show-findings'
import type { Part } from './summary'
import { shownVerdicts, verdictWords } from './words'

const kinds: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'good', label: 'recorded as sent' },
  { kind: 'odd', label: 'recorded late or cut' },
  { kind: 'bad', label: 'wrong or missing' },
  { kind: 'open', label: 'cannot be told' },
]

type Counts = Readonly<Partial<Record<Verdict, number>>>

/** How much of all each kind has: one bar. */
export function sharesOf(counts: Counts): Markup {
  return shareBar(piecesOf(counts), 'Shares of all events')
}

/** A column for each day, made up of the kinds. */
export function daysOf(days: readonly Part[]): Markup {
  const columns = days.map(({ name, counts }) => ({ name, pieces: piecesOf(counts) }))
  return dayChart(columns, 'Events of each day', showCount)
}

function piecesOf(counts: Counts): readonly Piece[] {
  return kinds.map(({ kind, label }) => {
    const value = ofKind(counts, kind)
    return { kind, value, label: `${showCount(value)} ${label}` }
  })
}

function ofKind(counts: Counts, kind: Kind): number {
  return shownVerdicts.reduce(
    (sum, verdict) => sum + (verdictWords[verdict].kind === kind ? (counts[verdict] ?? 0) : 0),
    0,
  )
}
