/** What a state costs beside its text, about. */
const bytesBeside = 500
/** V8 keeps Latin-1 with one byte a character, all else with two. */
const bytesPerCharacter = 2

/** How much memory the states take that have come in and are not printed: a record that does not settle holds up all after it. */
export class HeldBytes {
  readonly #mostBytes: number
  #bytes = 0
  #wakes: (() => void)[] = []

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  enter(text: string): void {
    this.#bytes += sizeOf(text)
  }

  leave(text: string): void {
    this.#bytes -= sizeOf(text)
    if (this.#bytes <= this.#mostBytes) for (const wake of this.#wakes.splice(0)) wake()
  }

  /** Resolves when more may come in. */
  async ready(): Promise<void> {
    if (this.#bytes > this.#mostBytes) await new Promise<void>((resolve) => this.#wakes.push(resolve))
  }
}

function sizeOf(text: string): number {
  return text.length * bytesPerCharacter + bytesBeside
}
