import { marksOf, type RecordMarks } from '../../../core/reading/record-marks'
import type { JsonObject } from '../../../json/json'
import { type Suggestion, share } from './suggestion'

const reasons: Readonly<Record<keyof RecordMarks, string>> = {
  test: 'a test, not of real money',
  unpaid: 'no payment, or taken back',
  unrefunded: 'a refund of no money',
  updated: 'a change of an earlier row, which would be sent again',
}

/** Rows that had better not be sent, by what they say of themselves. Which are wanted is for the user to say. */
export function suggestConditions(rows: readonly JsonObject[], isRefund: boolean): readonly Suggestion[] {
  const counts = new Map<
    string,
    { readonly column: string; readonly where: string; readonly kind: keyof RecordMarks; count: number }
  >()
  const asked = (Object.keys(reasons) as (keyof RecordMarks)[]).filter(
    (kind) => kind !== (isRefund ? 'unpaid' : 'unrefunded'),
  )
  for (const row of rows) {
    const marks = marksOf(row) ?? {}
    for (const kind of asked) {
      const mark = marks[kind]
      if (mark === undefined || !('where' in mark.condition) || mark.condition.where === undefined) continue
      const { column, condition } = mark
      const key = `${column} ${condition.where}`
      const found = counts.get(key) ?? { column, where: mark.condition.where, kind, count: 0 }
      counts.set(key, { ...found, count: found.count + 1 })
    }
  }
  return [...counts.values()].map(({ column, where, kind, count }) => ({
    why: `${column} says of ${share(count, rows.length, 'rows')}: ${reasons[kind]}. This line keeps them back.`,
    yaml: [`- {"column": ${JSON.stringify(column)}, ${where}}`],
    isSure: false,
  }))
}
