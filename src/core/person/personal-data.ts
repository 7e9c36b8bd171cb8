/** How personal data is recognised outside its own fields: by the key it stands under, and by its shape. */

/** What ends an address on its left, in sentences and URLs: `/@handle` and `?q=@brand.com` are none. */
const local = '[^\\s@<>,;:"\'()[\\]{}=&?/#|\\\\]'
/** Bounded, so that no text takes long; a name with letters at its end, so that `react@18.2.0` is none. */
const domain = '(?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}\\.){1,8}\\p{L}[\\p{L}\\p{N}-]{1,62}'
/** The `@` may be percent-encoded. */
const emailShape = new RegExp(`${local}(?:@|%40)${domain}`, 'u')
const emails = new RegExp(`${local}{1,64}(?:@|%40)${domain}`, 'gu')
const internationalPhone = '(?:\\+|%2B)[1-9](?:[\\s().-]{0,2}\\d){7,14}(?!\\d)'
const internationalPhoneShape = new RegExp(internationalPhone, 'i')
const internationalPhones = new RegExp(internationalPhone, 'gi')

/** One person's contact data as it came in, so that copies of it elsewhere in the record are found. */
export interface OwnContacts {
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

/** Contacts too short to be told from other text are not looked for. */
const minimumPhoneDigits = 7
const minimumEmailLength = 5
/** So many of a number's last digits are the same in its national and its international form. */
const sharedPhoneDigits = 8

export function ownContacts(email: string | undefined, phone: string | undefined): OwnContacts {
  const address = email?.includes('@') && email.length >= minimumEmailLength ? email.trim().toLowerCase() : undefined
  const digits = phone === undefined ? '' : phone.replace(/\D+/g, '')
  const ownPhone = digits.length >= minimumPhoneDigits ? digits.slice(-sharedPhoneDigits) : undefined
  return { email: address, phone: ownPhone }
}

/** Whether a text is or holds an e-mail address or an international phone number, or repeats the person's own contacts. */
export function holdsPersonalData(text: string, contacts: OwnContacts): boolean {
  const signs = signsIn(text)
  if (signs.hasAt && holdsEmail(text, contacts.email)) return true
  if (signs.digits < minimumPhoneDigits) return false
  if (signs.hasPlus && internationalPhoneShape.test(text)) return true
  return contacts.phone !== undefined && signs.digits >= contacts.phone.length && holdsDigits(text, contacts.phone)
}

/** What a text needs to have before it is worth a closer look, found in one pass: most texts have nothing of it. */
function signsIn(text: string): { hasAt: boolean; hasPlus: boolean; digits: number } {
  let [hasAt, hasPlus, digits] = [false, false, 0]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= digit0 && unit <= digit9) digits++
    else if (unit === at) hasAt = true
    else if (unit === plus) hasPlus = true
    else if (unit === percent) hasAt = hasPlus = true
  }
  return { hasAt, hasPlus, digits }
}

const [percent, plus, digit0, digit9, at] = [0x25, 0x2b, 0x30, 0x39, 0x40]

function holdsEmail(text: string, ownEmail: string | undefined): boolean {
  return emailShape.test(text) || (ownEmail !== undefined && text.toLowerCase().includes(ownEmail))
}

/** What stands between the digits of a phone number: up to three of these. */
const separator = '(?:[\\s()+./_-]|%[0-9a-f]{2}){0,3}'
const separators = new RegExp(`${separator.slice(0, -5)}+`, 'gi')

/** Whether a text holds these digits, with or without separators between them. */
function holdsDigits(text: string, digits: string): boolean {
  return text.includes(digits) || text.replace(separators, '').includes(digits)
}

/** A text so long is no name and no page's address: it is not worth the search. */
const longestRedacted = 10_000
const removed = 'removed'

/** The text with `removed` in place of all personal data, for names and addresses that are needed all the same. */
export function withoutPersonalData(text: string, contacts: OwnContacts): string {
  if (!holdsPersonalData(text, contacts)) return text
  if (text.length > longestRedacted) return removed
  const { email, phone } = contacts
  const withoutOwnEmail = email === undefined ? text : text.replace(new RegExp(escaped(email), 'gi'), removed)
  const withoutContacts = withoutOwnEmail.replace(emails, removed).replace(internationalPhones, removed)
  const redacted =
    phone === undefined
      ? withoutContacts
      : withoutContacts.replace(new RegExp([...phone].join(separator), 'gi'), removed)
  return holdsPersonalData(redacted, contacts) ? removed : redacted
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const personalTokens = new Set([
  'email',
  'emails',
  'mail',
  'phone',
  'phones',
  'phonenumber',
  'telephone',
  'tel',
  'msisdn',
  'firstname',
  'lastname',
  'fullname',
  'middlename',
  'surname',
  'username',
  ...'emailaddress mailaddress useremail customeremail cellphone mobilephone homephone workphone userphone'.split(' '),
  ...'customerphone mobilenumber givenname familyname'.split(' '),
])
const nameOwners = new Set(
  'first last full middle given family maiden customer user contact buyer recipient billing shipping cardholder legal'.split(
    ' ',
  ),
)
/** Behind one of these the value is about the contact, not the contact itself. */
const harmlessTokens = new Set(
  'hash hashed sha256 type kind model brand make verified valid status opt optin consent subscribed campaign template provider domain count id'.split(
    ' ',
  ),
)

/** Keys repeat from record to record, so the answers are kept, within bounds. */
const knownKeys = new Map<string, boolean>()
const knownKeysMost = 10_000
const knownKeyLength = 100

/** Whether what stands under this key is an e-mail address, a phone number or a person's name. */
export function isPersonalKey(key: string): boolean {
  const known = knownKeys.get(key)
  if (known !== undefined) return known
  const personal = namesPersonalData(tokensOf(key))
  if (knownKeys.size >= knownKeysMost) knownKeys.clear()
  if (key.length <= knownKeyLength) knownKeys.set(key, personal)
  return personal
}

function namesPersonalData(tokens: readonly string[]): boolean {
  if (tokens.some((token) => harmlessTokens.has(token))) return false
  return tokens.some(
    (token, index) =>
      personalTokens.has(token.replace(/\d+$/, '')) ||
      (token === 'e' && tokens[index + 1] === 'mail') ||
      (token === 'mobile' && tokens[index + 1] === 'number') ||
      (token === 'name' && nameOwners.has(tokens[index - 1] ?? '')),
  )
}

/** `buyerEMail`, `Buyer e-mail` and `buyer_email` as lower-case words. */
function tokensOf(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}
