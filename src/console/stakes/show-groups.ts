import { sayWorth } from '../../stakes/say-stake'
import type { Group } from '../../stakes/stake-groups'
import type { StakeReport } from '../../stakes/stake-tally'
import { showCount } from '../preview/show-findings'
import { cutToWidth, displayWidth } from '../terminal/display-width'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'
import { nameOfApp, nameOfEvent } from './group-names'

const mostShown = 5
/** The column is narrow. */
const mostCurrencies = 1
const nameColumns = 26
const countColumns = 9

/** Where the rejected records are, app by app and event by event; nothing where none are, or there is one of each. */
export function showGroups({ apps, events }: StakeReport, style: Style, width: number): readonly string[] {
  return [
    ...showTable('By app', apps, nameOfApp, style, width),
    ...showTable('By event', events, nameOfEvent, style, width),
  ]
}

function showTable(
  title: string,
  groups: readonly Group<string | null>[],
  nameOf: (key: string | null) => string,
  style: Style,
  width: number,
): readonly string[] {
  const hit = groups.filter(({ rejected }) => rejected.records > 0)
  if (hit.length === 0 || groups.length < 2) return []
  const shown = hit.slice(0, mostShown)
  const rest = hit.length - shown.length
  const head = `  ${title.padEnd(nameColumns)}${'records'.padStart(countColumns)}${'rejected'.padStart(countColumns)}   worth of the rejected`
  return [
    '',
    style.bold(head),
    ...shown.flatMap(({ key, all, rejected }) => {
      const name = cutToWidth(safeText(nameOf(key)), nameColumns - 1)
      const start = `  ${name}${' '.repeat(nameColumns - displayWidth(name))}${showCount(all.records).padStart(countColumns)}${showCount(rejected.records).padStart(countColumns)}`
      const margin = nameColumns + 2 * countColumns + 5
      const [first = '', ...more] = wrapped(sayWorth(rejected, mostCurrencies), width - margin)
      return [`${start}   ${first}`.trimEnd(), ...more.map((line) => ' '.repeat(margin) + line)]
    }),
    ...(rest === 0 ? [] : [`  and ${showCount(rest)} more`]),
  ]
}
