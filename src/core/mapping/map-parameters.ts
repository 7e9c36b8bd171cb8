import { type Json, type JsonObject, own } from '../../json/json'
import type { Finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'
import { firstSet } from '../reading/places'
import { type RawEvent, unusedProperties } from '../reading/raw-event'
import { asStructure, isSet } from '../reading/values'
import { productParameters } from './products'
import { type ParameterRule, type SpecEvent, sharedParameters } from './spec-events'

/** Event values under AppsFlyer's names, and the money among them, still as it came in. */
export interface Parameters {
  readonly values: JsonObject
  readonly revenue: Json | undefined
  readonly currency: Json | undefined
}

/**
 * Gives the properties AppsFlyer's names. A property that was used is not repeated; every other keeps its own name. A
 * parameter the record already has under AppsFlyer's name stays as it is. A row's columns keep their names unless the
 * row's event is one of Segment's spec.
 */
export function mapParameters(
  raw: RawEvent,
  fields: FieldReader,
  specEvent: SpecEvent | undefined,
  findings: Finding[],
): Parameters {
  const properties = unusedProperties(raw)
  const taken = new Set(['af_revenue', 'af_currency'])
  const named: Record<string, Json> = {}
  const revenueSource = specEvent?.revenue.find((key) => isSet(own(raw.properties, key)))
  const specRevenue = revenueSource === undefined ? undefined : own(raw.properties, revenueSource)
  const revenue = firstSet(fields.value('revenue'), own(properties, 'af_revenue'), specRevenue)
  const currency = firstSet(fields.value('currency'), own(properties, 'af_currency'))
  if (raw.call !== 'row' || specEvent !== undefined) {
    nameProducts(properties, specEvent, named, taken, findings)
    for (const rule of specEvent?.parameters ?? []) applyRule(rule, properties, named, taken)
    for (const rule of sharedParameters) applyRule(rule, properties, named, taken)
  }
  if (revenueSource !== undefined && revenue === specRevenue) taken.add(revenueSource)
  for (const key of Object.keys(properties)) {
    if (!taken.has(key) && !Object.hasOwn(named, key)) named[key] = properties[key] ?? null
  }
  return { values: named, revenue, currency }
}

function nameProducts(
  properties: JsonObject,
  specEvent: SpecEvent | undefined,
  named: Record<string, Json>,
  taken: Set<string>,
  findings: Finding[],
): void {
  const products = asStructure(own(properties, 'products'))
  if (!Array.isArray(products)) return
  const parameters = productParameters(products, specEvent?.products ?? 'parallel_arrays', findings)
  // Lists beside the record's own would not be parallel: then the products keep their own name.
  if (Object.keys(parameters).some((parameter) => isSet(own(properties, parameter)))) return
  taken.add('products')
  Object.assign(named, parameters)
}

/** What a rule takes, it takes away; where its parameters have values already, the property keeps its own name. */
function applyRule(rule: ParameterRule, properties: JsonObject, named: Record<string, Json>, taken: Set<string>): void {
  for (const source of rule.from) {
    const value = taken.has(source) ? undefined : own(properties, source)
    if (value === undefined || !isSet(value)) continue
    const free = rule.to.filter((parameter) => !isSet(named[parameter]) && !isSet(own(properties, parameter)))
    if (free.length === 0) return
    for (const parameter of free) named[parameter] = value
    taken.add(source)
    return
  }
}
