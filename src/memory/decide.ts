import { type FindingCode, finding } from '../core/domain/finding'
import type { Prepared } from '../core/domain/prepared'
import type { Answer } from './memory'

/** What becomes of a record with what the memory knows of it: held back, completed, or as it was. */
export function decide(prepared: Prepared, answer: Answer): Prepared {
  if (prepared.outcome === 'skip') return prepared
  if (answer.isErased) return skippedFor('erased_user')
  if (answer.wasAccepted && prepared.subject?.delivery?.isResent !== true) return skippedFor('accepted_before')
  const { complete, subject } = prepared
  if (complete === undefined) return prepared
  const [install] = answer.installs
  if (install !== undefined) return complete(install)
  const advice =
    subject?.userHash === undefined
      ? 'Or send customer_user_id, by which the memory finds it.'
      : 'The memory knows no install of this user: `ids learn` fills it.'
  return withAdvice(prepared, advice)
}

/** The same with more to say about its missing AppsFlyer id. */
export function withAdvice(prepared: Prepared, advice: string): Prepared {
  const findings = prepared.findings.map((found) =>
    found.code === 'missing_appsflyer_id' ? { ...found, message: `${found.message} ${advice}` } : found,
  )
  return { ...prepared, findings }
}

/** What else was found on a record does not matter once nothing is sent for it. */
export function skippedFor(code: FindingCode): Prepared {
  return { outcome: 'skip', request: null, findings: [finding(code, null)] }
}
