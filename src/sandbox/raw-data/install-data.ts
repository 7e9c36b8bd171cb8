import type { ServerResponse } from 'node:http'
import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import { sendJson } from '../server/reply'
import type { Installs } from './installs'

const path = /^\/install_data\/v4\.0\/[^/]+$/

/**
 * Answers as the install data API (spec/appsflyer/raw-data/install-data): every AppsFlyer id of a mobile app's form is one of
 * an install here. False where the path is another's.
 */
export function answerInstallData(
  installs: Installs,
  asked: string,
  query: URLSearchParams,
  response: ServerResponse,
): boolean {
  if (!path.test(asked)) return false
  const id = query.get('device_id') ?? ''
  if ((query.get('devkey') ?? '') === '') sendJson(response, 403, { error: 'Forbidden' })
  else if (!mobileAppsflyerIdPattern.test(id))
    sendJson(response, 404, { error_message: 'Attribution data for this AppsFlyer ID is not available' })
  else sendJson(response, 200, { af_status: installs.of(id, 0).kind === 'organic' ? 'Organic' : 'Non-organic' })
  return true
}
