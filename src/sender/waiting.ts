import type { Finding } from '../core/domain/finding'
import type { InputRecord } from '../core/domain/record'
import type { Worth } from '../core/domain/worth'
import type { Weighed } from '../run/host'
import type { Ended, SendResult } from './result'

/** A record on its way, and who waits to hear what became of it. */
export class Waiting implements Weighed {
  readonly record: InputRecord
  /** The n-th that was sent, from 1. */
  readonly number: number
  /** Of its JSON: what it takes to hold it, about. */
  readonly characters: number
  /** Resolves when its end is told. */
  readonly isEnded: Promise<void>
  findings: readonly Finding[] = []
  worth?: Worth | undefined
  readonly #tell: (result: SendResult) => void
  #markEnded: () => void = () => {}
  #isTold = false

  constructor(record: InputRecord, number: number, characters: number, tell: (result: SendResult) => void) {
    this.record = record
    this.number = number
    this.characters = characters
    this.#tell = tell
    this.isEnded = new Promise((resolve) => {
      this.#markEnded = resolve
    })
  }

  /** The first time counts. */
  end(ended: Ended): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#tell({ ...ended, findings: this.findings })
    this.#markEnded()
  }
}
