import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { Request } from '../../core/domain/request'
import type { FailureCode } from '../outcome/failure-rules'
import type { Transport } from './transport'

/** What one attempt brought. `text` is the beginning of the answer's body; `sent`: the server may have read the request. */
export type Attempted =
  | { readonly status: number; readonly text: string; readonly form?: AnswerForm | undefined }
  | { readonly failure: FailureCode; readonly sent: boolean }

/** Sends one request once, without retries. Failures are returned; the promise is never rejected. */
export function sendOnce(request: Request, transport: Transport): Promise<Attempted> {
  return new Promise((resolve) => {
    transport.send(request, {
      onAnswer: (status, text, _, form) => resolve({ status, text, form }),
      onFailure: (failure, sent) => resolve({ failure, sent }),
    })
  })
}
