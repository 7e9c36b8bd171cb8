import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import { contracts, endpointUrl } from '../../../spec/appsflyer/events/contracts'
import type { App, BaseUrls } from '../../../spec/configuration/rules'
import type { EventRequest } from '../domain/request'

/** Everything of a request but its body. */
export type Target = Omit<EventRequest, 'body'>

/** Where requests of an app for an endpoint go, and with which key (spec/appsflyer/events). */
export function targetOf(endpoint: Endpoint, app: App, baseUrls: BaseUrls): Target {
  const contract = contracts[endpoint]
  const appId = completeAppId(app.platform, app.app_id)
  return {
    endpoint,
    appId,
    method: 'POST',
    url: endpointUrl(contract, appId, baseUrls[contract.server]),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/plain',
      [contract.keyHeader.name]: contract.keyHeader.prefix + app.key,
    },
  }
}
