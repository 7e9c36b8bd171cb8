import type { DestinationDefinition } from '@segment/actions-core'
import { type Connection, production } from './connection'
import { eraseUser } from './erase-user'
import type { Settings } from './generated-types'
import { mobileEvent } from './mobileEvent'
import { pbaUserId } from './pbaUserId'
import { presets } from './presets'
import { proveKeys } from './prove-keys'
import { settings as fields } from './settings'
import { webEvent } from './webEvent'
import { webVisit } from './webVisit'

export type { Connection } from './connection'
export type { Settings } from './generated-types'

/** The destination with another connection: for the sandbox and for tests. */
export function appsflyerDestination(connection: Partial<Connection> = {}): DestinationDefinition<Settings> {
  const connected: Connection = { ...production, ...connection }
  return {
    // A name with spaces or parentheses breaks the validation of actions-core (fast-uri refuses it in a schema's key).
    name: 'AppsFlyer',
    slug: 'actions-appsflyer',
    mode: 'cloud',
    description: 'Send app events, web events and web visits to AppsFlyer, server to server.',
    authentication: {
      scheme: 'custom',
      fields,
      testAuthentication: (request, { settings }) => proveKeys(request, settings, connected),
    },
    // Without it, actions-core never ends reading an answer of 100 kB or more.
    extendRequest: () => ({ skipResponseCloning: true }),
    onDelete: (request, { payload, settings }) => eraseUser(request, payload.userId, settings, connected),
    presets,
    actions: {
      mobileEvent: mobileEvent(connected),
      webEvent: webEvent(connected),
      webVisit: webVisit(connected),
      pbaUserId: pbaUserId(connected),
    },
  }
}
