import { replayAt, type Sendable } from './send-request'

/** Three purchases: one whole, one whose revenue AppsFlyer cannot read, one to an app id that it does not know as such. */
export function samples(): readonly Sendable[] {
  const purchase = {
    appsflyer_id: '1415211453000-6513894',
    customer_user_id: 'sample-user',
    eventName: 'af_purchase',
    eventValue: '{"af_revenue":"48.00","af_content_id":["SKU-1"]}',
    eventCurrency: 'USD',
    eventTime: new Date().toISOString().replace('T', ' ').replace('Z', ''),
    idfa: '9876F1AA-2983-3855-27BB-2C626772EFAB',
    os: '17.5.1',
    ip: '192.0.2.44',
    ua: 'Example/7.1 (iPhone; iOS 17.5.1)',
  }
  const unreadable = { ...purchase, eventValue: '{"af_revenue":"$48.00","af_content_id":["SKU-4"]}' }
  return [
    replayAt('mobile_v3', 'id123456789', JSON.stringify(purchase)),
    replayAt('mobile_v3', 'id123456789', JSON.stringify(unreadable)),
    replayAt('mobile_v3', '123456789', JSON.stringify(purchase)),
  ]
}
