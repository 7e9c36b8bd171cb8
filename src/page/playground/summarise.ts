import { type FindingCount, FindingTally } from '../../console/preview/finding-tally'
import type { Preview, Verdict } from './preview-text'

/** What several records come to. */
export interface PreviewSummary {
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** The gravest first; `firstLine` is the number of the first record with it. */
  readonly findings: readonly FindingCount[]
  /** What the events that would be sent are worth, by currency; the most records first. */
  readonly money: readonly Money[]
}

interface Money {
  /** Undefined: neither the record nor the configuration names one. */
  readonly currency: string | undefined
  /** Plain decimal text, refunds taken off. */
  readonly amount: string
  /** How many records have an amount in it. */
  readonly records: number
}

export function summarise(previews: readonly Preview[]): PreviewSummary {
  const verdicts = { send: 0, degraded: 0, reject: 0, skip: 0 }
  const findings = new FindingTally()
  const sums = new Map<string | undefined, { units: bigint; records: number }>()
  for (const { number, verdict, requests, findings: found } of previews) {
    verdicts[verdict] += 1
    findings.count(found, number)
    for (const { said } of requests) {
      const units = said?.revenue === undefined ? undefined : inUnits(said.revenue)
      if (said === undefined || units === undefined) continue
      const sum = sums.get(said.currency) ?? { units: 0n, records: 0 }
      sums.set(said.currency, { units: sum.units + units, records: sum.records + 1 })
    }
  }
  const money = [...sums]
    .map(([currency, { units, records }]) => ({ currency, amount: asText(units), records }))
    .sort((left, right) => right.records - left.records)
  return { verdicts, findings: findings.list(), money }
}

/** AppsFlyer takes five decimals: in hundred-thousandths nothing is rounded. */
const decimals = 5
const plain = /^(-?)(\d+)(?:\.(\d{1,5}))?$/

function inUnits(amount: string): bigint | undefined {
  const [, sign, whole = '', part = ''] = plain.exec(amount) ?? []
  if (sign === undefined) return undefined
  const units = BigInt(whole + part.padEnd(decimals, '0'))
  return sign === '-' ? -units : units
}

/** With two decimals at least, as money is written. */
function asText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0')
  const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = digits.slice(-decimals).replace(/0{1,3}$/, '')
  return `${units < 0n ? '−' : ''}${whole}.${part}`
}
