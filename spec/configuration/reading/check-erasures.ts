import type { Problem } from '../../files/problem'
import { stream } from '../stream-form'
import type { PlacedStream } from './check-streams'
import { goodMembers } from './good-members'

/** AppsFlyer takes no erasure without the API token V2: every record of such a stream would be rejected. */
export function erasesWithoutToken(streams: readonly PlacedStream[], token: string | undefined): readonly Problem[] {
  if (token !== undefined && token !== '') return []
  return streams.flatMap(({ path, value }) =>
    goodMembers(stream, value)?.send_as === 'erase' ? [{ path: `${path}.send_as`, message }] : [],
  )
}

const message =
  'is erase, which needs api_token, the API token V2: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type API'
