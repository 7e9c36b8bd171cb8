import type { Writable } from 'node:stream'
import type { OutgoingMessage } from './messages'

/**
 * Prints messages to Airbyte, one a line. When the reader has gone (EPIPE), everything more is dropped and `isClosed`
 * tells: that ends the work quietly.
 */
export class MessageWriter {
  readonly #out: Writable
  readonly #whenClosed = new Set<() => void>()
  #isClosed = false

  constructor(out: Writable) {
    this.#out = out
    out.on('error', () => this.#close())
    out.on('close', () => this.#close())
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Calls back once when nobody reads any more. */
  onClosed(callback: () => void): void {
    if (this.#isClosed) callback()
    else this.#whenClosed.add(callback)
  }

  write(message: OutgoingMessage): void {
    this.writeLine(JSON.stringify(message))
  }

  /** Prints a line that is a message already. `onGone` is called once it has wholly left this process; never where nobody reads any more. */
  writeLine(line: string, onGone?: () => void): void {
    if (!this.#isClosed) this.#out.write(`${line}\n`, (error) => (error ? undefined : onGone?.()))
  }

  /** Resolves when the reader has caught up (or has gone), so that what is printed does not pile up in memory. */
  async ready(): Promise<void> {
    if (this.#out.writableNeedDrain) await this.#unlessClosed((done) => this.#out.once('drain', done))
  }

  /** Resolves when all that was written has left this process (or nobody reads any more). */
  async flushed(): Promise<void> {
    await this.#unlessClosed((done) => this.#out.write('', done))
  }

  async #unlessClosed(start: (done: () => void) => void): Promise<void> {
    if (this.#isClosed) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#whenClosed.delete(done)
        resolve()
      }
      this.#whenClosed.add(done)
      start(done)
    })
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const callback of [...this.#whenClosed]) callback()
  }
}
