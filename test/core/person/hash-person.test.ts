import SHA256 from 'crypto-js/sha256'
import fc from 'fast-check'
import {
  type CountryCode,
  type Examples,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js'
import type { Finding } from '../../../src/core/domain/finding'
import { countryCodeOf } from '../../../src/core/person/country-code'
import { hashPerson, type RawPerson } from '../../../src/core/person/hash-person'

const examples: Examples = require('libphonenumber-js/mobile/examples')

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

/** `countries`: the record's, then the configured one. */
function hash(raw: Partial<RawPerson>, [given, fallback]: readonly (string | undefined)[] = []) {
  const findings: Finding[] = []
  const person = hashPerson({ ...nobody, ...raw }, { given, fallback }, findings)
  return { ...person, findings: findings.map(({ code, field }) => `${code} ${field}`) }
}

/** A second opinion, from another implementation. */
const sha256 = (text: string) => SHA256(text).toString()

const emailHash = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'
const phoneE164Hash = '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd'
const phoneDigitsHash = 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'

describe("AppsFlyer's own examples", () => {
  test('e-mail', () => expect(hash({ email: 'john_smith@gmail.com' }).email_hashed).toBe(emailHash))
  test('phone in E.164', () => expect(hash({ phone: '+12133734253' }).phone_number_e164_hashed).toBe(phoneE164Hash))
  test('phone in digits', () => expect(hash({ phone: '+16505551212' }).phone_number_hashed).toBe(phoneDigitsHash))
})

test.each([
  ['  John_Smith@Gmail.com\n', 'john_smith@gmail.com'],
  ['JOSÉ@EXAMPLE.ORG', 'josé@example.org'],
  ['first.last+tag@sub.example.co.uk', 'first.last+tag@sub.example.co.uk'],
])('the e-mail %j is hashed as %j', (email, normalised) => {
  expect(hash({ email })).toMatchObject({ email_hashed: sha256(normalised), findings: [] })
})

test.each(['n/a', 'john', 'john@', '@example.com', 'john@localhost', 'a b@example.com', 'a@b.c', ''])(
  'the e-mail %j is none, and left out',
  (email) => {
    expect(hash({ email })).toMatchObject({ email_hashed: undefined, findings: ['invalid_email_dropped email'] })
  },
)

test.each([
  ['John', 'john'],
  ['  JOHN ', 'john'],
  ['Ángel Luis', 'ángel luis'],
  ['李', '李'],
])('the name %j is hashed as %j', (name, normalised) => {
  const person = hash({ firstName: name, lastName: name })
  expect(person).toMatchObject({
    first_name_hashed: sha256(normalised),
    last_name_hashed: sha256(normalised),
    findings: [],
  })
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
      email_hashed: given,
      first_name_hashed: given,
      last_name_hashed: given,
      phone_number_hashed: given,
      phone_number_e164_hashed: undefined,
      findings: [],
    })
    const hashed = { emailHashed: text, firstNameHashed: text, lastNameHashed: text }
    expect(hash({ ...hashed, phoneDigitsHashed: text, phoneE164Hashed: text })).toEqual({
      email_hashed: given,
      first_name_hashed: given,
      last_name_hashed: given,
      phone_number_hashed: given,
      phone_number_e164_hashed: given,
      findings: [],
    })
  })

  test('wins over the plain field', () => {
    expect(hash({ email: 'jane@example.com', emailHashed: given }).email_hashed).toBe(given)
    expect(hash({ phone: '+16505551212', phoneE164Hashed: given })).toMatchObject({
      phone_number_e164_hashed: given,
      phone_number_hashed: phoneDigitsHash,
    })
  })

  test.each([given.slice(1), `${given}0`, given.replace(/.$/, 'g'), 'john@example.com', ''])(
    'a field for a hash leaves out %j, and the plain field counts',
    (text) => {
      expect(hash({ emailHashed: text, email: 'john_smith@gmail.com' })).toMatchObject({
        email_hashed: emailHash,
        findings: ['invalid_hash_dropped email_hashed'],
      })
      expect(hash({ phoneDigitsHashed: text }).findings).toEqual(['invalid_hash_dropped phone_number_hashed'])
      expect(hash({ phoneE164Hashed: text }).findings).toEqual(['invalid_hash_dropped phone_number_e164_hashed'])
      expect(hash({ firstNameHashed: text }).findings).toEqual(['invalid_hash_dropped first_name_hashed'])
      expect(hash({ lastNameHashed: text }).findings).toEqual(['invalid_hash_dropped last_name_hashed'])
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
    ['+789123456789', [], '+79123456789'],
    ['+3758294911911', [], '+375294911911'],
    ['tel:+1-213-373-4253', [], '+12133734253'],
    ['tel:213-373-4253;phone-context=+1', [], '+12133734253'],
    ['0044 20 7946 0958', [], '+442079460958'],
    ['00 49 30 1234567', ['US'], '+49301234567'],
    ['(0049) 30 1234567', [undefined, 'US'], '+49301234567'],
    ['011 44 20 7946 0958', ['US'], '+442079460958'],
    ['٠٥٠١٢٣٤٥٦٧', ['SA'], '+966501234567'],
    ['＋１２１３３７３４２５３', [], '+12133734253'],
    ['०९८१०१२३४५६', ['IN'], '+919810123456'],
    ['442079460958', ['US'], '+442079460958'],
    ['442079460958', [undefined, 'FR'], '+442079460958'],
    ['06 12 34 56 78', ['France', 'US'], '+33612345678'],
    ['(415) 555-0142', ['United States'], '+14155550142'],
    ['(415) 555-0142', ['usa'], '+14155550142'],
    ['+12133734253 ext. 55', [], '+12133734253'],
  ])('%j in %j is hashed as %j, with and without its plus', (phone, countries, e164) => {
    expect(hash({ phone }, countries)).toMatchObject({
      phone_number_e164_hashed: sha256(e164),
      phone_number_hashed: sha256(e164.slice(1)),
      findings: [],
    })
  })

  test.each([
    ['2133734253', []],
    ['2133734253', [undefined, undefined]],
    ['n/a', ['US']],
    ['unknown', ['US']],
    ['12', ['US']],
    ['+', ['US']],
    ['+1', ['US']],
    ['', ['US']],
    ['9'.repeat(100), ['US']],
    ['+3763123455', []],
    ['+9999999', []],
    ['+5215512345678', []],
    ['1-800-FLOWERS', ['US']],
    ['16505551212', []],
    ['442079460958', []],
    // The record's country decides: another one would make a number of somebody else's.
    ['(213) 373-4253', ['FR', 'US']],
  ])('%j in %j is left out', (phone, countries) => {
    expect(hash({ phone }, countries)).toMatchObject({
      phone_number_e164_hashed: undefined,
      phone_number_hashed: undefined,
      findings: ['phone_without_country_dropped phone'],
    })
  })
})

