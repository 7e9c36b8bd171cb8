import type { Contract, Endpoint } from '../events/contract'
import { deviceMembers } from './device-members'
import type { Member, TextForm } from './member'
import { mobileMembers } from './mobile-members'
import { pbaMembers } from './pba-members'
import { webMembers } from './web-members'

/** The members of bodies as data, by the family of their endpoints: the schemas, the types of events and the writers follow. */
const members = {
  mobile: mobileMembers,
  web: webMembers,
  pba: pbaMembers,
  devices: deviceMembers,
} as const

export type Family = Contract['family']
export type MemberOf<Of extends Family> = keyof (typeof members)[Of] & string

type DataOf<Of extends Family> = (typeof members)[Of]
export type ShapeOf<Of extends Family, Name> = Name extends keyof DataOf<Of>
  ? DataOf<Of>[Name] extends { readonly shape: infer Shape }
    ? Shape
    : never
  : never
export type Shape = { [Of in Family]: ShapeOf<Of, keyof DataOf<Of>> }[Family]

/** The members of this shape. */
export type MemberShaped<Of extends Family, Wanted extends Shape> = {
  [Name in MemberOf<Of>]: ShapeOf<Of, Name> extends Wanted ? Name : never
}[MemberOf<Of>]

/** The members that an endpoint has, of those of its family. */
export type MemberAt<Of extends Family, At extends Endpoint> = {
  [Name in MemberOf<Of>]: DataOf<Of>[Name] extends { readonly only: infer Only }
    ? At extends Only
      ? Name
      : never
    : Name
}[MemberOf<Of>]

export function membersOf(family: Family): Readonly<Record<string, Member>> {
  return members[family]
}

/** The members of an endpoint's bodies, in the order in which they are written. */
export function membersAt(family: Family, endpoint: Endpoint): readonly (readonly [string, Member])[] {
  return Object.entries(membersOf(family)).filter(([, { only }]) => only === undefined || only === endpoint)
}

/** What an endpoint takes of a text. */
export function formAt({ at, longest, refused }: Member, endpoint: Endpoint): TextForm {
  return { ...(longest !== undefined && { longest }), ...(refused !== undefined && { refused }), ...at?.[endpoint] }
}
