import { contracts, endpointUrl } from '../../spec/appsflyer/events/contracts'
import type { Request } from '../../src/core/domain/request'

/** A mobile request that needs no mapping: its body names the record. */
export function mobileRequest(baseUrl: string, record: number | string = 0, appId = 'id123456789'): Request {
  return {
    endpoint: 'mobile_v3',
    appId,
    method: 'POST',
    url: endpointUrl(contracts.mobile_v3, appId, baseUrl),
    headers: { authentication: 'test-key', 'content-type': 'application/json' },
    body: JSON.stringify({ appsflyer_id: '1700000000000-1234567', eventName: `record-${record}`, eventValue: '' }),
  }
}

/** A web request with its de-duplication id. */
export function webRequest(baseUrl: string, record: number | string = 0, appId = 'website-www.example.com'): Request {
  return {
    endpoint: 'web_event',
    appId,
    method: 'POST',
    url: endpointUrl(contracts.web_event, appId, baseUrl),
    headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
    body: JSON.stringify({
      user_id: { customer_user_id: 'user-1' },
      event_name: `record-${record}`,
      customer_dedup_id: `dedup-${record}`,
    }),
  }
}
