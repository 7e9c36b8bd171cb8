import type { Dispatcher } from 'undici'
import { Line, type Lines } from './line'

/**
 * The connections to one server. The one used last is taken first: a slow hour closes the idle rest by itself, and
 * nothing is searched (undici's Pool scans its clients: at 1,024 connections that halves its speed).
 */
export class FreeList implements Lines {
  readonly maxTextBytes: number
  private readonly origin: string
  private readonly connect: () => Dispatcher
  private readonly free: Line[] = []
  private readonly all = new Set<Line>()

  constructor(origin: string, maxTextBytes: number, connect: () => Dispatcher) {
    this.origin = origin
    this.maxTextBytes = maxTextBytes
    this.connect = connect
  }

  take(): Line {
    const line = this.free.pop()
    if (line !== undefined) return line
    const fresh = new Line(this, this.connect(), this.origin)
    this.all.add(fresh)
    return fresh
  }

  release(line: Line): void {
    this.free.push(line)
  }

  discard(line: Line): void {
    this.all.delete(line)
    setImmediate(() => line.dispatcher.destroy(null, () => {}))
  }

  /** Cuts the attempts whose time is up. */
  cutOverdue(nowMs: number): void {
    for (const line of this.all) if (line.busy && nowMs >= line.deadlineMs) line.cut('timeout')
  }

  abortAll(): void {
    for (const line of this.all) if (line.busy) line.cut('aborted')
  }

  close(): void {
    this.abortAll()
    for (const line of this.free.splice(0)) this.discard(line)
  }
}
