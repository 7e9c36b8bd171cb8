import type { MessageWriter } from '../messages/message-writer'

/** What has to be kept before a state that covers it goes out. */
export interface Keeping {
  /** Resolves when everything so far is kept. */
  flush(): Promise<void>
}

interface Released {
  readonly line: string
  readonly sentCount: number
  readonly onPrinted: () => void
}

/** Prints states in order, each after what it covers is kept and as fast as the reader takes them. */
export class StateReleaser {
  readonly #writer: MessageWriter
  readonly #kept: readonly Keeping[]
  readonly #onFailure: (error: unknown) => void
  #states: Released[] = []
  #running: Promise<void> | undefined
  #hasEnded = false
  #echoedCount = 0
  #coveredCount = 0

  /** `onFailure` is called once when something cannot be kept; nothing is released after that. */
  constructor(writer: MessageWriter, kept: readonly Keeping[], onFailure: (error: unknown) => void) {
    this.#writer = writer
    this.#kept = kept
    this.#onFailure = onFailure
  }

  /** States that have wholly left this process. */
  get echoedCount(): number {
    return this.#echoedCount
  }

  /** Accepted records that a printed state covers. */
  get coveredCount(): number {
    return this.#coveredCount
  }

  /** Takes the line of a state whose records are settled, and how many of them were sent. Never blocks. */
  release(line: string, sentCount: number, onPrinted: () => void = () => {}): void {
    if (this.#hasEnded) return
    this.#states.push({ line, sentCount, onPrinted })
    this.#running ??= this.#run()
  }

  /** Prints nothing more. */
  stop(): void {
    this.#hasEnded = true
  }

  /**
   * Resolves when everything released has left this process (or nobody reads any more) and all that came after the last state is kept,
   * or something cannot be.
   */
  async finish(): Promise<void> {
    await this.#running
    // Once more: records rejected after the last state have to become durable too.
    if (!this.#hasEnded) await this.#run()
    await this.#writer.flushed()
  }

  async #run(): Promise<void> {
    try {
      do {
        const states = this.#states
        this.#states = []
        await this.#print(states)
      } while (this.#states.length > 0)
    } catch (error) {
      this.#hasEnded = true
      this.#onFailure(error)
    } finally {
      this.#running = undefined
    }
  }

  async #print(states: readonly Released[]): Promise<void> {
    await Promise.all(this.#kept.map((one) => one.flush()))
    for (const { line, sentCount, onPrinted } of states) {
      await this.#writer.ready()
      if (this.#writer.isClosed || this.#hasEnded) return
      // What still waits in this process is lost with it: a state is echoed once the reader's pipe has it whole.
      this.#writer.writeLine(line, () => {
        this.#echoedCount += 1
        this.#coveredCount += sentCount
        onPrinted()
      })
    }
  }
}
