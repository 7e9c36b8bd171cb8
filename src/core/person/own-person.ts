import { asciiDigits, fold } from './fold-text'

/** One person's contact data and names as a record has them. */
export interface RawOwnPerson {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
}

/** Contacts too short to be told from other text are not looked for. */
const minimumPhoneDigits = 7
const minimumEmailLength = 5
/** So many of a number's last digits are the same in its national and its international form. */
const sharedPhoneDigits = 8
/** A name of fewer letters is too much like other words: it is looked for only as a whole value. */
const minimumNameLetters = 3
/** A longer text is looked for as a whole only: no pattern is made of it. */
const longestLiteral = 1_000
/** A longer text is no name. */
const longestName = 100
/** A phone number without letters and extensions. */
const plainPhone = /^[\d+() .-]*$/
/** Letters that stand for digits come behind a prefix, three digits at least: 1-800-FLOWERS, 0800 REVERSE. */
const vanityPhone = /^(?:[^\p{L}\d]*\d){3,}[^\p{L}\d]*\p{L}{3}/u
/** Scripts without blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** The person a record is about, so that copies of their data elsewhere in the record are found, however they are written. */
export class OwnPerson {
  private readonly raw: RawOwnPerson
  private readonly names: readonly (readonly string[])[]
  /** The longest word of the first name and of the last: a text that holds neither holds no name. */
  private readonly firstSign: string | undefined
  private readonly lastSign: string | undefined
  private readonly contacts: { email?: string | undefined; phoneDigits?: readonly string[] } = {}
  /** A phone number with letters in it, folded, its letters and digits alone. */
  private readonly vanity: string | undefined

  constructor(raw: RawOwnPerson) {
    const { phone, firstName, lastName } = raw
    this.raw = raw
    this.vanity =
      phone !== undefined && !plainPhone.test(phone) && vanityPhone.test(phone) ? vanityOf(phone) : undefined
    const first = namesIn(firstName)
    const last = namesIn(lastName)
    this.names = listed(first, last)
    this.firstSign = longestOf(first)
    this.lastSign = longestOf(last)
  }

  /** The e-mail address, folded; worked out when a text first asks for it, as the phone number is. */
  get email(): string | undefined {
    if ('email' in this.contacts) return this.contacts.email
    const { email } = this.raw
    this.contacts.email = email?.includes('@') && email.length >= minimumEmailLength ? fold(email.trim()) : undefined
    return this.contacts.email
  }

  private get phoneDigits(): readonly string[] {
    const { phone } = this.raw
    this.contacts.phoneDigits ??= phone === undefined ? [] : digitsToFind(asciiDigits(phone))
    return this.contacts.phoneDigits
  }

  get hasNames(): boolean {
    return this.names.length > 0
  }

  get hasVanity(): boolean {
    return this.vanity !== undefined
  }

  get hasPhone(): boolean {
    return this.raw.phone !== undefined && (this.vanity !== undefined || this.phoneDigits.length > 0)
  }

  /** What finds the person's data in a text as the record writes it, to be replaced there. */
  get patterns(): readonly RegExp[] {
    const { email, phone, firstName, lastName } = this.raw
    const literal = (text: string | undefined) =>
      text === undefined || text.trim() === '' || text.length > longestLiteral ? [] : [escaped(text.trim())]
    const names = [...literal(firstName), ...literal(lastName)].filter((name) => name.length >= minimumNameLetters)
    const both =
      names.length === 2 && firstName && lastName ? [`${escaped(firstName.trim())}\\s+${escaped(lastName.trim())}`] : []
    return [
      ...literal(email).map((address) => new RegExp(address, 'giu')),
      ...(phone === undefined ? [] : this.phoneDigits.map((digits) => new RegExp([...digits].join(separator), 'giu'))),
      ...[...both, ...names].map((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'giu')),
    ]
  }

  /** Whether a folded text repeats the e-mail address. */
  ownsEmailIn(folded: string): boolean {
    return this.email !== undefined && folded.includes(this.email)
  }

