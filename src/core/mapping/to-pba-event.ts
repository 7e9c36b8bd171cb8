import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { PbaEvent, PbaIdentity } from '../domain/event'
import { finding } from '../domain/finding'
import { noCleanValues } from '../person/clean-parts'
import { isNobody, isSet } from '../reading/values'
import { findConflicts, findOddities, findUnpaidRevenue } from './find-oddities'
import { findEventWithoutPlace, findWithoutPlace, peopleFields, webFieldsWithoutPlace } from './find-without-place'
import { mapParameters } from './map-parameters'
import type { Mapping } from './mapping'
import { fitEventName, nameEvent } from './name-event'
import { readOrigin, readReferrer } from './read-address'
import { findConsentWithoutPlace } from './read-consent'
import { readEventValues } from './read-event-values'
import { noteRounding, readMoney } from './read-money'
import { textsReader } from './read-texts'
import { readTime } from './read-time'
import { hasOptedOutOnTheWeb } from './read-tracking'

const readTexts = textsReader('pba')

/**
 * Reads an event for people-based attribution. Undefined when something it cannot do without is missing (a finding says
 * what); `opted_out` when the user opted out of ad tracking and the configuration sends no such events.
 */
export function toPbaEvent(mapping: Mapping): PbaEvent | 'opted_out' | undefined {
  const { raw, fields, stream, choice, plan, findings } = mapping
  const { privacy, revenue_from: revenueFrom, defaults } = plan.configuration
  if (hasOptedOutOnTheWeb(fields) && privacy.opted_out_users === 'skip') return 'opted_out'
  const named = nameEvent(raw, fields, stream, plan, findings)
  const { name, specEvent, money: moneyKind } = named
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const parameters = mapParameters(raw, fields, specEvent, moneyKind, revenueFrom, findings)
  const money = readMoney(parameters, raw, moneyKind, defaults.currency, fields)
  noteRounding(money, fields, 'The web takes a number.')
  const ids = readVisitor(mapping)
  const customData = fields.structure('custom_data')
  const all = isSet(customData) ? { ...parameters.values, custom_data: customData ?? null } : parameters.values
  const values = readEventValues(all, parameters, money, moneyKind, specEvent, mapping)
  const origin = readOrigin(fields, choice.target.endpoint, findings)
  const timeMs = readTime(mapping)
  findConsentWithoutPlace(fields)
  findWithoutPlace(mapping, withoutPlace)
  findUnpaidRevenue(mapping, named, money)
  findOddities(mapping)
  if (name === undefined) return undefined
  return {
    kind: 'pba_event',
    appId: choice.app.id,
    appsflyerId: ids.appsflyerId,
    customer_user_id: ids.customer_user_id,
    revenue: money.revenue,
    currency: money.currency,
    namesCurrency: money.namesCurrency,
    ip: origin.ip,
    user_agent: origin.user_agent,
    timeMs,
    name: fitEventName(name, 'pba', fields.own, findings),
    http_referrer: readReferrer(fields),
    texts: readTexts(fields),
    values,
  }
}

/**
 * Reads which customer user id a visitor has. Undefined, with a finding, where one of the two ids is missing or none: one that stands
 * for nobody, an id of an app's install. What else a call of Segment's tells of a user is not meant for it.
 */
export function toPbaIdentity(mapping: Mapping): PbaIdentity | undefined {
  const { raw, fields, choice, findings } = mapping
  const customer_user_id = fields.clean('customer_user_id')
  const appsflyerId = fields.clean('appsflyer_id')
  if (customer_user_id === undefined || appsflyerId === undefined) {
    const field = customer_user_id === undefined ? 'customer_user_id' : 'appsflyer_id'
    const why = fields.has(field) ? 'What stands there is personal data, which is never sent in the clear.' : undefined
    findings.push(finding('incomplete_identity', field, why))
    return undefined
  }
  if (mobileAppsflyerIdPattern.test(appsflyerId)) {
    findings.push(finding('incomplete_identity', 'appsflyer_id', 'This one is of an app’s install.'))
    return undefined
  }
  if (isNobody(customer_user_id)) {
    const [told] = findings.flatMap(({ code }, index) => (code === 'user_id_of_nobody' ? [index] : []))
    findings.splice(told ?? findings.length, 1, finding('user_id_of_nobody', 'customer_user_id', undefined, 'reject'))
    return undefined
  }
  findEventWithoutPlace(mapping, raw.call === 'row' ? peopleFields : [])
  findConflicts(mapping)
  const ids = { customer_user_id, appsflyerId }
  return { kind: 'pba_identity', appId: choice.app.id, ...ids, timeMs: undefined, values: noCleanValues }
}

function readVisitor({ fields, findings }: Mapping): Pick<PbaEvent, 'appsflyerId' | 'customer_user_id'> {
  const appsflyerId = fields.clean('appsflyer_id')
  const customer_user_id = fields.clean('customer_user_id')
  if (appsflyerId === undefined && customer_user_id === undefined) {
    findings.push(finding('missing_user_id', 'customer_user_id'))
  }
  return { appsflyerId, customer_user_id }
}

/** Web S2S API for PBA, CommonEventBody: it has no hashes, no page and no de-duplication id. */
const withoutPlace = [...peopleFields, ...webFieldsWithoutPlace('pba')]
