import type { Sighting } from '../../memory/installs/install'
import { type NoSighting, sightingOf } from '../../memory/installs/sighting-of'
import type { Memory } from '../../memory/memory'
import type { Damage, RawBlock, ReadingOptions } from '../../raw-data/raw-block'
import { Unusable } from '../unusable'
import { listApps } from './mobile-apps'

/** So many sightings are learnt in one step. */
const blockSize = 1_000
/** So many different warnings are kept. */
const mostWarnings = 1_000

/** Why a row taught nothing. */
export type LeftOut = Exclude<NoSighting, 'no_app'> | 'other_app' | 'erased'

interface Job {
  readonly memory: Pick<Memory, 'learn'>
  /** The mobile apps of the configuration: rows of others are not learnt. */
  readonly appIds: readonly string[]
  /** The app of rows that name none. */
  readonly appId: string | undefined
}

/** Teaches a memory what rows of raw data say, block by block, and counts what it did with each row. */
export class RowLearner {
  readonly #job: Job
  readonly #configured: ReadonlySet<string>
  readonly #leftOut = new Map<LeftOut, number>()
  readonly #otherApps = new Map<string, number>()
  readonly #shared = new Set<string>()
  readonly #warnings = new Set<string>()
  #waiting: Sighting[] = []
  #rowCount = 0
  #freshCount = 0
  #knownCount = 0
  #damageCount = 0
  #firstDamage: Damage | undefined
  #source = ''

  constructor(job: Job) {
    this.#job = job
    this.#configured = new Set(job.appIds)
  }

  /** What reading has to tell. */
  readonly listener: Pick<ReadingOptions, 'onDamage' | 'onWarning'> = {
    onDamage: (damage) => {
      this.#damageCount += 1
      this.#firstDamage ??= damage
    },
    onWarning: (warning) => {
      if (this.#warnings.size < mostWarnings) this.#warnings.add(warning)
    },
  }

  /** Says what is read from now on, before its first row comes. */
  begin(source: string): void {
    this.#source = source
  }

  /** Rejects with Unusable where a row names no app and nobody said which one it is. */
  async take({ rows, source }: RawBlock): Promise<void> {
    this.#source = source.name
    const appId = source.appId ?? this.#job.appId
    const given = appId === undefined ? {} : { appId }
    for (const row of rows) {
      const seen = sightingOf(row, given)
      if (seen === 'no_app') throw new Unusable(this.#whyNoApp(source.name))
      this.#rowCount += 1
      if (typeof seen === 'string') add(this.#leftOut, seen)
      else if (this.#configured.has(seen.appId)) this.#waiting.push(seen)
      else {
        add(this.#leftOut, 'other_app')
        add(this.#otherApps, seen.appId)
      }
    }
    while (this.#waiting.length >= blockSize) await this.#learn()
  }

  /** Learns what is left. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#learn()
  }

  get counts() {
    return {
      source: this.#source,
      rowCount: this.#rowCount,
      newPairCount: this.#freshCount,
      knownPairRowCount: this.#knownCount,
      sharedInstallCount: this.#shared.size,
      /** Rows that were read and did not come to be learnt, since the memory failed. */
      unlearntRowCount: this.#waiting.length,
      leftOut: [...this.#leftOut].map(([reason, rowCount]) => ({ reason, rowCount })).sort(byCount),
      otherApps: [...this.#otherApps].map(([appId, rowCount]) => ({ appId, rowCount })).sort(byCount),
      damagedLineCount: this.#damageCount,
      firstDamage: this.#firstDamage ?? null,
      warnings: [...this.#warnings],
    }
  }

  async #learn(): Promise<void> {
    const block = this.#waiting.slice(0, blockSize)
    const { freshCount, knownCount, sharedInstalls } = await this.#job.memory.learn(block)
    this.#waiting = this.#waiting.slice(blockSize)
    this.#freshCount += freshCount
    this.#knownCount += knownCount
    const erasedCount = block.length - freshCount - knownCount
    if (erasedCount > 0) add(this.#leftOut, 'erased', erasedCount)
    for (const install of sharedInstalls) this.#shared.add(install)
  }

  #whyNoApp(source: string): string {
    return `Rows of ${source} name no app, and the configuration has several. Say with --app which one it is: ${listApps(this.#job.appIds)}.`
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

function byCount(left: { readonly rowCount: number }, right: { readonly rowCount: number }): number {
  return right.rowCount - left.rowCount
}
