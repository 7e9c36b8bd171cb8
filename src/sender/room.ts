import type { After } from '../memory/waiting-room'

interface RoomPorts {
  readonly limits: { readonly maxWaitingRecords: number; readonly maxWaitingCharacters: number }
  readonly after: After
}

/**
 * Room for records that wait, and who waits for room, first come first served. Who is told that there is room keeps a place for the rest of
 * that turn: as many are told as there are places.
 */
export class Room {
  readonly #ports: RoomPorts
  #records = 0
  #characters = 0
  /** Places that are kept. */
  #kept = 0
  #waiting: (() => void)[] = []
  #isOpen = false
  #isForgetting = false
  /** What the next record is taken to need: as much as the last. */
  #usual = 0

  constructor(ports: RoomPorts) {
    this.#ports = ports
  }

  /** For one more record; kept places are for whoever comes. */
  get has(): boolean {
    return this.#hasBeside(0)
  }

  take(characters: number): void {
    this.#records += 1
    this.#characters += characters
    this.#usual = characters
    this.#kept = Math.max(0, this.#kept - 1)
  }

  free(characters: number): void {
    this.#records -= 1
    this.#characters -= characters
    this.#tell()
  }

  /** Resolves when there is room. */
  ready(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#tell()
    })
  }

  /** From now on nobody waits. */
  open(): void {
    this.#isOpen = true
    this.#tell()
  }

  #hasBeside(kept: number): boolean {
    const { maxWaitingRecords, maxWaitingCharacters } = this.#ports.limits
    return this.#records + kept < maxWaitingRecords && this.#characters + kept * this.#usual < maxWaitingCharacters
  }

  #tell(): void {
    while (this.#waiting.length > 0 && (this.#isOpen || this.#hasBeside(this.#kept))) {
      this.#waiting.shift()?.()
      if (!this.#isOpen) this.#keep()
    }
  }

  #keep(): void {
    this.#kept += 1
    if (this.#isForgetting) return
    this.#isForgetting = true
    // Whoever was told has sent by then, or did not mean to.
    this.#ports.after(0, () => {
      this.#isForgetting = false
      this.#kept = 0
      this.#tell()
    })
  }
}
