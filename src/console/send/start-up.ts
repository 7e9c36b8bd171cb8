import type { After } from '../../memory/waiting-room'
import { type Process, type Stop, stopOnSignals } from './stop-on-signals'

/** So long what was taken for the send may take to be given back. */
const undoMs = 500

export interface StartUpPorts {
  readonly host: Process
  /** To stderr. */
  readonly write: (text: string) => void
  readonly after: After
}

/** The time before the first record may go out: a signal then ends the send at once, wherever it waits, and says that nothing was sent. */
export class StartUp {
  readonly stop: Stop
  readonly #ports: StartUpPorts
  #isOver = false
  #undo: (() => Promise<void>) | undefined

  constructor(ports: StartUpPorts) {
    this.#ports = ports
    const say = () =>
      `Ended at once, as asked again: ${this.#isOver ? 'what is not kept yet may go out twice' : 'nothing was sent'}.`
    this.stop = stopOnSignals(ports.host, { say })
  }

  /** What is to be done before the end where a signal comes before the first record. */
  undoing(undo: () => Promise<void>): void {
    this.#undo = undo
  }

  /** Records may go out from now on. False where a signal was faster: nothing may. */
  end(): boolean {
    this.#isOver = !this.stop.signal.aborted
    return this.#isOver
  }

  /** The exit code of the work, or of a signal that came before the first record. */
  unlessStopped(work: () => Promise<number>): Promise<number> {
    const stopped = new Promise<number>((resolve) => {
      this.stop.signal.addEventListener('abort', () => {
        if (!this.#isOver) void this.#giveBack().then(() => resolve(this.stop.exitCode() ?? 1))
      })
    })
    return Promise.race([stopped, work()])
  }

  async #giveBack(): Promise<void> {
    const { write, after } = this.#ports
    write('Stopped before the first record, as asked: nothing was sent.\n')
    const tooLate = new Promise<void>((resolve) => after(undoMs, resolve))
    await Promise.race([this.#undo?.().catch(() => undefined), tooLate])
  }
}
