import type { Endpoint } from './contract'

/** Where keys are asked about: a visit has no name by which the question could be known. */
type ProbedEndpoint = Exclude<Endpoint, 'web_visit'>

const event = { eventName: 'connection_check', eventValue: '' }

/**
 * The body of a probe, the question whether AppsFlyer takes a key: it names no user, so that AppsFlyer cannot record it.
 * A good key gets it refused for its body (missing `appsflyer_id`, missing `user_id`), a bad one for its key.
 */
export const probeBodies: { readonly [Name in ProbedEndpoint]: Readonly<Record<string, string>> } = {
  mobile_v2: { ...event, af_events_api: 'true' },
  mobile_v3: event,
  web_event: { event_name: event.eventName },
}

/** Whether a body is a probe's: the same members and no other. */
export function isProbe(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): boolean {
  if (endpoint === 'web_visit') return false
  const probe = probeBodies[endpoint]
  const names = Object.keys(probe)
  return Object.keys(body).length === names.length && names.every((name) => body[name] === probe[name])
}