test.each(['Nowhere', 'XX', '12', 'United Kingdom of Nowhere'])(
  'a country that cannot be read means no number, never the one of the default: %j',
  (country) => {
    const findings: Finding[] = []
    const person = hashPerson({ ...nobody, phone: '2133734253' }, { given: country, fallback: 'US' }, findings)
    expect(person.phone_number_e164_hashed).toBeUndefined()
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['phone_without_country_dropped', expect.stringContaining('The country cannot be read.')],
    ])
  },
)

test.each([
  ['US', 'us', 'USA', 'United States', 'united states of america', 'The United States'],
  ['GB', 'UK', 'GBR', 'United Kingdom', 'Great Britain', 'England'],
  ['DE', 'deu', 'Germany', 'GERMANY'],
  ['KR', 'South Korea', 'Korea', 'Republic of Korea', 'KOR'],
  ['TR', 'Turkey', 'Türkiye', 'Turkiye', 'TUR'],
  ['CZ', 'Czechia', 'Czech Republic', 'CZE'],
  ['CI', "Côte d'Ivoire", 'Ivory Coast', 'CIV'],
  ['NL', 'Netherlands', 'The Netherlands', 'Holland', 'NLD'],
  ['RU', 'Russia', 'Russian Federation', 'RUS'],
  ['AE', 'United Arab Emirates', 'UAE', 'ARE'],
  ['VN', 'Vietnam', 'Viet Nam', 'VNM'],
])('%s is read in all that people call it', (code, ...names) => {
  for (const name of [code, ...names]) expect([name, countryCodeOf(name, getCountries())]).toEqual([name, code])
})

