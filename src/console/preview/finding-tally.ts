import type { Finding, Severity } from '../../core/domain/finding'

/** How often something was found, and where first. */
export interface FindingCount {
  readonly code: string
  readonly severity: Severity
  /** Records, not occurrences. */
  readonly count: number
  readonly firstLine: number
}

const order: readonly Severity[] = ['reject', 'degrade', 'note']

/** The gravest first. */
export function byGravity(left: { readonly severity: Severity }, right: { readonly severity: Severity }): number {
  return order.indexOf(left.severity) - order.indexOf(right.severity)
}

/** Counts findings by code, in constant memory. */
export class FindingTally {
  readonly #counts = new Map<string, { code: string; severity: Severity; count: number; firstLine: number }>()

  /** The findings of one record. */
  count(findings: readonly Pick<Finding, 'code' | 'severity'>[], line: number): void {
    findings.forEach(({ code, severity }, index) => {
      const isRepeated = findings.findIndex((other) => other.code === code) !== index
      if (!isRepeated) this.add(code, severity, line)
    })
  }

  add(code: string, severity: Severity, line: number): void {
    const known = this.#counts.get(code)
    if (known === undefined) this.#counts.set(code, { code, severity, count: 1, firstLine: line })
    else known.count += 1
  }

  /** The gravest first, of those the most frequent. */
  list(): readonly FindingCount[] {
    return [...this.#counts.values()].sort((left, right) => byGravity(left, right) || right.count - left.count)
  }
}
