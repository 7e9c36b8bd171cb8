import type { InputRecord } from '../core/domain/record'
import type { Request } from '../core/domain/request'
import { jsonText } from '../json/json-text'
import { Batches, type Put } from '../storage/batches'
import { keyMark, type LedgerHeader } from './entry'
import { type Acceptance, entryOf } from './entry-of'

/** What AppsFlyer accepted, kept entry by entry. */
export interface Ledger {
  /** Takes a request that was accepted; `record` gives what it came from. An erasure and a user's id for a visitor are no events, and leave no entry. */
  add(request: Request, acceptance: Acceptance, record: () => InputRecord): void
  /** Resolves when everything added so far is durable: only then the states that cover it go out. Rejects with a StorageError. */
  flush(): Promise<void>
  /** Resolves when the ledger has caught up so far that it may be given more. Rejects as `flush` does. */
  ready(): Promise<void>
}

export interface LedgerRun {
  readonly startedAtMs: number
  /** Tells two runs apart that start in the same millisecond. */
  readonly mark: string
  readonly source: LedgerHeader['source']
}

export interface LedgerOptions {
  /** Of the hashes. */
  readonly key: string
  /** Whether the records are kept, too. */
  readonly keepsRecords: boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type Group = 'ledger' | 'records'

/**
 * A ledger of gzipped lines of JSON: `{day}/{start of the run}-{mark}-{number}.ledger.ndjson.gz`, and beside it
 * `….records.ndjson.gz` where the records are kept.
 */
export class FiledLedger implements Ledger {
  readonly #batches: Batches
  readonly #options: LedgerOptions

  constructor(put: Put, run: LedgerRun, options: LedgerOptions) {
    const started = new Date(run.startedAtMs).toISOString().replace(/[-:.]/g, '')
    const header: LedgerHeader = {
      ledger: 1,
      run: `${started}-${run.mark}`,
      source: run.source,
      key: keyMark(options.key),
    }
    this.#options = options
    this.#batches = new Batches(put, {
      what: 'the ledger',
      nameOf: (group, number) => {
        const day = new Date(options.now()).toISOString().slice(0, 10)
        return `${day}/${header.run}-${String(number).padStart(6, '0')}.${group}.ndjson.gz`
      },
      headOf: (group) => (group === ('ledger' satisfies Group) ? `${JSON.stringify(header)}\n` : ''),
    })
  }

  add(request: Request, acceptance: Acceptance, record: () => InputRecord): void {
    const { endpoint } = request
    if (endpoint === 'erasure' || endpoint === 'pba_setcuid') return
    const { key, keepsRecords } = this.#options
    const entry = entryOf({ ...request, endpoint }, acceptance, key)
    this.#batches.add('ledger' satisfies Group, `${JSON.stringify(entry)}\n`)
    if (keepsRecords) this.#batches.add('records' satisfies Group, recordLine(entry.delivery_id, record()))
  }

  flush(): Promise<void> {
    return this.#batches.flush()
  }

  ready(): Promise<void> {
    return this.#batches.ready()
  }
}

/** A record as it came in, with what it takes to send it again as the same delivery. */
function recordLine(deliveryId: string, { stream, namespace, data, primaryKey }: InputRecord): string {
  return `${jsonText({ delivery_id: deliveryId, stream, namespace, primary_key: primaryKey, data })}\n`
}