test('every country is read by its code of three letters and by its English name', () => {
  const english = new Intl.DisplayNames(['en'], { type: 'region' })
  const missing = getCountries().filter(
    (country) => countryCodeOf(english.of(country) ?? '', getCountries()) !== country,
  )
  // Ascension and Tristan da Cunha are no countries of the standard; the numbers of both are real.
  expect(missing).toEqual([])
})

describe('the library decides about every number', () => {
  const countries = getCountries()
  const local = (text: string) => text.replace(/\D+/g, '')
  const expected = (text: string, country?: CountryCode) => {
    const parsed = parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country })
    return parsed?.isPossible() ? sha256(parsed.number) : undefined
  }

  test.each(countries)('%s: international, national, with 00, in digits', (country) => {
    const example = getExampleNumber(country, examples)
    if (example === undefined) throw new Error('no example')
    const e164 = sha256(example.number)
    for (const phone of [
      example.number,
      example.formatInternational(),
      `00${example.number.slice(1)}`,
      example.getURI(),
    ])
      expect([phone, hash({ phone }).phone_number_e164_hashed]).toEqual([phone, e164])
    for (const phone of [example.formatNational(), local(example.formatNational())])
      expect([phone, hash({ phone }, [country]).phone_number_e164_hashed]).toEqual([phone, expected(phone, country)])
  })

  test('any digits behind a plus sign, of all calling codes', () => {
    const code = fc.constantFrom(...new Set(countries.map((country) => getCountryCallingCode(country))), '999', '0')
    fc.assert(
      fc.property(code, fc.stringMatching(/^\d{3,13}$/), (calling, rest) => {
        const phone = `+${calling}${rest}`
        expect(hash({ phone }).phone_number_e164_hashed).toBe(expected(phone))
      }),
      { numRuns: 3_000 },
    )
  })

  test('the short way of North American numbers is the same', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-9]\d{9}$/), (number) => {
        expect(hash({ phone: `+1${number}` }).phone_number_e164_hashed).toBe(
          expected(`+1 ${number.slice(0, 3)} ${number.slice(3)}`),
        )
      }),
      { numRuns: 3_000 },
    )
  })
})

test.each([
  ['15112345678.0', ['DE'], '+4915112345678', 'number_mended phone'],
  ['1.5112345678E10', ['DE'], '+4915112345678', 'number_mended phone'],
  ['12133734253.0', ['US'], '+12133734253', 'number_mended phone'],
  ['2133734253.00', ['US'], '+12133734253', 'number_mended phone'],
  ['1.511E10', ['DE'], undefined, 'invalid_number_dropped phone'],
  ['4.42E11', ['GB'], undefined, 'invalid_number_dropped phone'],
])('a number that went through floating point: %j', (phone, countries, e164, finding) => {
  expect(hash({ phone }, countries)).toMatchObject({
    phone_number_e164_hashed: e164 === undefined ? undefined : sha256(e164),
    findings: [finding],
  })
})

test('nobody is nothing', () => {
  expect(hash({})).toEqual({
    email_hashed: undefined,
    phone_number_hashed: undefined,
    phone_number_e164_hashed: undefined,
    first_name_hashed: undefined,
    last_name_hashed: undefined,
    findings: [],
  })
})
