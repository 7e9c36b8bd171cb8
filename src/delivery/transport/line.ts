import type { Dispatcher } from 'undici'
import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { Request } from '../../core/domain/request'
import type { FailureCode } from '../outcome/failure-rules'
import { failureOfError } from './failure-of-error'
import type { Receiver } from './transport'

/** What lines report to: the list they came from. */
export interface Lines {
  readonly maxTextBytes: number
  /** The line has its answer and can carry the next request. */
  release(line: Line): void
  /** The line is of no further use. */
  discard(line: Line): void
}

/**
 * One connection and the attempt it carries, at most one at a time (pipelining would put innocent requests in doubt).
 * It is undici's handler itself and is used again and again, so that an attempt costs no closure and no promise.
 * The handler methods are undici 7's own, raw ones: the newer form parses every answer's headers into an object.
 */
export class Line implements Dispatcher.DispatchHandler {
  readonly dispatcher: Dispatcher
  readonly options: Dispatcher.DispatchOptions
  deadlineMs = Number.POSITIVE_INFINITY
  private readonly lines: Lines
  private receiver: Receiver | undefined
  private abort: ((error?: Error) => void) | undefined
  private sent = false
  private status = 0
  private text = ''
  private textBytes = 0
  private retryAfter: string | undefined
  private headers: readonly Buffer[] = []

  constructor(lines: Lines, dispatcher: Dispatcher, origin: string) {
    this.lines = lines
    this.dispatcher = dispatcher
    this.options = { origin, path: '/', method: 'POST' }
  }

  get busy(): boolean {
    return this.receiver !== undefined
  }

  carry(
    { method, body }: Pick<Request, 'method' | 'body'>,
    path: string,
    headers: string[],
    receiver: Receiver,
    deadlineMs: number,
  ): void {
    this.receiver = receiver
    this.deadlineMs = deadlineMs
    this.abort = undefined
    this.sent = false
    this.status = 0
    this.text = ''
    this.textBytes = 0
    this.retryAfter = undefined
    this.headers = []
    this.options.path = path
    this.options.headers = headers
    this.options.method = method
    this.options.body = method === 'GET' ? null : body
    this.dispatcher.dispatch(this.options, this)
  }

  /** Ends the attempt from our side; a late answer is not heard any more. */
  cut(failure: FailureCode | 'timeout'): void {
    const phase = this.status !== 0 ? 'timeout_body' : this.sent ? 'timeout_headers' : 'timeout_connect'
    this.fail(failure === 'timeout' ? phase : failure)
    this.abort?.()
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.receiver === undefined) {
      abort()
      return
    }
    this.abort = abort
    this.sent = true
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200) return true
    this.status = status
    this.headers = headers
    if (status >= 400) this.retryAfter = headerValue(headers, 'retry-after')
    return true
  }

  onData(chunk: Buffer): boolean {
    if (this.receiver === undefined) return true
    const room = this.lines.maxTextBytes - this.textBytes
    this.textBytes += chunk.length
    this.text += chunk.toString('utf8', 0, room)
    if (chunk.length >= room) {
      const receiver = this.done()
      this.lines.discard(this)
      this.abort?.()
      if (receiver !== undefined) this.deliver(receiver)
    }
    return true
  }

  onComplete(): void {
    const receiver = this.done()
    if (receiver === undefined) return
    // Free before the receiver hears of it, so that its next request takes this very connection.
    this.lines.release(this)
    this.deliver(receiver)
  }

  onError(error: Error): void {
    const failure = failureOfError(error, this.sent)
    // Not within undici's own unwinding, where it takes no further request.
    setImmediate(() => this.fail(failure))
  }

  private fail(failure: FailureCode): void {
    const receiver = this.done()
    if (receiver === undefined) return
    this.lines.discard(this)
    // A 2xx whose body got lost has said what matters, unless it is another server's: sending again would only double the event.
    if (this.status >= 200 && this.status < 300)
      receiver.onAnswer(this.status, this.text, undefined, { ...this.form, ...this.unread })
    else receiver.onFailure(failure, this.sent)
  }

  /** A receiver that throws is a bug: it must end the process, not be taken by undici for a broken answer. */
  private deliver(receiver: Receiver): void {
    try {
      receiver.onAnswer(this.status, this.text, this.retryAfter, this.form)
    } catch (bug) {
      queueMicrotask(() => {
        throw bug
      })
    }
  }

  private get form(): AnswerForm | undefined {
    const encoding = headerValue(this.headers, 'content-encoding')
    return encoding === undefined ? undefined : { encoding }
  }

  /** What the answer would have been, where nothing of it has come. */
  private get unread(): AnswerForm {
    return this.text.trim() === '' ? { unreadType: headerValue(this.headers, 'content-type') ?? '' } : {}
  }

  private done(): Receiver | undefined {
    const receiver = this.receiver
    this.receiver = undefined
    this.deadlineMs = Number.POSITIVE_INFINITY
    return receiver
  }
}

function headerValue(headers: readonly Buffer[], name: string): string | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (headers[index]?.length === name.length && headers[index]?.toString('latin1').toLowerCase() === name)
      return headers[index + 1]?.toString('latin1')
  }
  return undefined
}
