import { asciiDigits, decoded, fold } from './fold-text'
import type { OwnPerson } from './own-person'

/** How personal data is recognised outside its own fields: by its shape, and as a copy of the person's own. */

/** What ends an address on its left, in sentences and URLs: `/@handle` and `?q=@brand.com` are none. */
const local = '[^\\s@<>,;:"\'()[\\]{}=&?/#|\\\\]'
const numericDomain = '(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.])'
/** Bounded, so that no text takes long; a name with letters at its end, so that `react@18.2.0` is none, or an IPv4 address. */
const domain = `(?:(?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}\\.){1,8}\\p{L}[\\p{L}\\p{N}-]{1,62}|${numericDomain})`
const emailShape = new RegExp(`${local}@${domain}`, 'u')
const emails = new RegExp(`${local}{1,64}(?:@|%40)${domain}`, 'gu')
/** Between the digits of a number; blanks of no width and marks of direction, too. */
const unseen = '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff'
const separators = `\\s().\\-‐-―−/_·•‧${unseen}`
const invisible = `[${unseen}]{0,2}`
const between = `[${separators}]{0,3}`
const encodedBetween = `(?:[${separators}]|%(?:20|28|29|2D|2E|2F|5F)){0,3}`
/** The codes of countries of two and of three digits (ITU-T E.164, list of assigned codes). */
const twoDigits = '2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]'
const threeDigits = '2[1-689]\\d|3[578]\\d|42\\d|5[09]\\d|6[789]\\d|8[0358]\\d|9[679]\\d'

/** A country's code and the digits behind it: ten in North America, elsewhere as few and as many as there are. */
function codeAndDigits(gap: string, afterCode = gap): string {
  const digits = (least: number, most: number) => `${afterCode}\\d(?:${gap}\\d){${least - 1},${most - 1}}`
  const codes = [
    `1${digits(10, 10)}`,
    `7${digits(7, 13)}`,
    `(?:${twoDigits})${digits(6, 12)}`,
    `(?:${threeDigits})${digits(5, 11)}`,
  ]
  return `(?:${codes.join('|')})(?!\\d)`
}

/**
 * Behind a letter or a digit a plus also joins names and versions (`v1+20261121`): there nine digits in a row count, or ten
 * however they are written. Before a blank it also adds: there the country's code stands apart.
 */
const international = (plus: string, gap: string) =>
  [
    `(?<![\\p{L}\\p{N}])${plus}${invisible}${codeAndDigits(gap)}`,
    `${plus}${invisible}[1-9](?:\\d{8,14}|(?:${gap}\\d){9,14})(?!\\d)`,
    `(?<!\\+)${plus}\\s{1,2}${invisible}${codeAndDigits(gap, `[${separators}]{1,3}`)}`,
  ].join('|')
const internationalPhoneShape = new RegExp(international('\\+', between), 'u')
/** As it is dialled from a land line: 00 or 011 and a country's code, set apart from the rest, since ids begin with zeros, too. */
const apart = `[${separators}+]`
const dialledPhone = `(?<![\\p{L}\\p{N}._-])0(?:0|11)${apart}{0,2}${codeAndDigits(`${apart}{0,3}`, `${apart}{1,3}`)}`
const dialledPhoneShape = new RegExp(dialledPhone, 'u')
/** To be replaced where they stand, percent-encoded or not. */
const phones = new RegExp(`${international('(?:\\+|%2B)', encodedBetween)}|${dialledPhone}`, 'giu')
const minimumPhoneDigits = 7

/** Whether a text is or holds an e-mail address or an international phone number, or repeats the person's own contacts. */
export function holdsContact(text: string, own: OwnPerson): boolean {
  const signs = signsIn(text)
  if (signs === 0 && !own.hasVanity) return false
  if ((signs & percentSign) !== 0 && holdsPlainContact(decoded(text), own)) return true
  return ((signs & contactSign) !== 0 || own.hasVanity) && holdsPlainContact(text, own)
}

/** Whether a text repeats the person's own name, as whole words. */
export function holdsOwnName(text: string, own: OwnPerson): boolean {
  if (!own.hasNames) return false
  return own.ownsNameIn(fold(text)) || (text.includes('%') && own.ownsNameIn(fold(decoded(text))))
}

export function holdsPersonalData(text: string, own: OwnPerson): boolean {
  return holdsContact(text, own) || holdsOwnName(text, own)
}

/** Something is percent-encoded; an at sign, a letter beyond ASCII or the digits of a phone number are there. */
const [percentSign, contactSign] = [1, 2]

/** What a text needs to have before it is worth a closer look, as bits, found in one pass: most texts have nothing of it. */
function signsIn(text: string): number {
  let [signs, digits] = [0, 0]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= digit0 && unit <= digit9) digits++
    else if (unit === percent) signs |= percentSign
    else if (unit === at || unit > lastAscii) signs |= contactSign
  }
  return digits >= minimumPhoneDigits ? signs | contactSign : signs
}

const [percent, digit0, digit9, at, lastAscii] = [0x25, 0x30, 0x39, 0x40, 0x7f]

function holdsPlainContact(text: string, own: OwnPerson): boolean {
  const plain = asciiDigits(text)
  if (plain.includes('@') || plain.includes('＠')) {
    const folded = fold(plain)
    if (emailShape.test(folded) || own.ownsEmailIn(folded)) return true
  }
  if (plain.includes('+') && internationalPhoneShape.test(plain)) return true
  if ((plain.includes('00') || plain.includes('011')) && dialledPhoneShape.test(plain)) return true
  return own.hasPhone && own.ownsPhoneIn(plain)
}

/** A text so long is no name and no page's address: it is not worth the search. */
const longestRedacted = 10_000
const removed = 'removed'

/** The text with `removed` in place of all personal data, for names and addresses that are needed all the same. */
export function withoutPersonalData(text: string, own: OwnPerson): string {
  if (!holdsPersonalData(text, own)) return text
  if (text.length > longestRedacted) return removed
  const withoutEmails = text.replace(emails, removed).replace(phones, removed)
  const redacted = own.patterns.reduce((rest, pattern) => rest.replace(pattern, removed), withoutEmails)
  return holdsPersonalData(redacted, own) ? removed : redacted
}
