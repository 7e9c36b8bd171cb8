import type { Contract, Endpoint } from './contract'
import { mobileV2 } from './mobile-v2'
import { mobileV3 } from './mobile-v3'
import { pbaEvent } from './pba-event'
import { pbaSetCuid } from './pba-setcuid'
import { webEvent } from './web-event'
import { webVisit } from './web-visit'

/** Every endpoint's contract; each stands in a file of its own. */
export const contracts: { readonly [Name in Endpoint]: Contract } = {
  mobile_v2: mobileV2,
  mobile_v3: mobileV3,
  web_event: webEvent,
  web_visit: webVisit,
  pba_event: pbaEvent,
  pba_setcuid: pbaSetCuid,
}

/** The URL of one app at an endpoint. */
export function endpointUrl(contract: Contract, appId: string, baseUrl: string = contract.baseUrl): string {
  return baseUrl.replace(/(?<!\/)\/+$/, '') + contract.path.replace('{app_id}', () => encodeURIComponent(appId))
}
