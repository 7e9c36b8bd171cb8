import { type Entry, type Keys, MemoryError, type Store, type Table, tables, type Values } from '../../src/memory/store'

/** A store in this process, which can be told to fail. */
export class MapStore implements Store {
  readonly #tables = new Map<Table, Map<string, { readonly value: string; readonly expiresAtMs: number }>>(
    tables.map((table) => [table, new Map()]),
  )
  readonly #now: () => number
  isDown = false
  readCount = 0
  writeCount = 0
  flushCount = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  async read(keys: Keys): Promise<Values> {
    this.readCount += 1
    this.#answer()
    const found = tables.map((table) => {
      const present = (keys[table] ?? []).flatMap((key) => {
        const value = this.valueOf(table, key)
        return value === undefined ? [] : [[key, value] as const]
      })
      return [table, new Map(present)] as const
    })
    return Object.fromEntries(found) as unknown as Values
  }

  async write(entries: readonly Entry[]): Promise<void> {
    this.writeCount += 1
    this.#answer()
    for (const { table, key, value, expiresAtMs = Number.POSITIVE_INFINITY } of entries) {
      if (value === null) this.#tables.get(table)?.delete(key)
      else this.#tables.get(table)?.set(key, { value, expiresAtMs })
    }
  }

  async update(keys: Keys, change: (values: Values) => readonly Entry[]): Promise<void> {
    await this.write(change(await this.read(keys)))
  }

  async flush(): Promise<void> {
    this.flushCount += 1
    this.#answer()
  }

  async *entries(table: Table) {
    yield [...(this.#tables.get(table) ?? [])].map(([key, { value }]) => [key, value] as const)
  }

  async count(table: Table): Promise<number> {
    return [...(this.#tables.get(table)?.values() ?? [])].filter(({ expiresAtMs }) => expiresAtMs > this.#now()).length
  }

  async tidy(): Promise<void> {}

  async close(): Promise<void> {}

  /** As `read` finds it. */
  valueOf(table: Table, key: string): string | undefined {
    const entry = this.#tables.get(table)?.get(key)
    return entry !== undefined && entry.expiresAtMs > this.#now() ? entry.value : undefined
  }

  /** Everything that is kept, as text. */
  text(): string {
    return JSON.stringify([...this.#tables].map(([table, entries]) => [table, [...entries]]))
  }

  #answer(): void {
    if (this.isDown) throw new MemoryError('The memory is away.')
  }
}
