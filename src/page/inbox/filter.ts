import { useMemo } from 'preact/hooks'
import { verdicts } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import { type ChangedChoices, type Choices, isMade } from '../address/place'
import { endpointNames } from '../words'

/** Undefined takes a part of the filter away. */
export type ChangedFilter = { readonly [Name in keyof ArrivalFilter]?: ArrivalFilter[Name] | undefined }

/** The filter in the address; what cannot be one there is left out. */
export function useFilter(choices: Choices): ArrivalFilter {
  const { verdict, endpoint, event, app, code, text, eventKey, from, to } = choices
  return useMemo(
    () =>
      withoutUnset({
        verdict: verdicts.find((name) => name === verdict),
        endpoint: [...endpointNames, 'erasure' as const, 'unknown' as const].find((name) => name === endpoint),
        event,
        app,
        code,
        text,
        eventKey,
        from: timeIn(from),
        to: timeIn(to),
      }),
    [verdict, endpoint, event, app, code, text, eventKey, from, to],
  )
}

/** A change of the filter as one of the address. */
export function asChoices(changed: ChangedFilter): ChangedChoices {
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  )
}

export const noFilter: { readonly [Name in keyof ArrivalFilter]-?: undefined } = {
  verdict: undefined,
  endpoint: undefined,
  event: undefined,
  app: undefined,
  code: undefined,
  text: undefined,
  eventKey: undefined,
  from: undefined,
  to: undefined,
}

export function withoutUnset(filter: ChangedFilter): ArrivalFilter {
  return Object.fromEntries(Object.entries(filter).filter(isMade))
}

/** Milliseconds since 1970. */
function timeIn(text: string | undefined): number | undefined {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined
}
