import {
  InvalidAuthenticationError,
  type JSONObject,
  PayloadValidationError,
  type RequestClient,
} from '@segment/actions-core'
import { isForeign } from '../spec/appsflyer/answers/foreign-answers'
import { completeAppId } from '../spec/appsflyer/events/app-id'
import type { Connection } from './connection'
import { errorForAnswer } from './errors'
import type { Settings } from './generated-types'
import { type Answer, classify, post } from './post'
import { readSettings } from './read-settings'

/**
 * Asks AppsFlyer to erase a user, known by the customer user id, from every configured app (OpenDSR API, "Submit a
 * OpenDSR request": https://dev.appsflyer.com/hc/reference/create-opendsr-request). Resolves when each app has an open
 * request for the user, also one from before; AppsFlyer fulfils it later.
 */
export async function eraseUser(
  request: RequestClient,
  userId: string | null | undefined,
  settings: Settings,
  connection: Connection,
): Promise<JSONObject> {
  const token = settings.erasure_token?.trim() ?? ''
  const read = readSettings(settings, connection.endpoints)
  if (!read.ok) throw new InvalidAuthenticationError(read.message)
  if (token === '') {
    throw new InvalidAuthenticationError('Nothing was erased: fill in the API token V2, which AppsFlyer asks for.')
  }
  if (userId === undefined || userId === null || userId.trim() === '') {
    throw new PayloadValidationError(
      'Nothing was erased: AppsFlyer knows users by userId, and the deletion names none.',
    )
  }
  const errors = await Promise.all(
    read.configuration.apps.map(async ({ platform, app_id }) => {
      const answer = await post(request, {
        url: `${connection.erasureUrl}/api/gdpr/v1/opendsr_requests`,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({
          subject_request_id: connection.newId(),
          subject_request_type: 'erasure',
          submitted_time: new Date(connection.now()).toISOString(),
          subject_identities: [{ identity_type: 'customer_user_id', identity_value: userId, identity_format: 'raw' }],
          property_id: completeAppId(platform, app_id),
        }),
      })
      if ('failure' in answer) return errorForAnswer(classify(answer), undefined)
      if (isTaken(answer) || isOpenAlready(answer.text)) return undefined
      const { message, ...rest } = classify(answer)
      return errorForAnswer({ ...rest, message: `${message}${reasonIn(answer.text)}` }, answer.status)
    }),
  )
  const error = errors.find((candidate) => candidate !== undefined)
  if (error !== undefined) throw error
  return { outcome: 'requested', apps: read.configuration.apps.length }
}

/** This API's own success is 201, which AppsFlyer's others do not have. */
function isTaken({ status, text }: Answer): boolean {
  return status === 201 && !isForeign(text)
}

/** e213: the request exists; e215: an open request names the user already. A repeated deletion must not fail for it. */
function isOpenAlready(text: string): boolean {
  return /"af_gdpr_code"\s*:\s*"e21[35]"/.test(text)
}

/** AppsFlyer's own code for the refusal, such as e411: its list is in the reference. The rest of the answer may repeat the user. */
function reasonIn(text: string): string {
  const code = /"af_gdpr_code"\s*:\s*"(e\d{3})"/.exec(text)?.[1]
  return code === undefined ? '' : ` OpenDSR code ${code}.`
}
