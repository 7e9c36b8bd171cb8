import { cleanText, redactedText, shorten } from '../../../src/core/person/clean-text'
import { nobody, OwnPerson } from '../../../src/core/person/own-person'
import { holdsPersonalData, withoutPersonalData } from '../../../src/core/person/personal-data'

const john = new OwnPerson({ email: 'john@example', phone: '+1 (213) 373-4253' })

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
  '＋49 30 1234567',
  '+٤٩ ٣٠ ١٢٣٤٥٦٧',
  '+49–30–1234567',
  'john@192.168.1.10',
  'mail to <root@10.0.0.1>',
  'x%2540y? jane%2540example.com',
  'https://example.com/?phone=%2B493012345678',
])('%j holds personal data', (text) => expect(holdsPersonalData(text, nobody)).toBe(true))

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
])('%j does not', (text) => expect(holdsPersonalData(text, nobody)).toBe(false))

test.each(['JOHN@EXAMPLE', 'to john@example!', '213-373-4253', '(213) 373 4253', '2133734253', 'tel:1.213.373.4253'])(
  "%j repeats the person's own contacts",
  (text) => {
    expect(holdsPersonalData(text, john)).toBe(true)
    expect(holdsPersonalData(text, nobody)).toBe(false)
  },
)

test.each(['213-373', 'a2b1c3d3e7f3g4h2i5j3', 'john', 'example'])('%j does not repeat them', (text) =>
  expect(holdsPersonalData(text, john)).toBe(false),
)

test.each([
  ['', ''],
  ['@', '12345'],
  ['john', 'n/a'],
])('contacts too short to be told from other text are not looked for: %j, %j', (email, phone) => {
  const own = new OwnPerson({ email, phone })
  for (const text of ['@', '12345', 'john', 'n/a', 'a 12345 b']) expect(holdsPersonalData(text, own)).toBe(false)
})

const jane = { email: 'Jane.Doe@Example.com', phone: '+12133734253', firstName: 'Zebulonqx', lastName: 'Quillfeatherx' }
const person = (changes: object = {}) => new OwnPerson({ ...jane, ...changes })

test.each<[string, object]>([
  ...['213–373–4253', '213,373,4253', '213 373 4253', '213.373.4253', '213/373/4253', '(213)373-4253'].map(
    (text): [string, object] => [text, {}],
  ),
  ...['213 373 4253', '213‑373‑4253', '٢١٣ ٣٧٣ ٤٢٥٣', '２１３３７３４２５３', '1-213-373-4253', '0012133734253'].map(
    (text): [string, object] => [text, {}],
  ),
  ...['tel%3A213%20373%204253', 'call 213 [373] 4253!', 'id-2133734253-x'].map((text): [string, object] => [text, {}]),
  ['555 1234', { phone: '+354 555 1234' }],
  ['3545551234', { phone: '+354 555 1234' }],
  ['213-373-4253', { phone: '+12133734253 ext. 55' }],
  ['213-373-4253', { phone: '213-373-4253 x55' }],
  ['1-800-FLOWERS', { phone: '1-800-FLOWERS' }],
  ['1 800 flowers', { phone: '1-800-FLOWERS' }],
  ['0612345678', { phone: '+33 6 12 34 56 78' }],
  ['06 12 34 56 78', { phone: '06 12 34 56 78' }],
])('%j repeats the own phone', (text, changes) => expect(holdsPersonalData(text, person(changes))).toBe(true))

test.each<[string, object]>([
  ['555 12345', { phone: '+354 555 1234' }],
  ['order 99999995551234', { phone: '+354 555 1234' }],
  ['2133734', {}],
  ['1700000000000', {}],
  ['800 flowers', { phone: '1-800-FLOWERS' }],
])('%j does not repeat it', (text, changes) => expect(holdsPersonalData(text, person(changes))).toBe(false))

test.each<[string, object]>([
  ['https://x.example/?e=john_smith%40ex%C3%A4mple.de', { email: 'john_smith@exämple.de' }],
  ['JANE.DOE@EXAMPLE.COM', {}],
  ['to jane.doe%2540example.com', {}],
  ['jane@intranet', { email: 'jane@intranet' }],
])('%j repeats the own e-mail', (text, changes) => expect(holdsPersonalData(text, person(changes))).toBe(true))

test.each<[string, object]>([
  ['Zebulonqx Quillfeatherx', {}],
  ['zebulonqx', {}],
  ['QUILLFEATHERX, ZEBULONQX', {}],
  ['Viewed Zebulonqx_Quillfeatherx Screen', {}],
  ['ZebulonqxQuillfeatherx', {}],
  ['gift for zebulonqx!', {}],
  ['https://x.example/u/Zebulonqx%20Quillfeatherx', {}],
  ['José', { firstName: 'Jose' }],
  ['JOSE', { firstName: 'José' }],
  ['Ｊｏｓｅ', { firstName: 'José' }],
  ["o'brien & sons", { lastName: "O'Brien" }],
  ['Anne-Marie', { firstName: 'Anne Marie' }],
  ['王伟的订单', { firstName: '伟', lastName: '王' }],
  ['伟王', { firstName: '伟', lastName: '王' }],
  ['たなか さん', { lastName: 'たなか' }],
  ['Заказ для Ивана Иванова', { lastName: 'Иванова' }],
  ['Li', { firstName: 'Li' }],
])('%j repeats the own name', (text, changes) => expect(holdsPersonalData(text, person(changes))).toBe(true))

test.each<[string, object]>([
  ['Annual plan', { firstName: 'Ann' }],
  ['a list of an album', { firstName: 'An', lastName: 'Li' }],
  ['Zebulonqxes', {}],
  ['SKU-1', { firstName: 'SK' }],
  ['shoes', {}],
  ['伟大', { firstName: '伟', lastName: '王' }],
])('%j does not', (text, changes) => expect(holdsPersonalData(text, person(changes))).toBe(false))

test('the own name is replaced in a text that is needed', () => {
  expect(withoutPersonalData('Viewed Zebulonqx Quillfeatherx Screen', person())).toBe('Viewed removed Screen')
  expect(withoutPersonalData('Viewed JOSE Screen', person({ firstName: 'José' }))).toBe('removed')
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
  expect(cleanText('jane@example.com', nobody)).toBeUndefined()
  expect(cleanText('shoes', nobody)).toBe('shoes')
  const contacts = new OwnPerson({ phone: '1234567890' })
  expect(cleanText('1234567890', contacts)).toBeUndefined()
  expect(cleanText('1234567890123-1234567890123456789', contacts)).toBe('1234567890123-1234567890123456789')
})

test('clean text has no lone surrogates, also where it is shortened', () => {
  expect(cleanText('a\ud800b', nobody)).toBe('a\ufffdb')
  expect(shorten(redactedText('ab😀', nobody), 3)).toBe('ab')
  expect(shorten(redactedText('abc', nobody), 3)).toBe('abc')
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
