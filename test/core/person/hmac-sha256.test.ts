import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hmacSha256 } from '../../../src/core/person/hmac-sha256'
import { hmacSha256 as inBrowser } from '../../../src/core/person/hmac-sha256-browser'

/** PC/Console/CTV Events API, securitySchemes. */
const documented = {
  key: 'w8sZzy8EaPaxFKfaoTqUi6',
  body: '{"timestamp":1604503583337,"ip":"127.0.0.1","user_agent":"Roku/DVP-9.21 (AE9.21E04090A)","device_os_version":"9.3.0","device_model":"3920X","device_ids":[{"type":"rida","value":"fa73d67d-f55c-5af3-883a-726253dc7d0e"}],"limit_ad_tracking":false}',
  signature: '715b133d5a327b77beb898688a3ad438da0f78071cd3df70e8ec5ecf60751972',
}

describe.each([
  ['in Node', hmacSha256],
  ['in a browser', inBrowser],
])('%s', (_name, hmac) => {
  it("signs AppsFlyer's example as AppsFlyer does", () => {
    expect(hmac(documented.key, documented.body)).toBe(documented.signature)
  })

  it('signs every text as the bytes that are sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (key, text) => {
        const bytes = Buffer.from(text.toWellFormed(), 'utf8')
        const expected = createHmac('sha256', Buffer.from(key.toWellFormed(), 'utf8')).update(bytes).digest('hex')
        expect(hmac(key, text)).toBe(expected)
      }),
    )
  })
})
