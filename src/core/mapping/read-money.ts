import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import type { Amount } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { asRefund, parseAmount } from '../reading/parse-amount'
import { asText, isSet } from '../reading/values'
import type { Parameters } from './map-parameters'

export interface Money {
  readonly revenue: Amount | undefined
  readonly currency: string | undefined
  /** Whether the record named the currency; else it is the configuration's. */
  readonly namesCurrency: boolean
}

/** The event's money, never guessed: what cannot be read exactly rejects the record. */
export function readMoney(
  { revenue: rawRevenue, currency: rawCurrency }: Parameters,
  isRefund: boolean,
  defaultCurrency: string | undefined,
  findings: Finding[],
): Money {
  const hasRevenue = rawRevenue !== undefined && isSet(rawRevenue)
  const amount = hasRevenue ? parseAmount(rawRevenue) : undefined
  if (hasRevenue && amount === undefined) findings.push(finding('invalid_revenue', 'revenue'))
  const namesCurrency = rawCurrency !== undefined && isSet(rawCurrency)
  // What is no text names no currency either, and must not pass for the default.
  const given = namesCurrency ? (asText(rawCurrency) ?? '') : undefined
  const currency = readCurrency(given, hasRevenue, defaultCurrency, findings)
  return {
    revenue: amount !== undefined && isRefund ? asRefund(amount) : amount,
    currency,
    namesCurrency,
  }
}

function readCurrency(
  given: string | undefined,
  hasRevenue: boolean,
  fallback: string | undefined,
  findings: Finding[],
): string | undefined {
  if (given === undefined) {
    if (hasRevenue && fallback !== undefined)
      findings.push(finding('currency_defaulted', 'currency', `It is ${fallback}.`))
    return fallback
  }
  const code = given.toUpperCase()
  if (!/^[A-Z]{3}$/.test(code)) {
    findings.push(
      hasRevenue
        ? finding('invalid_currency', 'currency')
        : finding('unknown_currency', 'currency', 'It was left out.'),
    )
    return undefined
  }
  if (!listedCurrencies.has(code)) findings.push(finding('unknown_currency', 'currency'))
  return code
}
