import { cleanText, redactedText, shorten } from '../../../src/core/person/clean-text'
import {
  holdsPersonalData,
  isPersonalKey,
  ownContacts,
  withoutPersonalData,
} from '../../../src/core/person/personal-data'

test.each([
  ...[
    'email',
    'Email',
    'EMAIL_ADDRESS',
    'e-mail',
    'buyerEmail',
    'buyer e-mail',
    'email2',
    'contactMail',
    'emailaddress',
  ],
  ...['phone', 'phone_number', 'PhoneNumber', 'mobile_number', 'telephone', 'tel', 'msisdn', 'phone1', 'cellphone'],
  ...['first_name', 'lastName', 'FULL NAME', 'surname', 'customer_name', 'user-name', 'username', 'shippingName'],
])('the key %j names personal data', (key) => expect(isPersonalKey(key)).toBe(true))

test.each([
  ...['name', 'product_name', 'campaign_name', 'event', 'order_id', 'hotel', 'microphone', 'headphones', 'iphone_case'],
  ...['email_hashed', 'email_verified', 'email_opt_in', 'phone_model', 'phone_type', 'email_campaign', 'telemetry', ''],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty'],
])('the key %j does not', (key) => expect(isPersonalKey(key)).toBe(false))

const john = ownContacts('john@example', '+1 (213) 373-4253')

test.each([
  'jane@example.com',
  'Call Jane at JANE@EXAMPLE.COM, please',
  'https://example.com/?mail=jane%40example.com&x=1',
  'mailto:jane.doe+tag@mail.example.co.uk',
  'jané@exämple.org',
  '+12133734253',
  ' +1 (213) 373-4253',
  '+49 30 1234567',
  'call +493012345678 now',
  'https://example.com/?phone=%2B493012345678',
])('%j holds personal data', (text) => expect(holdsPersonalData(text, {})).toBe(true))

test.each([
  '',
  'shoes',
  '@handle',
  '3 @ 4.50',
  'user@localhost',
  'https://medium.com/@jane.doe/a-story',
  'https://unpkg.com/react@18.2.0/index.js',
  'https://maps.example/maps/@40.7128,-74.0060,15z',
  'https://example.com/?q=@brand.com',
  '2024-01-15T10:00:00+05:30',
  '1 + 2',
  '+5',
  '1700000000000-1234567890123456789',
  'SKU+123456',
])('%j does not', (text) => expect(holdsPersonalData(text, {})).toBe(false))

test.each(['JOHN@EXAMPLE', 'to john@example!', '213-373-4253', '(213) 373 4253', '2133734253', 'tel:1.213.373.4253'])(
  "%j repeats the person's own contacts",
  (text) => {
    expect(holdsPersonalData(text, john)).toBe(true)
    expect(holdsPersonalData(text, {})).toBe(false)
  },
)

test.each(['213-373', 'a2b1c3d3e7f3g4h2i5j3', 'john', 'example'])('%j does not repeat them', (text) =>
  expect(holdsPersonalData(text, john)).toBe(false),
)

test.each([
  [undefined, undefined],
  ['', ''],
  ['@', '12345'],
  ['john', 'n/a'],
])('contacts too short to be told from other text are not looked for: %j, %j', (email, phone) => {
  expect(ownContacts(email, phone)).toEqual({})
})

test.each([
  ['https://example.com/a?mail=jane@example.com&b=1', 'https://example.com/a?mail=removed&b=1'],
  ['https://example.com/a?mail=jane%40example.com&b=1', 'https://example.com/a?mail=removed&b=1'],
  ['https://jane@example.com/path', 'https://removed/path'],
  ['Mail from jane@example.com', 'Mail from removed'],
  ['Mail from <jane@example.com>, john@example', 'Mail from <removed>, removed'],
  ['https://example.com/?tel=2133734253', 'https://example.com/?tel=21removed'],
  ['https://example.com/?tel=%2B493012345678&x=1', 'https://example.com/?tel=removed&x=1'],
  ['https://medium.com/@jane.doe/a-story', 'https://medium.com/@jane.doe/a-story'],
])('%j is redacted to %j', (text, redacted) => {
  expect(withoutPersonalData(text, john)).toBe(redacted)
  expect(redactedText(text, john)).toBe(redacted)
})

test('what has personal data in it is no clean text; an AppsFlyer id is, whatever its digits resemble', () => {
  expect(cleanText('jane@example.com', {})).toBeUndefined()
  expect(cleanText('shoes', {})).toBe('shoes')
  const contacts = ownContacts(undefined, '1234567890')
  expect(cleanText('1234567890', contacts)).toBeUndefined()
  expect(cleanText('1234567890123-1234567890123456789', contacts)).toBe('1234567890123-1234567890123456789')
})

test('clean text has no lone surrogates, also where it is shortened', () => {
  expect(cleanText('a\ud800b', {})).toBe('a\ufffdb')
  expect(shorten(redactedText('ab😀', {}), 3)).toBe('ab')
  expect(shorten(redactedText('ab😀', {}), 4)).toBe('ab😀')
  expect(shorten(redactedText('😀', {}), 1)).toBe('')
  expect(shorten(redactedText('abc', {}), 3)).toBe('abc')
})

test.each([
  ['many encoded at signs', 'a%40'.repeat(500_000)],
  ['one at sign and a long name', `@${'x'.repeat(2_000_000)}`],
  ['a long local part', `${'x'.repeat(2_000_000)}@`],
  ['many dots', `a@${'b.'.repeat(1_000_000)}`],
  ['many plus signs', '+1 '.repeat(700_000)],
  ['many digits', '1'.repeat(2_000_000)],
])('two megabytes of %s are searched without getting lost', (_what, text) => {
  expect(typeof holdsPersonalData(text, john)).toBe('boolean')
  expect(redactedText(text, john).length).toBeLessThanOrEqual(text.length)
})
