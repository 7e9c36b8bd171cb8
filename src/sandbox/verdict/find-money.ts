import { isObject, objectIn, type SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { plainRevenuePattern } from '../../../spec/appsflyer/answers/silent-losses'
import type { Contract } from '../../../spec/appsflyer/events/contract'
import type { Money } from '../inbox/money'

/**
 * The money that the sender meant, wherever in the body it stands and however it is written; null where there is none, or
 * none that can be read in one way only. Whether AppsFlyer reads it is another question (verdict, reasons).
 */
export function findMoney({ family, endpoint }: Contract, body: SentBody): Money | null {
  if (endpoint === 'web_visit' || endpoint === 'pba_setcuid') return null
  for (const [revenue, currency] of placesOf[family](body)) {
    const amount = amountIn(revenue)
    if (amount !== undefined) return { amount, currency: currencyIn(currency) }
  }
  return null
}

type Place = readonly [revenue: unknown, currency: unknown]

const placesOf: { readonly [Family in Contract['family']]: (body: SentBody) => readonly Place[] } = {
  mobile: (body) => {
    const values = valuesIn(body.eventValue)
    return [[values?.af_revenue, body.eventCurrency ?? values?.af_currency]]
  },
  web: (body) => {
    const values = valuesIn(body.event_value)
    return [
      [body.event_revenue, body.event_revenue_currency],
      [values?.af_revenue, body.event_revenue_currency ?? values?.af_currency],
    ]
  },
  pba: (body) => {
    const values = valuesIn(body.eventValue)
    return [
      [body.eventRevenue, body.eventRevenueCurrency],
      [values?.af_revenue, body.eventRevenueCurrency ?? values?.af_currency],
    ]
  },
  devices: (body) => {
    const values = valuesIn(body.event_parameters)
    const custom = valuesIn(body.event_custom_parameters)
    return [
      [values?.af_revenue, values?.af_currency],
      [custom?.af_revenue, values?.af_currency ?? custom?.af_currency],
    ]
  },
}

const longestAmount = 40
/** What may stand around an amount: signs and codes of currencies, spaces. */
const before = /^[^\d.,-]+/
const behind = /(?<!\D)\D+$/

function amountIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.length > longestAmount) return undefined
  const text = value.trim().replace(before, '').replace(behind, '')
  if (plainRevenuePattern.test(text)) return Number(text)
  // 1,234.50
  if (/^-?\d{1,3}(,\d{3})+\.\d+$/.test(text)) return Number(text.replaceAll(',', ''))
  // 1.234,50 and 48,00; of 1,234 nobody knows.
  if (/^-?\d{1,3}(\.\d{3})+,\d+$|^-?\d+,\d{1,2}$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  return undefined
}

function currencyIn(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null
}

/** An object, or the one in a text. */
function valuesIn(value: unknown): SentBody | undefined {
  return isObject(value) ? value : objectIn(value)
}
