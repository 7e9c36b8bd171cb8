import type { Event, MobileEvent } from '../domain/event'

/** A field of a mobile event that AppsFlyer can do without, under its name in spec/configuration/fields. */
interface OptionalField {
  readonly name: string
  readonly isIn: (event: MobileEvent) => boolean
  readonly leaveOut: (event: MobileEvent) => MobileEvent
}

/**
 * In the order in which they go. Never here: ids, the hashes of e-mail and phone, consent, money and what decides whether
 * AppsFlyer counts the event. A name's hash finds nobody alone, so names go after the rest of the context, the first
 * name first: more people share it.
 */
const optionalFields: readonly OptionalField[] = [
  {
    name: 'app_store',
    isIn: (event) => event.appStore !== undefined,
    leaveOut: (event) => ({ ...event, appStore: undefined }),
  },
  {
    name: 'app_version',
    isIn: (event) => event.appVersion !== undefined,
    leaveOut: (event) => ({ ...event, appVersion: undefined }),
  },
  {
    name: 'custom_data',
    isIn: (event) => event.customData !== undefined,
    leaveOut: (event) => ({ ...event, customData: undefined }),
  },
  {
    name: 'user_agent',
    isIn: (event) => event.userAgent !== undefined,
    leaveOut: (event) => ({ ...event, userAgent: undefined }),
  },
  {
    name: 'first_name',
    isIn: ({ person }) => person.firstName !== undefined,
    leaveOut: (event) => ({ ...event, person: { ...event.person, firstName: undefined } }),
  },
  {
    name: 'last_name',
    isIn: ({ person }) => person.lastName !== undefined,
    leaveOut: (event) => ({ ...event, person: { ...event.person, lastName: undefined } }),
  },
]

export interface Lighter {
  readonly event: Event
  /** The fields that were left out. */
  readonly fields: readonly string[]
}

/** The event with one field after the other left out; none on the web, whose bodies may be far larger than all of them. */
export function lighterEvents(event: Event): readonly Lighter[] {
  if (event.kind !== 'mobile_event') return []
  const lighter: Lighter[] = []
  let [rest, fields]: [MobileEvent, readonly string[]] = [event, []]
  for (const { name, isIn, leaveOut } of optionalFields) {
    if (!isIn(rest)) continue
    rest = leaveOut(rest)
    fields = [...fields, name]
    lighter.push({ event: rest, fields })
  }
  return lighter
}
