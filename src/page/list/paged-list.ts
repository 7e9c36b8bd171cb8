const rowsPerPage = 100

/** A page as the sandbox gives it. */
export interface ListedRows<Row> {
  readonly rows: readonly Row[]
  /** Where to go on, or null at the end. */
  readonly next: number | null
}

/** What the list shows: one page of rows, so that memory and DOM stay small whatever the inbox holds. */
export interface ListState<Row> {
  readonly rows: readonly Row[]
  /** 0: the newest rows. */
  readonly page: number
  /** How many rows stand on the pages before. */
  readonly rowsBefore: number
  readonly hasOlder: boolean
  readonly loading: boolean
  readonly error: string | null
  /** Whether the first page follows what arrives; false where somebody asked it to hold. */
  readonly following: boolean
  /** How many rows have come since the first page was shown, of which it shows none because it holds still. */
  readonly fresh: number
  /** Whether there are more than were counted. */
  readonly freshIsMore: boolean
}

export interface ListPorts<Row, Filter> {
  readonly fetchRows: (
    filter: Filter,
    before: number | null,
    limit: number,
    signal: AbortSignal,
  ) => Promise<ListedRows<Row>>
  /** A number of a row that grows with each arrival. */
  readonly placeOf: (row: Row) => number
  readonly now: () => number
  /** Calls back after a delay; returns how to call it off. */
  readonly later: (call: () => void, delayMs: number) => () => void
  readonly onChange: (state: ListState<Row>) => void
}

/** Between two looks at a list that follows: at least this, and this many times as long as the last look took. */
const shortestPauseMs = 200
const pauseFactor = 4

interface PageStart {
  readonly before: number | null
  readonly rowsBefore: number
}

const firstPage: PageStart = { before: null, rowsBefore: 0 }

/** A list of what the sandbox has: pages back and forth through the inbox, and keeps the first page up to date. */
export class PagedList<Row, Filter> {
  static readonly atFirst: ListState<never> = {
    rows: [],
    page: 0,
    rowsBefore: 0,
    hasOlder: false,
    loading: true,
    error: null,
    following: true,
    fresh: 0,
    freshIsMore: false,
  }
  readonly #ports: ListPorts<Row, Filter>
  #state: ListState<Row> = PagedList.atFirst
  #filter: Filter
  /** Where each page begins; the first has no beginning. */
  #starts: readonly PageStart[] = [firstPage]
  #next: number | null = null
  #running: AbortController | undefined
  #callOff: (() => void) | undefined
  #stale = false
  #restUntilMs = 0
  /** Why it holds still by itself: somebody points at it, say. */
  readonly #holds = new Set<string>()

  constructor(ports: ListPorts<Row, Filter>, filter: Filter) {
    this.#ports = ports
    this.#filter = filter
  }

  filter(filter: Filter): void {
    this.#filter = filter
    this.newest()
  }

  newest(): void {
    this.#starts = [firstPage]
    this.#load(0)
  }

  older(): void {
    if (this.#next === null) return
    const { page, rowsBefore, rows } = this.#state
    const next = { before: this.#next, rowsBefore: rowsBefore + rows.length }
    this.#starts = [...this.#starts.slice(0, page + 1), next]
    this.#load(page + 1)
  }

  newer(): void {
    if (this.#state.page > 0) this.#load(this.#state.page - 1)
  }

  follow(following: boolean): void {
    this.#change({ following })
    this.#catchUp()
  }

  /** Holds still for a reason, or no longer. It follows again when no reason is left. */
  hold(reason: string, isOn: boolean): void {
    if (isOn) this.#holds.add(reason)
    else if (this.#holds.delete(reason)) this.#catchUp()
  }

  /** Looks again soon, once for however many changes. A list that holds still only counts; one that is paged back stays as it is. */
  somethingChanged(): void {
    this.#stale = true
    if (this.#state.page > 0 || this.#running !== undefined || this.#callOff !== undefined) return
    const delayMs = Math.max(0, this.#restUntilMs - this.#ports.now())
    this.#callOff = this.#ports.later(() => {
      this.#callOff = undefined
      if (this.#state.page === 0) this.#load(0, true)
    }, delayMs)
  }

  stop(): void {
    this.#callOff?.()
    this.#running?.abort()
  }

  #isStill(): boolean {
    return !this.#state.following || this.#holds.size > 0
  }

  #catchUp(): void {
    if (!this.#isStill() && (this.#stale || this.#state.fresh > 0)) this.somethingChanged()
  }

  async #load(page: number, isFollowUp = false): Promise<void> {
    this.#callOff?.()
    this.#callOff = undefined
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.#stale = false
    const startedMs = this.#ports.now()
    if (!isFollowUp) this.#change({ loading: true })
    try {
      const { before, rowsBefore } = this.#starts[page] ?? firstPage
      const { rows, next } = await this.#ports.fetchRows(this.#filter, before, rowsPerPage, running.signal)
      if (running.signal.aborted) return
      const fresh = isFollowUp && this.#isStill() ? this.#countFresh(rows) : undefined
      if (fresh === undefined) {
        this.#next = next
        const shown = { rows, page, rowsBefore, hasOlder: next !== null, fresh: 0, freshIsMore: false }
        this.#change({ ...shown, loading: false, error: null })
      } else {
        const freshIsMore = fresh === rows.length && next !== null
        this.#change({ fresh, freshIsMore, loading: false, error: null })
      }
    } catch (error) {
      if (running.signal.aborted) return
      this.#change({ loading: false, error: error instanceof Error ? error.message : String(error) })
    }
    this.#running = undefined
    const nowMs = this.#ports.now()
    this.#restUntilMs = nowMs + Math.max(shortestPauseMs, (nowMs - startedMs) * pauseFactor)
    if (this.#stale) this.somethingChanged()
  }

  /** How many are newer than what is shown; undefined where that is nothing, or is no more (the inbox was cleared). */
  #countFresh(rows: readonly Row[]): number | undefined {
    const { placeOf } = this.#ports
    const [shown] = this.#state.rows
    const [newest] = rows
    if (shown === undefined || newest === undefined || placeOf(newest) < placeOf(shown)) return undefined
    return rows.filter((row) => placeOf(row) > placeOf(shown)).length
  }

  #change(change: Partial<ListState<Row>>): void {
    this.#state = { ...this.#state, ...change }
    this.#ports.onChange(this.#state)
  }
}
