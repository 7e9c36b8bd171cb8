import { isObject, type JsonObject, own } from '../../json/json'
import type { CleanValues } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanValues } from '../person/clean-values'
import { plainName } from '../reading/names'
import { columnPlace } from '../reading/places'
import { asText } from '../reading/values'
import { findMissingMoney } from './find-missing-money'
import type { Parameters } from './map-parameters'
import type { Mapping } from './mapping'
import type { MoneyKind } from './money-events'
import type { Money } from './read-money'
import { readValues } from './read-values'
import type { SpecEvent } from './spec-events'
import { isMeasuredByStore } from './store-revenue'

/** The event values as they go out: those that the configuration lets go, without personal data; money that is missing is told. */
export function readEventValues(
  values: JsonObject,
  parameters: Parameters,
  money: Money,
  kind: MoneyKind,
  specEvent: SpecEvent | undefined,
  mapping: Mapping,
): CleanValues {
  const hasInvalidRevenue = mapping.findings.some(({ code }) => code === 'invalid_revenue')
  const cleaned = readValues(withoutPersonalColumns(allowed(values, parameters, mapping), mapping), mapping)
  if (money.revenue === undefined && !hasInvalidRevenue && !isLeftToStore(mapping))
    findMissingMoney(values, kind, specEvent, money.namesCurrency, mapping.fields.own, mapping.findings)
  return cleaned
}

/** An event in an app without revenue is what AppsFlyer asks for where it measures the revenue of the store itself (ROI360). */
function isLeftToStore(mapping: Mapping): boolean {
  const { fields, stream } = mapping
  return isMeasuredByStore(mapping, [asText(stream?.event_name), fields.text('event_name')])
}

/** A column with personal data stays one under the name that the configuration gives it. */
function withoutPersonalColumns(values: JsonObject, { stream, plan, fields, findings }: Mapping): JsonObject {
  if (stream === undefined || stream.event_values.length === 0) return values
  if (plan.configuration.privacy.personal_data_in_event_values === 'keep') return values
  const personal = stream.event_values.filter(({ name, column }) => {
    const value = column === undefined ? undefined : own(values, name)
    if (column === undefined || value === undefined) return false
    const key = columnPlace(column).path.at(-1) ?? column
    return cleanValues({ [key]: value }, fields.own, false).removed.length > 0
  })
  if (personal.length === 0) return values
  const names = new Set(personal.map(({ name }) => name))
  findings.push(finding('personal_data_removed', [...names].map((name) => `event_values.${name}`).join(', ')))
  return Object.fromEntries(Object.entries(values).filter(([key]) => !names.has(key)))
}

function allowed(values: JsonObject, { named }: Parameters, { raw, plan, findings }: Mapping): JsonObject {
  if (plan.allowsAllValues) return values
  const [first, ...rest] = plan.configuration.privacy.event_values
  if (first === undefined) return values
  const list = rest.length === 0 && first === 'mapped_only' ? undefined : new Set([first, ...rest].map(plainName))
  const parameters = new Set(named)
  const isAllowed = (key: string) =>
    list === undefined ? parameters.has(key) || raw.mappedValues?.has(key) === true : list.has(plainName(key))
  const kept = Object.fromEntries(Object.entries(values).filter(([key]) => isAllowed(key)))
  const count = Object.keys(values).length - Object.keys(kept).length
  if (count > 0) findings.push(finding('event_values_withheld', 'event_values', `Left out: ${count}.`))
  return isObject(kept) ? kept : {}
}
