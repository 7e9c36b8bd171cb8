import { type Finding, type FindingCode, finding } from './finding'
import type { Request } from './request'
import type { KnownInstall, Subject } from './subject'
import type { Worth } from './worth'

/** What is to be done with a record: `send` its request, `reject` it (a finding says why), or `skip` it. */
export type Prepared = Told &
  (
    | { readonly outcome: 'send'; readonly request: Request }
    | { readonly outcome: 'reject' | 'skip'; readonly request: null }
  )

interface Told {
  /** Further requests of an erasure in several apps: the record is settled when all are. */
  readonly more?: readonly Request[]
  readonly findings: readonly Finding[]
  /** What it is worth, as far as it could be read, were it rejected or skipped; absent for what is no event. */
  readonly worth?: Worth | undefined
  /** Whom it is about, where a memory is configured and there is something to ask it or to tell it. */
  readonly subject?: Subject
  /** What becomes of a record that was rejected for its missing AppsFlyer id alone, with the install that the memory knows. */
  readonly complete?: (install: KnownInstall) => Prepared
}

export function isRejected(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'reject')
}

export function rejected(findings: readonly Finding[], worth?: Worth): Prepared {
  return { outcome: 'reject', request: null, findings, worth }
}

export function skipped(code: FindingCode, worth?: Worth): Prepared {
  return { outcome: 'skip', request: null, findings: [finding(code, null)], worth }
}
