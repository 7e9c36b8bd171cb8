import type { Configuration } from '../../../spec/configuration/configuration'
import { kindOfServer } from '../../../spec/configuration/kind-of-server'
import { probeRequest } from '../../delivery/outcome/probe'
import { safeText } from '../terminal/safe-text'

/** Who takes what is sent: what a sandbox took AppsFlyer has not got. */
export interface Taker {
  readonly name: string
  /** Every server is AppsFlyer's own. */
  readonly isAppsFlyer: boolean
}

export const appsflyer: Taker = { name: 'AppsFlyer', isAppsFlyer: true }

/** The servers that the apps of a configuration are sent to. */
export function takerOf(configuration: Configuration): Taker {
  return takerAt(configuration.apps.map((app) => probeRequest(app, configuration).url))
}

/** Whose the servers at these addresses are, by the names of those that are not AppsFlyer's. */
export function takerAt(addresses: readonly string[]): Taker {
  const others = addresses.filter((address) => kindOfServer(address) !== 'appsflyer')
  if (others.length === 0) return appsflyer
  const hosts = [...new Set(others.map((address) => safeText(new URL(address).host)))]
  const isMixed = others.length < addresses.length
  return { name: [...hosts, ...(isMixed ? [appsflyer.name] : [])].join(', '), isAppsFlyer: false }
}
