import fc from 'fast-check'
import { sha256 } from '../../src/core/person/sha256'
import { sha256 as sha256InBrowser } from '../../src/core/person/sha256-browser'

it.each(['', 'abc', 'ana@example.com', 'Łucja', '山田', '🎉', '\ud800 alone'])(
  'hashes %j in a browser as in Node',
  (text) => expect(sha256InBrowser(text)).toBe(sha256(text)),
)

it('hashes any text in a browser as in Node', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 200 }))
  fc.assert(fc.property(text, (any) => sha256InBrowser(any) === sha256(any)))
})
