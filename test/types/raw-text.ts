/**
 * A proof by the compiler, which `npm run check` asks: raw text cannot stand where an event wants a hash, clean text or
 * clean values. Each line below must not compile; where one does, its `@ts-expect-error` fails.
 */
import type {
  CleanText,
  CleanValues,
  Event,
  HashedPerson,
  MobileEvent,
  Sha256Hex,
  WebEvent,
  WebVisit,
} from '../../src/core/domain/event'
import type { Finding } from '../../src/core/domain/finding'
import type { cleanText } from '../../src/core/person/clean-text'
import type { cleanValues } from '../../src/core/person/clean-values'
import type { hashPerson } from '../../src/core/person/hash-person'
import type { sha256 } from '../../src/core/person/sha256'
import type { buildRequest } from '../../src/core/request/build-request'
import type { JsonObject } from '../../src/json/json'

declare const text: string
declare const values: JsonObject
declare const event: MobileEvent
declare const visit: WebVisit
declare const findings: Finding[]

// @ts-expect-error An e-mail address is no hash.
export const email: Sha256Hex = 'jane@example.com'
// @ts-expect-error Nor is a text that happens to look like one: only src/core/person says so.
export const looksHashed: Sha256Hex = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'
// @ts-expect-error Nor is clean text.
export const cleanIsNoHash: Sha256Hex = event.name
// @ts-expect-error A record's text is not clean.
export const rawText: CleanText = text
// @ts-expect-error A record's values are not clean.
export const rawValues: CleanValues = values
// @ts-expect-error An object written down is not clean either.
export const literal: CleanValues = { email: 'jane@example.com' }

// @ts-expect-error A person is known by hashes alone.
export const person: HashedPerson = { ...event.person, email: text }
// @ts-expect-error Also by the phone.
export const phone: HashedPerson = { ...event.person, phoneE164: text }
// @ts-expect-error There is no place for the plain address.
export const plain: HashedPerson = { ...event.person, plainEmail: text }

// @ts-expect-error An event's name is clean.
export const named: MobileEvent = { ...event, name: text }
// @ts-expect-error So is its customer user id,
export const user: MobileEvent = { ...event, customerUserId: text }
// @ts-expect-error its AppsFlyer id,
export const device: MobileEvent = { ...event, appsflyerId: text }
// @ts-expect-error its user agent,
export const agent: MobileEvent = { ...event, userAgent: text }
// @ts-expect-error its values,
export const valued: MobileEvent = { ...event, values }
// @ts-expect-error and its custom data.
export const custom: MobileEvent = { ...event, customData: values }
// @ts-expect-error So is the page of a visit,
export const page: WebVisit = { ...visit, url: text }
// @ts-expect-error and where it came from.
export const referrer: WebVisit = { ...visit, referrer: text }
// @ts-expect-error A visit has no name and no money.
export const namedVisit: WebVisit['name'] = visit.url
// @ts-expect-error An event cannot be made of a record.
export const made: Event = values
// @ts-expect-error Nor a request of anything but an event.
export const built: Parameters<typeof buildRequest>[0] = { kind: 'web_event', name: text } satisfies Partial<WebEvent>

/** The ways that are open: through src/core/person. */
export const hashed: Sha256Hex = {} as ReturnType<typeof sha256>
export const known: HashedPerson = {} as ReturnType<typeof hashPerson>
export const cleaned: CleanText | undefined = {} as ReturnType<typeof cleanText>
export const cleanedValues: CleanValues = ({} as ReturnType<typeof cleanValues>).values
export const told: readonly Finding[] = findings
