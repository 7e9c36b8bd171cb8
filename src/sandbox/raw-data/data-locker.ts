import { mkdir } from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { HourFiles } from './hour-files'
import { type RawSource, readRecorded } from './recorded-event'

/** What one writing brought. */
export interface WrittenFiles {
  readonly files: number
  readonly rows: number
  /** How many requests had left the inbox before they could be written, and their rows with them. */
  readonly gone: number
}

/** Requests between two looks at other work. */
const scannedAtOnce = 500

/**
 * Data Locker's files in a folder: `t=inapps/dt=2026-11-20/h=7/part-00000.gz`, by the hour of arrival, UTC ("Data Locker",
 * https://support.appsflyer.com/hc/en-us/articles/360000877538). There is no `h=late`: nothing is late here.
 */
export class DataLocker {
  readonly #folder: string
  readonly #source: RawSource
  #writtenUntil = 0
  #running: Promise<unknown> = Promise.resolve()

  constructor(folder: string, source: RawSource) {
    this.#folder = folder
    this.#source = source
  }

  /** Writes what was recorded since the last writing, in files of their own. Rejects with the system's error. */
  write(): Promise<WrittenFiles> {
    const writing = this.#running.then(() => this.#writeNew())
    this.#running = writing.catch(() => undefined)
    return writing
  }

  async #writeNew(): Promise<WrittenFiles> {
    await mkdir(this.#folder, { recursive: true })
    const { oldestId, newestId } = this.#source.inbox.summary()
    const after = this.#writtenUntil
    // After a clearing the inbox is empty, and what was in it is gone, too.
    const first = Math.max(after + 1, oldestId ?? after + 1)
    const last = newestId ?? after
    let written = { files: 0, rows: 0, gone: first - 1 - after }
    for (let id = first; id <= last; ) {
      const hour = await this.#writeHour(id, last)
      written = { ...written, files: written.files + hour.files, rows: written.rows + hour.rows }
      id = hour.next
      this.#writtenUntil = id - 1
    }
    return written
  }

  /** The rows of the requests from one on, as long as they arrived in the same hour. */
  async #writeHour(first: number, last: number): Promise<{ files: number; rows: number; next: number }> {
    let hour: HourFiles | undefined
    let id = first
    try {
      for (; id <= last; id++) {
        if (id % scannedAtOnce === 0) await breathe()
        const arrival = this.#source.inbox.get(id)
        const event = arrival && readRecorded(arrival, this.#source)
        if (event === undefined) continue
        hour ??= new HourFiles(this.#folder, event.arrival.receivedAtMs)
        if (!hour.holds(event.arrival.receivedAtMs)) break
        await hour.add(event)
      }
      await hour?.finish()
    } catch (error) {
      await hour?.abandon()
      throw error
    }
    return { files: hour?.files ?? 0, rows: hour?.rows ?? 0, next: id }
  }
}