  /** Whether a text with ASCII digits repeats the phone number, whatever stands between its digits. */
  ownsPhoneIn(text: string): boolean {
    if (this.vanity !== undefined && vanityOf(text)?.includes(this.vanity) === true) return true
    if (this.phoneDigits.length === 0) return false
    const runs = text.replace(betweenDigits, '').match(/\d{7,}/g) ?? []
    return runs.some((run) => this.phoneDigits.some((digits) => holdsNumber(run, digits)))
  }

  /** Whether a folded text repeats a name as a whole word: each by itself, both in either order, or as one word. */
  ownsNameIn(folded: string): boolean {
    // Asked of every text, and nearly always the end of it.
    if (!holds(folded, this.firstSign) && !holds(folded, this.lastSign)) return false
    const words = lettersIn(folded)
    const joined = words.join('')
    return (
      this.names.some((name) => holdsName(words, joined, name)) ||
      this.bothOrders.some((name) => words.includes(name) || (unspaced.test(name) && joined.includes(name)))
    )
  }

  /** First and last name written as one word. */
  private get bothOrders(): readonly string[] {
    const [first, last] = this.names.map((words) => words.join(''))
    return first === undefined || last === undefined ? [] : [first + last, last + first]
  }
}

function holds(folded: string, sign: string | undefined): boolean {
  return sign !== undefined && folded.includes(sign)
}

/** Those that are there. */
function listed(first: readonly string[], last: readonly string[]): readonly (readonly string[])[] {
  if (first.length === 0) return last.length === 0 ? noNames : [last]
  return last.length === 0 ? [first] : [first, last]
}

const noNames: readonly never[] = []

/** The first of them, where several are the longest. */
function longestOf(words: readonly string[]): string | undefined {
  let longest = words[0]
  for (const word of words) if (longest === undefined || word.length > longest.length) longest = word
  return longest
}

function holdsName(words: readonly string[], joined: string, name: readonly string[]): boolean {
  const letters = name.join('')
  if (unspaced.test(letters)) return letters.length > 1 ? joined.includes(letters) : joined === letters
  if (letters.length < minimumNameLetters) return joined === letters
  return words.some((_, start) => name.every((word, index) => words[start + index] === word))
}

const oneWord = /^[a-z]+$/

function namesIn(name: string | undefined): readonly string[] {
  return name === undefined || name.length > longestName ? [] : lettersIn(fold(name))
}

function lettersIn(folded: string): readonly string[] {
  if (oneWord.test(folded)) return [folded]
  return folded.match(/\p{L}+/gu) ?? []
}

/** What stands between the digits of a written number: up to four signs of any kind. */
const betweenDigits = /(?<=\d)[^\p{L}\p{N}]{1,4}(?=\d)/gu

/** The number without an extension at its end: `;ext=12`, `x 12`, `#12`. */
function withoutExtension(phone: string): string {
  const number = phone.trimEnd()
  const start = number.search(/(?:ext|x|#)[.=:]?\s{0,9}\d{1,6}$/i)
  return start < 0 ? number : number.slice(0, start)
}

/** The digits of a number without its country and trunk, as far as they can be told, the longest first. */
function digitsToFind(phone: string): readonly string[] {
  const number = plainPhone.test(phone) ? phone : withoutExtension(phone)
  const digits = number.replace(/\D+/g, '').replace(/^0+/, '')
  if (digits.length < minimumPhoneDigits) return []
  const shared = digits.slice(-sharedPhoneDigits)
  // Small countries have numbers of seven digits behind a code of three.
  const isSmall = digits.length <= 10 && /^\s*(\+|00)/.test(number)
  return isSmall ? [shared, digits.slice(-minimumPhoneDigits)] : [shared]
}

/** Between the digits of a number that is replaced where it stands: up to three signs, percent-encoded or not. */
const separator = '(?:[\\s()+./_‐-―−-]|%[0-9a-f]{2}){0,3}'

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** More digits before a number are its country's and its trunk's; more than these are another number's. */
const mostBefore = 6

function holdsNumber(run: string, digits: string): boolean {
  if (digits.length >= sharedPhoneDigits) return run.includes(digits)
  return run.endsWith(digits) && run.length - digits.length <= mostBefore
}

function vanityOf(text: string): string | undefined {
  const plain = fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
  return plain.length >= minimumPhoneDigits ? plain : undefined
}

/** Nobody in particular. */
export const nobody = new OwnPerson({})
