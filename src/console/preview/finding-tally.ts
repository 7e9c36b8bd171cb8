import type { Finding, Severity } from '../../core/domain/finding'
import type { Worth } from '../../core/domain/worth'
import { byWorth, type Stake, StakeSum, type Totals } from '../../stakes/stake'

/** How often something was found, what those records are worth, and where they stand. */
export interface FindingCount {
  readonly code: string
  readonly severity: Severity
  /** Records, not occurrences. */
  readonly count: number
  readonly firstLine: number
  /** What is wrong and how to fix it, as the first of them has it. Holds no value of the record. */
  readonly message: string
  readonly stake: Stake
  /** Of them, those that are rejected by themselves: they are not sent, whatever else was found. */
  readonly rejectedCount: number
  /** A few, the first ones. */
  readonly examples: readonly FindingExample[]
}

/** A record with a finding: where it is, and nothing of what it holds but the event's name and its worth. */
export interface FindingExample {
  readonly line: number
  readonly field: string | null
  readonly worth: Worth | null
}

/** A finding, or an answer by which a record was refused. */
type Found = Pick<Finding, 'severity' | 'field' | 'message'> & { readonly code: string }

interface Counted {
  readonly first: Found
  readonly firstLine: number
  readonly sum: StakeSum
  rejectedCount: number
  readonly examples: FindingExample[]
}

const mostExamples = 3
const nothing: Totals = new Map()
const order: readonly Severity[] = ['reject', 'degrade', 'note']

/** The gravest first. */
export function byGravity(left: { readonly severity: Severity }, right: { readonly severity: Severity }): number {
  return order.indexOf(left.severity) - order.indexOf(right.severity)
}

/** One code may reject a record and degrade another: they are counted apart. */
function keyOf({ severity, code }: Found): string {
  return `${severity} ${code}`
}

/** Counts findings by severity and code, in constant memory: a record once for each kind that it has, with all that it is worth. */
export class FindingTally {
  readonly #counts = new Map<string, Counted>()

  /** The findings of one record. */
  count(findings: readonly Finding[], line: number, worth?: Worth): void {
    const isRejected = findings.some(({ severity }) => severity === 'reject')
    findings.forEach((found, index) => {
      if (findings.findIndex((other) => keyOf(other) === keyOf(found)) === index)
        this.#add(found, line, worth, isRejected)
    })
  }

  /** One of a record that has no other of its kind. */
  add(found: Found, line: number, worth: Worth | undefined): void {
    this.#add(found, line, worth, found.severity === 'reject')
  }

  /** The gravest first, of those the most costly, then the most frequent. `totals`: all money that was read; without it nothing is weighed. */
  list(totals: Totals = nothing): readonly FindingCount[] {
    const counts = [...this.#counts.values()].map(
      ({ first: { code, severity, message }, firstLine, sum, rejectedCount, examples }): FindingCount => {
        return { code, severity, count: sum.records, firstLine, message, stake: sum.stake, rejectedCount, examples }
      },
    )
    return counts.sort((left, right) => byGravity(left, right) || byWorth(left.stake, right.stake, totals))
  }

  #add(found: Found, line: number, worth: Worth | undefined, isRejected: boolean): void {
    let counted = this.#counts.get(keyOf(found))
    if (counted === undefined) {
      counted = { first: found, firstLine: line, sum: new StakeSum(), rejectedCount: 0, examples: [] }
      this.#counts.set(keyOf(found), counted)
    }
    counted.sum.add(worth)
    if (isRejected) counted.rejectedCount += 1
    if (counted.examples.length < mostExamples)
      counted.examples.push({ line, field: found.field, worth: worth ?? null })
  }
}
