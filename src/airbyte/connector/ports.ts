import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { Prepared } from '../../core/domain/prepared'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'

/** What the commands need of the rest of the program; src/cli.ts hands in the real ones, tests their own. */

export type Prepare = (record: InputRecord, configuration: Configuration, nowMs: number) => Prepared

/** Sends one request, once. `failure` says why there was no answer: "connection refused". */
export type Post = (request: Request) => Promise<Answer | { readonly failure: string }>

interface Answer {
  readonly status: number
  readonly text: string
  readonly form?: AnswerForm | undefined
}
