import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'
import type { After } from '../../memory/waiting-room'

/** What the commands need of the rest of the program; src/cli.ts hands in the real ones, tests their own. */

export type Prepare = (record: InputRecord, configuration: Configuration, nowMs: number) => Prepared

/** Sends one request, once. `failure` says why there was no answer: "connection refused". */
export type Post = (request: Request) => Promise<Answer | { readonly failure: string }>

interface Answer {
  readonly status: number
  readonly text: string
  readonly form?: AnswerForm | undefined
}

/** Calls back every `intervalMs` until the function it returns is called. */
export type Every = (intervalMs: number, callback: () => void) => () => void

/** The real one: it keeps the process alive. */
export const afterDelay: After = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

/** The real one: it does not keep the process alive. */
export const everyInterval: Every = (intervalMs, callback) => {
  const timer = setInterval(callback, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
