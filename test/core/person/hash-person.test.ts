import SHA256 from 'crypto-js/sha256'
import type { Finding } from '../../../src/core/domain/finding'
import { hashPerson, type RawPerson } from '../../../src/core/person/hash-person'

const nobody: RawPerson = {
  email: undefined,
  phone: undefined,
  firstName: undefined,
  lastName: undefined,
  emailHashed: undefined,
  phoneDigitsHashed: undefined,
  phoneE164Hashed: undefined,
  firstNameHashed: undefined,
  lastNameHashed: undefined,
}

function hash(raw: Partial<RawPerson>, countries: readonly (string | undefined)[] = []) {
  const findings: Finding[] = []
  const person = hashPerson({ ...nobody, ...raw }, countries, findings)
  return { ...person, findings: findings.map(({ code, field }) => `${code} ${field}`) }
}

/** A second opinion, from another implementation. */
const sha256 = (text: string) => SHA256(text).toString()

const emailHash = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'
const phoneE164Hash = '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd'
const phoneDigitsHash = 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'

describe("AppsFlyer's own examples", () => {
  test('e-mail', () => expect(hash({ email: 'john_smith@gmail.com' }).email).toBe(emailHash))
  test('phone in E.164', () => expect(hash({ phone: '+12133734253' }).phoneE164).toBe(phoneE164Hash))
  test('phone in digits', () => expect(hash({ phone: '+16505551212' }).phoneDigits).toBe(phoneDigitsHash))
})

test.each([
  ['  John_Smith@Gmail.com\n', 'john_smith@gmail.com'],
  ['JOSÉ@EXAMPLE.ORG', 'josé@example.org'],
  ['first.last+tag@sub.example.co.uk', 'first.last+tag@sub.example.co.uk'],
])('the e-mail %j is hashed as %j', (email, normalised) => {
  expect(hash({ email })).toMatchObject({ email: sha256(normalised), findings: [] })
})

test.each(['n/a', 'john', 'john@', '@example.com', 'john@localhost', 'a b@example.com', 'a@b.c', ''])(
  'the e-mail %j is none, and left out',
  (email) => {
    expect(hash({ email })).toMatchObject({ email: undefined, findings: ['invalid_email_dropped email'] })
  },
)

test.each([
  ['John', 'john'],
  ['  JOHN ', 'john'],
  ['Ángel Luis', 'ángel luis'],
  ['李', '李'],
])('the name %j is hashed as %j', (name, normalised) => {
  const person = hash({ firstName: name, lastName: name })
  expect(person).toMatchObject({ firstName: sha256(normalised), lastName: sha256(normalised), findings: [] })
})

describe('a value that is a hash already', () => {
  const given = emailHash
  test.each([
    ['as it is', given],
    ['padded', `  ${given}\t`],
    ['in upper case', given.toUpperCase()],
    ['padded and in upper case', ` ${given.toUpperCase()} `],
  ])('%s goes out in lower case and is never hashed again', (_how, text) => {
    expect(hash({ email: text, firstName: text, lastName: text, phone: text })).toEqual({
      email: given,
      firstName: given,
      lastName: given,
      phoneDigits: given,
      phoneE164: undefined,
      findings: [],
    })
    const hashed = { emailHashed: text, firstNameHashed: text, lastNameHashed: text }
    expect(hash({ ...hashed, phoneDigitsHashed: text, phoneE164Hashed: text })).toEqual({
      email: given,
      firstName: given,
      lastName: given,
      phoneDigits: given,
      phoneE164: given,
      findings: [],
    })
  })

  test('wins over the plain field', () => {
    expect(hash({ email: 'jane@example.com', emailHashed: given }).email).toBe(given)
    expect(hash({ phone: '+16505551212', phoneE164Hashed: given })).toMatchObject({
      phoneE164: given,
      phoneDigits: phoneDigitsHash,
    })
  })

  test.each([given.slice(1), `${given}0`, given.replace(/.$/, 'g'), 'john@example.com', ''])(
    'a field for a hash refuses %j',
    (text) => {
      expect(hash({ emailHashed: text }).findings).toEqual(['invalid_hash email_hashed'])
      expect(hash({ phoneDigitsHashed: text }).findings).toEqual(['invalid_hash phone_number_hashed'])
      expect(hash({ phoneE164Hashed: text }).findings).toEqual(['invalid_hash phone_number_e164_hashed'])
      expect(hash({ firstNameHashed: text }).findings).toEqual(['invalid_hash first_name_hashed'])
      expect(hash({ lastNameHashed: text }).findings).toEqual(['invalid_hash last_name_hashed'])
    },
  )
})

describe('phones', () => {
  test.each([
    ['+1 (213) 373-4253', [], '+12133734253'],
    ['(213) 373-4253', ['US'], '+12133734253'],
    ['2133734253', [undefined, 'US'], '+12133734253'],
    ['16505551212', ['US'], '+16505551212'],
    ['030 1234567', ['DE', 'US'], '+49301234567'],
    ['07911 123456', [undefined, 'GB'], '+447911123456'],
    ['030 1234567', ['Germany', 'DE'], '+49301234567'],
    ['+44 (0)20 7946 0958', [], '+442079460958'],
    ['+49 0151 23456789', [], '+4915123456789'],
    ['+393331234567', ['US'], '+393331234567'],
  ])('%j in %j is hashed as %j, with and without its plus', (phone, countries, e164) => {
    expect(hash({ phone }, countries)).toMatchObject({
      phoneE164: sha256(e164),
      phoneDigits: sha256(e164.slice(1)),
      findings: [],
    })
  })

  test.each([
    ['2133734253', []],
    ['2133734253', [undefined, undefined]],
    ['2133734253', ['Nowhere']],
    ['n/a', ['US']],
    ['unknown', ['US']],
    ['12', ['US']],
    ['+', ['US']],
    ['+1', ['US']],
    ['', ['US']],
    ['9'.repeat(100), ['US']],
    // The record's country decides: another one would make a number of somebody else's.
    ['(213) 373-4253', ['FR', 'US']],
  ])('%j in %j is left out', (phone, countries) => {
    expect(hash({ phone }, countries)).toMatchObject({
      phoneE164: undefined,
      phoneDigits: undefined,
      findings: ['phone_without_country_dropped phone'],
    })
  })
})

test('nobody is nothing', () => {
  expect(hash({})).toEqual({
    email: undefined,
    phoneDigits: undefined,
    phoneE164: undefined,
    firstName: undefined,
    lastName: undefined,
    findings: [],
  })
})
