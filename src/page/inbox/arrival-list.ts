import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { ListedRows } from '../sandbox-api'

export const rowsPerPage = 100

/** What the list shows: one page of rows, so that memory and DOM stay small whatever the inbox holds. */
export interface ListState {
  readonly rows: readonly ArrivalRow[]
  /** 0: the newest rows. */
  readonly page: number
  readonly hasOlder: boolean
  readonly loading: boolean
  readonly error: string | null
  /** Whether the first page follows what arrives. */
  readonly following: boolean
}

export interface ListPorts {
  readonly fetchRows: (
    filter: ArrivalFilter,
    before: number | null,
    limit: number,
    signal: AbortSignal,
  ) => Promise<ListedRows>
  readonly now: () => number
  /** Calls back after a delay; returns how to call it off. */
  readonly later: (call: () => void, delayMs: number) => () => void
  readonly onChange: (state: ListState) => void
}

/** Between two looks at a list that follows: at least this, and this many times as long as the last look took. */
const shortestPauseMs = 200
const pauseFactor = 4

/** The list of arrivals: pages back and forth through the inbox, and keeps the first page up to date. */
export class ArrivalList {
  static readonly atFirst: ListState = {
    rows: [],
    page: 0,
    hasOlder: false,
    loading: true,
    error: null,
    following: true,
  }
  readonly #ports: ListPorts
  #state = ArrivalList.atFirst
  #filter: ArrivalFilter = {}
  /** Where each page begins; the first has no beginning. */
  #starts: (number | null)[] = [null]
  #next: number | null = null
  #running: AbortController | undefined
  #callOff: (() => void) | undefined
  #stale = false
  #restUntilMs = 0

  constructor(ports: ListPorts) {
    this.#ports = ports
  }

  filter(filter: ArrivalFilter): void {
    this.#filter = filter
    this.newest()
  }

  newest(): void {
    this.#starts = [null]
    this.#load(0)
  }

  older(): void {
    if (this.#next === null) return
    this.#starts = [...this.#starts.slice(0, this.#state.page + 1), this.#next]
    this.#load(this.#state.page + 1)
  }

  newer(): void {
    if (this.#state.page > 0) this.#load(this.#state.page - 1)
  }

  follow(following: boolean): void {
    this.#change({ following })
    if (following && this.#stale) this.somethingChanged()
  }

  /** Looks again soon, once for however many changes; a list that is paged back or held stays as it is. */
  somethingChanged(): void {
    this.#stale = true
    if (this.#state.page > 0 || !this.#state.following || this.#running !== undefined || this.#callOff !== undefined)
      return
    const delayMs = Math.max(0, this.#restUntilMs - this.#ports.now())
    this.#callOff = this.#ports.later(() => {
      this.#callOff = undefined
      if (this.#state.page === 0 && this.#state.following) this.#load(0)
    }, delayMs)
  }

  stop(): void {
    this.#callOff?.()
    this.#running?.abort()
  }

  async #load(page: number): Promise<void> {
    this.#callOff?.()
    this.#callOff = undefined
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.#stale = false
    const startedMs = this.#ports.now()
    this.#change({ loading: true })
    try {
      const start = this.#starts[page] ?? null
      const { rows, next } = await this.#ports.fetchRows(this.#filter, start, rowsPerPage, running.signal)
      if (running.signal.aborted) return
      this.#next = next
      this.#change({ rows, page, hasOlder: next !== null, loading: false, error: null })
    } catch (error) {
      if (running.signal.aborted) return
      this.#change({ loading: false, error: error instanceof Error ? error.message : String(error) })
    }
    this.#running = undefined
    const nowMs = this.#ports.now()
    this.#restUntilMs = nowMs + Math.max(shortestPauseMs, (nowMs - startedMs) * pauseFactor)
    if (this.#stale) this.somethingChanged()
  }

  #change(change: Partial<ListState>): void {
    this.#state = { ...this.#state, ...change }
    this.#ports.onChange(this.#state)
  }
}
