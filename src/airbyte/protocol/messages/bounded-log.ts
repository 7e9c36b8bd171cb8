import type { MessageWriter } from './message-writer'
import { type LogLevel, logMessage } from './messages'

/** Logs the first few messages of each code; the others are only counted, so that a bad table cannot flood the log. */
export class BoundedLog {
  readonly #writer: MessageWriter
  readonly #perCode: number
  readonly #seen = new Map<string, number>()

  constructor(writer: MessageWriter, perCode: number) {
    this.#writer = writer
    this.#perCode = perCode
  }

  /** `describe` is called only when the message is printed. */
  log(level: LogLevel, code: string, describe: () => string): void {
    const count = (this.#seen.get(code) ?? 0) + 1
    this.#seen.set(code, count)
    if (count <= this.#perCode) this.#writer.write(logMessage(level, describe()))
    if (count === this.#perCode) {
      this.#writer.write(
        logMessage(level, `Further messages about ${code} are only counted, and summed up at the end.`),
      )
    }
  }
}
