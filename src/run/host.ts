import type { Finding } from '../core/domain/finding'
import type { Prepared } from '../core/domain/prepared'
import type { InputRecord } from '../core/domain/record'
import type { Request } from '../core/domain/request'
import type { Worth } from '../core/domain/worth'
import type { Settlement } from '../delivery/outcome/settlement'
import type { Refusal } from './prove-keys'

/** Why a record is rejected, and where on its way. */
export interface Rejection {
  readonly stage: 'read' | 'prepare' | 'delivery'
  readonly code: string
  /** Safe to show: nothing of the record in it. */
  readonly message: string
  /** How the sending ended, when it was tried. */
  readonly settlement?: Settlement
}

/** What the run keeps of an item: what its record is worth, once it is prepared. */
export interface Weighed {
  worth?: Worth | undefined
}

/** How a record ends that has to be sent again later. */
export type Unsettled = 'misconfigured' | 'transient' | 'throttled'

/** What a record was left for. */
export interface Left extends Refusal {
  readonly request: Request
  /** How the sending ended, when it was tried. */
  readonly settlement?: Settlement
}

/**
 * Who runs a run: reads the items, and does with each what has become of it. Every item that is taken ends once: accepted,
 * skipped, rejected or left.
 */
export interface Host<Item> {
  /** What the core makes of an item; a rejection where it holds no record. */
  prepare(item: Item): Prepared | Rejection
  /** The record of an item, for the ledger. */
  recordOf(item: Item): InputRecord
  /** What was found on an item, whatever becomes of it. */
  found?(item: Item, findings: readonly Finding[]): void
  accepted(item: Item, settlement: Settlement): void
  skipped(item: Item, code: string): void
  rejected(item: Item, rejection: Rejection): void
  /** To be sent again later. `why` is absent where the run was ending already, or the memory had no answer. */
  left(item: Item, outcome: Unsettled, why?: Left): void
  /** AppsFlyer takes nothing of an app (told once for each). `isLeftOut`: those of the others are sent without its records. */
  refused(name: string, refusal: Refusal, isLeftOut: boolean): void
  /** The run cannot go on: a bug, or what has to keep things does not. */
  failed(error: unknown): void
}

/** Where something leaves the run, or is kept: more is read only while it keeps up. */
export interface Outlet {
  /** Resolves when it has caught up so far that it may be given more. Rejects where it cannot go on: the run fails. */
  ready(): Promise<void>
}
