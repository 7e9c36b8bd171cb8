import { type Family, type MemberAt, type MemberShaped, membersAt } from '../../../spec/appsflyer/bodies/members'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import {
  type FieldName,
  type FieldOf,
  fieldNames,
  fields,
  type MemberOfField,
} from '../../../spec/configuration/fields'
import type { CleanValues } from '../domain/event'
import { plainText } from './write-event-value'

/** The members that no row of the table of fields has: they are made of several things, or of what an event calls otherwise. */
type OwnMember<Of extends Family, At extends Endpoint> = Exclude<
  MemberAt<Of, At>,
  MemberOfField<Of, FieldOf<Of>> | MemberShaped<Of, 'key'>
>

type FieldValues = { readonly [Name in FieldName]?: unknown }
interface Carrier extends FieldValues {
  readonly texts?: FieldValues
  readonly person?: FieldValues
}

/** Writes the value of a member as JSON; undefined where the event has none. */
type Write<Event> = (event: Event, values: CleanValues) => string | undefined

interface Writes<Event> {
  readonly [member: string]: Write<Event>
}

interface Part<Event> {
  /** A comma, and the member's name. */
  readonly before: string
  readonly write: Write<Event>
}

/**
 * The writer of an endpoint's bodies, without the key: the members of the endpoint's table in their order, each of the field whose
 * row names it, or of its own. It is put together once. Text by text, since JSON.stringify of the same object takes longer.
 */
export function bodyWriter<Of extends Family, At extends Endpoint, Event extends Carrier>(
  family: Of,
  endpoint: At,
  own: Writes<Event> & { readonly [Name in OwnMember<Of, At>]: unknown },
): (event: Event, values: CleanValues) => string {
  const writes: Writes<Event> = own
  const parts = membersAt(family, endpoint).flatMap(([name, { shape }]): readonly Part<Event>[] => {
    const write = writes[name] ?? fieldWriter(family, name, shape)
    return write === undefined ? [] : [{ before: `,${JSON.stringify(name)}:`, write }]
  })
  return (event, values) => {
    let members = ''
    for (const { before, write } of parts) {
      const json = write(event, values)
      if (json !== undefined) members += before + json
    }
    return `{${members.slice(1)}}`
  }
}

/** None for the key, which src/core/request/target puts in its place. */
function fieldWriter(family: Family, member: string, shape: string): Write<Carrier> | undefined {
  const field = fieldNames.find((name) => fields[name][family] === member)
  if (field === undefined) return undefined
  const write = byShape[shape] ?? jsonOf
  const written = (value: unknown) => (value === undefined ? undefined : write(value))
  const { read, isPersonal } = fields[field]
  if (read === 'text') return ({ texts }) => written(texts?.[field])
  return isPersonal === true ? ({ person }) => written(person?.[field]) : (event) => written(event[field])
}

/** A text of ours (a hash, a code, an address): nothing in it needs escaping. */
const plain = (value: unknown) => `"${value}"`

const byShape: { readonly [shape: string]: ((value: unknown) => string) | undefined } = {
  sha256: plain,
  currency: plain,
  ipv4: plain,
  any_ip: plain,
  uuid: plain,
  amount: (value) => JSON.stringify(Number(value)),
  // Every partner is a list, too.
  partners: (value) => JSON.stringify(value === 'all' ? ['all'] : value),
}

/** Most texts are short, and JSON writes them as they are: asking that is quicker than having them escaped. */
export function jsonOf(value: unknown): string {
  return typeof value === 'string' && plainText.test(value) ? `"${value}"` : JSON.stringify(value)
}
