import { join } from 'node:path'
import type { RawColumn } from '../../../spec/appsflyer/raw-data/columns'
import { lockerColumns } from '../../../spec/appsflyer/raw-data/report-columns'
import type { RowKind } from './listed-row'
import { PartFile } from './part-file'
import { kindsOf, type RecordedEvent } from './recorded-event'
import { columnsOf } from './row-columns'
import { csvLine } from './write-csv'

type Topic = 'inapps' | 'inapps_retargeting' | 'blocked_inapps'

/** inapps has both kinds, told apart by is_organic. */
const topics: { readonly [kind in RowKind]: Topic } = {
  non_organic: 'inapps',
  organic: 'inapps',
  retargeting: 'inapps_retargeting',
  blocked: 'blocked_inapps',
}

const columns: { readonly [topic in Topic]: readonly RawColumn[] } = {
  inapps: lockerColumns,
  inapps_retargeting: lockerColumns,
  blocked_inapps: [...lockerColumns, 'blocked_reason', 'blocked_sub_reason', 'blocked_reason_value'],
}

/** The files of one hour of arrival while they are written, one a topic. */
export class HourFiles {
  readonly #folder: string
  /** The part of the path; the hour has no leading zero. */
  readonly #hour: string
  readonly #parts = new Map<Topic, PartFile>()
  rows = 0

  constructor(folder: string, arrivalMs: number) {
    this.#folder = folder
    this.#hour = hourOf(arrivalMs)
  }

  get files(): number {
    return this.#parts.size
  }

  holds(arrivalMs: number): boolean {
    return hourOf(arrivalMs) === this.#hour
  }

  async add(event: RecordedEvent): Promise<void> {
    for (const kind of kindsOf(event)) {
      const row = columnsOf(event, kind)
      const topic = topics[kind]
      const part = this.#parts.get(topic) ?? (await this.#open(topic))
      await part.write(csvLine(columns[topic].map((name) => row[name] ?? '')))
      this.rows++
    }
  }

  async finish(): Promise<void> {
    for (const part of this.#parts.values()) await part.finish()
  }

  /** Leaves none of the files behind. */
  async abandon(): Promise<void> {
    for (const part of this.#parts.values()) await part.abandon()
  }

  async #open(topic: Topic): Promise<PartFile> {
    const part = await PartFile.open(join(this.#folder, `t=${topic}`, this.#hour))
    this.#parts.set(topic, part)
    await part.write(csvLine(columns[topic]))
    return part
  }
}

function hourOf(ms: number): string {
  const date = new Date(ms)
  return join(`dt=${date.toISOString().slice(0, 10)}`, `h=${date.getUTCHours()}`)
}
