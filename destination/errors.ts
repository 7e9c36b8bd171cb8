import {
  APIError,
  type IntegrationError,
  InvalidAuthenticationError,
  PayloadValidationError,
  RetryableError,
} from '@segment/actions-core'
import { type FieldName, fieldNames, fields } from '../spec/configuration/fields'
import type { Finding, FindingCode } from '../src/core/domain/finding'
import type { Classification } from '../src/delivery/outcome/classify'
import { inSegmentsWords } from './words'

/** The errors Segment knows what to do with: it tries a RetryableError again, and none of the others. */
export type SegmentError = IntegrationError | InvalidAuthenticationError | RetryableError

/** The fields whose value may have been left out, and why it is missing then. */
const fieldsOf: { readonly [Code in FindingCode]?: readonly FieldName[] } = {
  missing_device_ids: [
    'device_ids',
    ...fieldNames.filter((name) => fields[name].deviceIdType !== undefined),
    'advertising_id',
  ],
  missing_device_ip: ['ip'],
  missing_appsflyer_id: ['appsflyer_id'],
  missing_user_id: ['customer_user_id', 'appsflyer_id'],
}

/** Why an event is not sent, in the words of its findings: no value of the event is in them. */
export function errorForFindings(findings: readonly Finding[]): SegmentError {
  const rejects = findings.filter(({ severity }) => severity === 'reject')
  const missing = new Set<string | null>(rejects.flatMap(({ code }) => fieldsOf[code] ?? []))
  const causes = findings.filter(({ severity, field }) => severity !== 'reject' && missing.has(field))
  const reasons = [...rejects, ...causes].map(inSegmentsWords)
  return new PayloadValidationError(reasons.join(' '))
}

type RetryableStatus = ConstructorParameters<typeof RetryableError>[1] & number
const retryableStatuses: readonly RetryableStatus[] = [408, 423, 429, 500, 502, 503, 504]

/** What Segment should do after an answer, or after none (`status` undefined). */
export function errorForAnswer(
  { outcome, code, message }: Classification,
  status: number | undefined,
): SegmentError | undefined {
  switch (outcome) {
    case 'accepted':
      return undefined
    case 'throttled':
    case 'transient':
      return new RetryableError(message, retryableStatuses.find((retryable) => retryable === status) ?? 503)
    case 'misconfigured':
      return keyIsWrong.has(code) ? new InvalidAuthenticationError(message) : new APIError(message, finalStatus(status))
    case 'rejected':
      return new APIError(message, finalStatus(status))
  }
}

const keyIsWrong: ReadonlySet<string> = new Set(['wrong_key', 'wrong_app', 'unauthorized'])

/** Segment would try again after 408, 423, 429 and most 5xx, and takes what is below 400 for a success. */
function finalStatus(status: number | undefined): number {
  const isFinal = status === 501 || (status !== undefined && status >= 400 && status < 500)
  return isFinal ? status : 400
}
