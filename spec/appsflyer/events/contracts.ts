import { splitAppId } from './app-id'
import type { Contract, Endpoint } from './contract'
import { deviceFirstOpen } from './device-first-open'
import { deviceInapp } from './device-inapp'
import { deviceSession } from './device-session'
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
  device_inapp: deviceInapp,
  device_first_open: deviceFirstOpen,
  device_session: deviceSession,
}

/** The URL of one app at an endpoint. */
export function endpointUrl(contract: Contract, appId: string, baseUrl: string = contract.baseUrl): string {
  const { platform, id } = splitAppId(appId)
  const path = contract.path.includes('{platform}')
    ? contract.path
        .replace('{platform}', () => encodeURIComponent(platform))
        .replace('{app_id}', () => encodeURIComponent(id))
    : contract.path.replace('{app_id}', () => encodeURIComponent(appId))
  return baseUrl.replace(/(?<!\/)\/+$/, '') + path
}
