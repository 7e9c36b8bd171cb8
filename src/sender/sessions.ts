import type { After } from '../memory/waiting-room'
import { describeError } from './describe-error'
import type { Session } from './session'
import { within } from './within'

/** What a session needs to cut off what does not end, where it was given less. */
const graceMs = 2_000

/** What a sender needs of a session. */
export type Sending = Pick<
  Session,
  'failure' | 'wornOutAtMs' | 'requests' | 'take' | 'catchUp' | 'keepAtOnce' | 'close'
>

interface SessionsPorts {
  /** Rejects when the memory, the ledger or a proxy cannot be used. */
  readonly openSession: () => Promise<Sending>
  readonly limits: { readonly closeWithinMs: number; readonly tryAgainMs: number }
  /** Of a session that is left. */
  readonly onLeft: (requests: Sending['requests']) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
}

/** One session after another, each until it fails or wears out. Every one that was opened is closed. */
export class Sessions {
  readonly #ports: SessionsPorts
  #present: Sending | undefined
  /** Those that are left, until they are closed. */
  readonly #leaving = new Map<Sending, Promise<unknown>>()
  #opening: Promise<Sending | undefined> | undefined
  #error: unknown
  /** Why there is none, and when the next is tried. */
  #trouble = ''
  #tryAtMs = Number.NEGATIVE_INFINITY
  #wasOpened = false
  #isClosed = false

  constructor(ports: SessionsPorts) {
    this.#ports = ports
    this.#begin()
  }

  get present(): Sending | undefined {
    return this.#present
  }

  /** While one is being opened. */
  get opening(): Promise<Sending | undefined> | undefined {
    return this.#opening
  }

  get trouble(): string {
    return this.#trouble
  }

  /** Resolves to the one to send with; to undefined while there is none, and it is too early to try again. Never rejects. */
  async next(): Promise<Sending | undefined> {
    const { now, limits } = this.#ports
    const present = this.#present
    const isWornOut = present !== undefined && now() - present.wornOutAtMs >= limits.tryAgainMs
    if (present !== undefined && (present.failure !== undefined || isWornOut)) await this.#leave(present)
    return this.#present ?? this.#begin()
  }

  /** Resolves once one was opened. Rejects where the last try failed, until then. */
  async first(): Promise<void> {
    if (!this.#wasOpened && !this.#isClosed && (await this.#begin()) === undefined && !this.#isClosed) throw this.#error
  }

  /** None is opened from now on, and one that is being opened is closed once it is. Resolves within the time, or a little later where it is short. */
  async close(withinMs: number): Promise<void> {
    const { now, after } = this.#ports
    const endAtMs = now() + withinMs
    const leftMs = () => Math.max(0, endAtMs - now())
    this.#isClosed = true
    const leaving = [...this.#leaving].map(([session, isLeft]) =>
      // It may have been given longer than there is now.
      Promise.all([session.close(leftMs()), within(leftMs(), isLeft, after)]),
    )
    await within(leftMs(), this.#opening, after)
    // A memory may take for ever to let go of what it has.
    await within(leftMs() + graceMs, Promise.all([...leaving, this.#present?.close(leftMs())]), after)
  }

  async #leave(session: Sending): Promise<void> {
    const { onLeft, limits } = this.#ports
    if (session.failure !== undefined) this.#fail(session.failure)
    this.#present = undefined
    onLeft(session.requests)
    const isLeft = session.close(limits.closeWithinMs).catch(() => undefined)
    this.#leaving.set(session, isLeft)
    await isLeft
    this.#leaving.delete(session)
  }

  #begin(): Promise<Sending | undefined> {
    if (this.#opening !== undefined) return this.#opening
    if (this.#isClosed || this.#ports.now() < this.#tryAtMs) return Promise.resolve(undefined)
    this.#opening = this.#open().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #open(): Promise<Sending | undefined> {
    try {
      const session = await this.#ports.openSession()
      this.#wasOpened = true
      this.#present = session
      // The time for closing may be over: nobody else would.
      if (this.#isClosed) await session.close(0)
      return this.#isClosed ? undefined : session
    } catch (error) {
      this.#error = error
      this.#fail(describeError(error))
      return undefined
    }
  }

  #fail(trouble: string): void {
    this.#trouble = trouble
    this.#tryAtMs = this.#ports.now() + this.#ports.limits.tryAgainMs
  }
}
