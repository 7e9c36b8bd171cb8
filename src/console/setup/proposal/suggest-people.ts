import { mobileAppsflyerIdPattern } from '../../../../spec/appsflyer/events/app-id'
import type { FieldName } from '../../../../spec/configuration/fields'
import { normaliseEmail } from '../../../core/person/normalise-email'
import { normalisePhone } from '../../../core/person/normalise-phone'
import { keyKind } from '../../../core/person/personal-keys'
import { wordsOf } from '../../../core/reading/names'
import { type Column, countOf, mostly } from './columns'
import { columnItem, type Suggestion, share } from './suggestion'

export interface PeopleProposal {
  readonly suggestions: readonly Suggestion[]
  readonly remarks: readonly string[]
  /** Columns that a line takes. */
  readonly taken: readonly Column[]
}

const isEmail = (text: string) => normaliseEmail(text) !== undefined
const isPhone = (text: string) => typeof normalisePhone(text, { given: undefined, fallback: undefined }) === 'object'
const isInternational = (text: string) => /^(\+|00)/.test(text.trim()) && isPhone(text)
const isAppsflyerId = (text: string) => mobileAppsflyerIdPattern.test(text)

/** Who a row is about: the AppsFlyer id, the customer user id, and personal data, which goes out as hashes. Their values are never shown. */
export function suggestPeople(columns: readonly Column[], rowCount: number): PeopleProposal {
  const [suggestions, remarks, taken]: [Suggestion[], string[], Column[]] = [[], [], []]
  const add = (column: Column, field: FieldName, why: string, isSure = true) => {
    suggestions.push({ why, yaml: columnItem(column.column, field), isSure })
    taken.push(column)
  }
  const known = (field: FieldName) => columns.find((column) => column.known === field && column.filled.length > 0)

  const ownId = known('appsflyer_id')
  const id =
    ownId ??
    columns.find(
      (column) => countOf(column, isAppsflyerId) > 0 && countOf(column, isAppsflyerId) * 2 >= column.filled.length,
    )
  if (id !== undefined && ownId === undefined) add(id, 'appsflyer_id', `${id.column} holds AppsFlyer ids of installs.`)
  const found = id?.filled.length ?? 0
  remarks.push(
    `appsflyer_id found in ${share(found, rowCount, 'rows')}${id === undefined ? '' : ` (${id.column})`}.${found < rowCount ? ' Mobile events without one are rejected, unless a memory knows the user (docs/memory.md).' : ''}`,
  )

  if (known('customer_user_id') === undefined) {
    const user = columns.find(
      (column) => column.filled.length > 0 && column !== id && isUserId(column) && !mostly(column, isEmail),
    )
    if (user !== undefined) {
      const why = `Is ${user.column} the customer user id, as your apps give it to AppsFlyer's SDK? Then take this line.`
      add(user, 'customer_user_id', why, false)
    }
  }

  const email = known('email') ?? known('email_hashed') ?? columns.find((column) => mostly(column, isEmail))
  if (email !== undefined && email.known === undefined)
    add(email, 'email', `${email.column} holds e-mail addresses: they go out hashed.`)
  else if (email?.known === 'email') remarks.push(`${email.column}: hashed.`)

  const phone = known('phone') ?? known('phone_number_hashed') ?? phoneAmong(columns)
  if (phone !== undefined && phone.known === undefined) {
    const isSure = mostly(phone, isInternational)
    const country = isSure
      ? ''
      : ' Some have no country code: defaults.phone_country, or a column country, says which it is.'
    add(phone, 'phone', `${phone.column} holds phone numbers: they go out hashed.${country}`, isSure)
  } else if (phone?.known === 'phone') remarks.push(`${phone.column}: hashed.${countryNeeded(phone, known('country'))}`)

  for (const field of ['first_name', 'last_name'] as const) {
    const column = known(field) ?? columns.find(({ named, filled }) => named === field && filled.length > 0)
    if (column !== undefined && column.known === undefined) add(column, field, `${column.column}: hashed.`)
    else if (column !== undefined) remarks.push(`${column.column}: hashed.`)
  }
  const others = columns.filter(
    (column) =>
      column.filled.length > 0 && column.named === undefined && !taken.includes(column) && isPersonalName(column),
  )
  if (others.length > 0)
    remarks.push(
      `${others
        .slice(0, 5)
        .map(({ column }) => column)
        .join(
          ', ',
        )}${others.length > 5 ? ` and ${others.length - 5} more` : ''}: personal by name, so left out. A first or last name can be mapped to first_name or last_name, and is hashed then.`,
    )
  return { suggestions, remarks, taken }
}

function isPersonalName({ name }: Column): boolean {
  const kind = keyKind(name)
  return kind === 'personal' || kind === 'address'
}

/** By its values; a national number is told by the name, too. */
function phoneAmong(columns: readonly Column[]): Column | undefined {
  const unknown = columns.filter(({ known, filled }) => known === undefined && filled.length > 0)
  return (
    unknown.find((column) => mostly(column, isInternational)) ??
    unknown.find(
      (column) =>
        /phone|tel|handy|mobil|celular/i.test(column.name) &&
        isPersonalName(column) &&
        mostly(column, (text) => /^[\d\s()/+.-]{6,20}$/.test(text)),
    )
  )
}

function countryNeeded(phone: Column, country: Column | undefined): string {
  if (mostly(phone, isPhone) || country !== undefined) return ''
  const lacking = phone.filled.length - countOf(phone, isPhone)
  return ` ${share(lacking, phone.filled.length)} have no country code: give defaults.phone_country, else they are left out.`
}

const owners =
  /^(customer|user|client|account|member|kunden?|kundin|utilisateur|usuario|cliente|subscriber|player|profile|buyer|shopper)s?$/
const idWords = /^(id|uid|uuid|guid|nr|no|nummer|number|key|num|numero)$/

/** Called like the id of a user; a name alone does not say that the SDK has the same one. */
function isUserId({ name, parents, named }: Column): boolean {
  if (named !== undefined) return false
  const words = wordsOf(name)
  if (words.length === 1 && /^(uid|userid|customerid|clientid|kundennummer|kundennr|kundenid)$/.test(words[0] ?? ''))
    return true
  if (words.length === 1 && owners.test(words[0] ?? '')) return true
  const around = [...parents.slice(-1).flatMap(wordsOf), ...words]
  return words.length <= 3 && around.some((word) => owners.test(word)) && words.some((word) => idWords.test(word))
}
