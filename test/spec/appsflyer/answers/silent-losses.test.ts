import fc from 'fast-check'
import type { SentBody } from '../../../../spec/appsflyer/answers/sent-body'
import { silentLosses } from '../../../../spec/appsflyer/answers/silent-losses'
import { type Endpoint, endpoints } from '../../../../spec/appsflyer/events/contract'
import { ios, webVisit } from '../events/documented-examples'

function lossesOf(endpoint: Endpoint, appId: string, body: SentBody): string[] {
  return silentLosses
    .filter((loss) => loss.endpoints.includes(endpoint) && loss.happens(appId, body))
    .map(({ code }) => code)
}

function revenue(value: unknown): object {
  return { eventValue: JSON.stringify({ af_revenue: value }) }
}

describe('silent losses', () => {
  it.each<[string, string, object, string[]]>([
    ['nothing wrong', 'id123456789', {}, []],
    ['Android', 'com.example.app', {}, []],
    ['no event value', 'id1', { eventValue: '' }, ['purchase_without_revenue']],
    ['no event value, and no purchase', 'id1', { eventName: 'af_login', eventValue: '' }, []],
    ['an app id of digits only', '123456789', {}, ['ios_app_id_without_prefix']],
    ['an object', 'id1', { eventValue: { af_revenue: 6 } }, ['event_value_not_text']],
    ['null', 'id1', { eventValue: null }, ['event_value_not_text']],
    ['text that is no JSON', 'id1', { eventValue: 'af_revenue=6' }, ['event_value_not_json']],
    ['JSON that is no object', 'id1', { eventValue: '6' }, ['event_value_not_json']],
    ['a blank', 'id1', { eventValue: ' ' }, ['event_value_not_json']],
    ['revenue as text', 'id1', revenue('48.00'), []],
    ['revenue as number', 'id1', revenue(48.5), []],
    ['a refund', 'id1', revenue('-48.00'), []],
    ['no revenue', 'id1', revenue(null), ['purchase_without_revenue']],
    ['revenue with a currency sign', 'id1', revenue('$48.00'), ['revenue_not_plain']],
    ['revenue with thousands', 'id1', revenue('1,234.50'), ['revenue_not_plain']],
    ['revenue in exponents', 'id1', revenue(1e21), ['revenue_not_plain']],
    ['revenue that is a list', 'id1', revenue(['6']), ['revenue_not_plain']],
    ['revenue with a trap', 'id1', revenue({ toString: 1 }), ['revenue_not_plain']],
  ])('%s', (_name, appId, change, codes) => {
    expect(lossesOf('mobile_v3', appId, { ...ios, ...change })).toEqual(codes)
    expect(lossesOf('mobile_v2', appId, { ...ios, ...change })).toEqual(codes)
  })

  it('a visit that carries an event', () => {
    expect(lossesOf('web_visit', 'w', webVisit)).toEqual([])
    expect(lossesOf('web_visit', 'w', { ...webVisit, event_revenue: 1 })).toEqual(['visit_carries_event'])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...endpoints),
        fc.string(),
        fc.object(),
        fc.json(),
        (endpoint, appId, body, value) => {
          expect(Array.isArray(lossesOf(endpoint, appId, { ...body, eventValue: value }))).toBe(true)
        },
      ),
    )
  })
})
