import { reconciliationPage } from '../../../src/console/reconcile/html-page'
import { showReconciliation, totalsOf } from '../../../src/console/reconcile/show-reconciliation'
import { summarise } from '../../../src/console/reconcile/summary'
import { verdictWords } from '../../../src/console/reconcile/words'
import { displayWidth } from '../../../src/console/terminal/display-width'
import { plainStyle } from '../../../src/console/terminal/style'
import type { Group, Reconciliation } from '../../../src/proof/reconcile'
import { type Verdict, verdicts } from '../../../src/proof/verdict'

const group = (verdict: Verdict, count: number, amount?: string, more: Partial<Group> = {}): Group => ({
  verdict,
  app_id: 'id123456789',
  event_name: 'af_purchase',
  day: '2026-11-20',
  count,
  money: amount === undefined ? [] : [{ currency: 'EUR', amount }],
  ...more,
})

function resultOf(groups: readonly Group[], more: Partial<Reconciliation> = {}): Reconciliation {
  const countOf = (verdict: Verdict) => groups.reduce((sum, one) => sum + (one.verdict === verdict ? one.count : 0), 0)
  return {
    entries: groups.reduce((sum, { count }) => sum + count, 0),
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, countOf(verdict)])) as Record<Verdict, number>,
    money: groups.flatMap(({ verdict, money }) => money.map((one) => ({ verdict, ...one }))),
    foreign: 0,
    foreignBefore: 0,
    groups,
    reasons: [],
    warnings: [],
    ledgerFiles: [],
    problems: async function* () {},
    close: async () => undefined,
    ...more,
  }
}

const shown = (result: Reconciliation, width = 80) =>
  showReconciliation(result, [], plainStyle, width).flatMap((text) => text.split('\n'))
const page = (result: Reconciliation) =>
  reconciliationPage(result, { asOf: '2026-11-22', made: '2026-11-22', advice: [] })

const hostile = [
  '</script><script>alert(1)</script>',
  `"><img src=x onerror='alert(1)'>`,
  '\u202eevil\u0007\u001b[31m',
  'x'.repeat(300),
  '<b>&amp;',
]

test('names are shown as they are, and are neither tags nor signs for the terminal', () => {
  const result = resultOf([
    ...hostile.map((name) => group('missing', 1, '2', { event_name: name, app_id: name })),
    group('recorded', 5, '7', { day: '2026-11-21' }),
  ])
  const html = page(result)
  expect(html.match(/<script|<img|onerror='/g)).toBeNull()
  expect(html).toContain('&#60;b&#62;&#38;amp;')
  const text = shown(result)
  for (const line of text) {
    expect(displayWidth(line)).toBeLessThanOrEqual(80)
    expect(line).not.toMatch(/\p{Cc}|\u202e/u)
  }
})

test.each([40, 60, 80, 100])('a report fits %i columns', (width) => {
  const all = resultOf(
    verdicts.map((verdict, index) => group(verdict, 10 ** index, `${10 ** index}.25`, { day: `2026-11-1${index}` })),
    {
      foreign: 12,
      foreignBefore: 2,
      reasons: [{ reason: 'not_settled', count: 3 }],
      warnings: ['A file that has a rather long name, and of which much has to be said, was left out of all this.'],
    },
  )
  for (const line of shown(all, width)) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 80))
  const text = shown(all).join('\n')
  for (const { label } of Object.values(verdictWords)) expect(text).toMatch(new RegExp(`^  ${label} +\\d`, 'm'))
  expect(text).toContain('2 rows from servers are from before the ledger begins.')
  expect(text).toContain('10 rows from servers are in no entry of the ledger')
})

test('nothing is praised that cannot be told', () => {
  const open = resultOf([group('cannot_tell', 520)], { reasons: [{ reason: 'not_covered', count: 520 }] })
  expect(shown(open)[0]).toContain('not all can be told')
  expect(page(open)).toContain('Of 520 events that AppsFlyer accepted nothing can be told yet')
  expect(page(open)).not.toContain('Nothing is known to be wrong')
  const good = resultOf([group('recorded', 2, '3')])
  expect(shown(good)[0]).toContain('nothing is missing')
  expect(page(good)).toContain('All 2 events that AppsFlyer accepted are recorded')
})

test('the most costly comes first, by its share of the money of its currency; sums are exact', () => {
  const dollars = (amount: string) => [{ currency: 'USD', amount }]
  const { troubles, wrongMoney, wrongCount } = summarise(
    resultOf([
      group('recorded', 1, '1000'),
      group('recorded', 1, undefined, { money: dollars('10') }),
      group('missing', 3, '0.1'),
      group('missing', 1, '0.2', { day: '2026-11-22' }),
      group('blocked', 1, undefined, { money: dollars('5') }),
      group('recorded_at_arrival', 90, '900'),
    ]),
  )
  expect(troubles.map(({ verdict }) => verdict)).toEqual(['blocked', 'missing', 'recorded_at_arrival'])
  expect(troubles[1]).toMatchObject({ count: 4, firstDay: '2026-11-20', lastDay: '2026-11-22' })
  expect(wrongCount).toBe(5)
  expect(wrongMoney).toEqual([
    { currency: 'EUR', amount: '0.3' },
    { currency: 'USD', amount: '5' },
  ])
})

test('the totals for programs begin with what is promised', () => {
  const totals = totalsOf(resultOf([group('recorded', 2, '3')], { foreign: 1 }))
  expect(Object.keys(totals).slice(0, 4)).toEqual(['entries', 'verdicts', 'money', 'foreign'])
  expect(totals.money).toEqual([{ verdict: 'recorded', currency: 'EUR', amount: '3' }])
  expect(Object.keys(totals.verdicts).sort()).toEqual([...verdicts].sort())
})
