import { appsflyerParameters } from '../../../spec/appsflyer/events/parameters'
import { has, type Json, type JsonObject } from '../../json/json'
import { isRounded, wholeNumber } from '../../json/whole-number'
import { type Finding, type FindingCode, finding } from '../domain/finding'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
import { redactedText, shorten } from '../person/clean-text'
import type { OwnPerson } from '../person/own-person'
import type { FieldReader } from '../reading/field-reader'
import { plainName } from '../reading/names'
import { numberOf } from '../reading/parse-amount'
import type { RawEvent } from '../reading/raw-event'
import { asStructure, asText, isMeant, isSet } from '../reading/values'
import type { MoneyKind } from './money-events'
import { productParameters } from './products'
import { type ParameterRule, type SpecEvent, sharedParameters, specEvents } from './spec-events'

/** Event values under AppsFlyer's names, and the money among them, still as it came in. */
export interface Parameters {
  readonly values: JsonObject
  readonly revenue: Json | undefined
  readonly currency: Json | undefined
  /** Which of the values AppsFlyer's names were given to, or that had them. */
  readonly named: readonly string[]
}

/** AppsFlyer's own names for the money of an event, on mobile and on the web; in plain form. */
const moneyNames = ['afrevenue', 'eventrevenue'] as const
const currencyNames = ['afcurrency', 'eventcurrency', 'eventrevenuecurrency', 'currency', 'currencycode'] as const

const moneyKeys: ReadonlySet<string> = new Set([...moneyNames, ...currencyNames])

const parameterNames: ReadonlyMap<string, string> = new Map(appsflyerParameters.map((name) => [plainName(name), name]))
const rules = [...sharedParameters, ...[...specEvents.values()].flatMap(({ parameters }) => parameters)]
/** Every property that somebody asks for, in plain form. */
const sought: ReadonlySet<string> = new Set([
  ...rules.flatMap(({ from }) => from),
  ...[...specEvents.values()].flatMap(({ revenue }) => revenue),
  ...moneyNames,
  ...currencyNames,
  ...['products', 'items'],
])

/** What the name of a property says. */
interface NameSign {
  readonly plain: string
  /** AppsFlyer's parameter that it is. */
  readonly parameter: string | undefined
  /** Somebody asks for it. */
  readonly isSought: boolean
  /** It is the money of the event, or its currency. */
  readonly isMoney: boolean
}

const signOf = remembered((key): NameSign => {
  const plain = plainName(key)
  const parameter = parameterNames.get(plain)
  const isSought = sought.has(plain) || parameter !== undefined
  return { plain, parameter, isSought, isMoney: moneyKeys.has(plain) }
})

/** Of all properties of a record: those of one kind of event have the same names. */
const signsOf = rememberedByKeys((keys) => keys.map(signOf))

const none: ReadonlySet<string> = new Set()

/** The properties of one record by their plain names; what is taken is not repeated among the values. */
class PropertyIndex {
  /** All of the record's, in its own spelling, and what each of them says. */
  readonly all: readonly string[]
  readonly signs: readonly NameSign[]
  private readonly properties: JsonObject
  /** Of each of them, whether it is no field, and nobody took it. */
  private readonly isOpen: boolean[] = []
  /** Where those stand that may be taken, by plain names. */
  private readonly places = new Map<string, number>()

  /** `asMapped`: event values that the configuration names; they are what it calls them, unless that is the money. */
  constructor({ properties, used, mappedValues: asMapped = none }: RawEvent) {
    this.properties = properties
    this.all = Object.keys(properties)
    this.signs = signsOf(this.all)
    for (let at = 0; at < this.all.length; at++) {
      const [key, sign] = [this.all[at] ?? '', this.signs[at]]
      // Assigning to __proto__ would change a copy's prototype.
      const isOpen = !used.has(key) && key !== '__proto__'
      this.isOpen.push(isOpen)
      if (!isOpen || sign === undefined || !sign.isSought) continue
      const { plain } = sign
      if (!isSet(properties[key]) || this.places.has(plain)) continue
      if (!asMapped.has(key) || plain === 'afrevenue' || plain === 'afcurrency') this.places.set(plain, at)
    }
  }

  /** What stands under a name in any spelling, unless it was taken. */
  value(name: string): Json | undefined {
    const at = this.places.get(name)
    return at === undefined || !this.isLeft(at) ? undefined : this.properties[this.keyAt(at)]
  }

  /** The property's own spelling. */
  keyOf(name: string): string {
    const at = this.places.get(name)
    return at === undefined ? name : this.keyAt(at)
  }

  take(name: string): void {
    const at = this.places.get(name)
    if (at !== undefined) this.isOpen[at] = false
  }

  /** Whether the property at a place is among the values. */
  isLeft(at: number): boolean {
    return this.isOpen[at] === true
  }

  private keyAt(at: number): string {
    return this.all[at] ?? ''
  }

  at(key: string): Json {
    return this.properties[key] ?? null
  }

  /** The first of several names that stands for something. */
  first(names: readonly string[]): string | undefined {
    return names.find((name) => isMeant(this.value(name)))
  }
}

/**
 * Gives the properties AppsFlyer's names, whatever their spelling. A property that was used is not repeated; every other
 * keeps its own name. A parameter the record already has under AppsFlyer's name stays as it is. A row's columns keep
 * their names unless the row's event is one of the specs'.
 */
export function mapParameters(
  raw: RawEvent,
  fields: FieldReader,
  specEvent: SpecEvent | undefined,
  kind: MoneyKind,
  revenueFrom: 'revenue' | 'total',
  findings: Finding[],
): Parameters {
  const index = new PropertyIndex(raw)
  const currency = takeCurrency(raw, fields, index, findings)
  const revenue = takeRevenue(raw, fields, index, specEvent, kind !== 'none' && revenueFrom === 'total')
  const hasRules = raw.call !== 'row' || specEvent !== undefined
  const named = hasRules ? nameProducts(index, specEvent, fields) : {}
  if (hasRules) {
    for (const rule of specEvent?.parameters ?? []) applyRule(rule, index, named, findings)
    for (const rule of sharedParameters) applyRule(rule, index, named, findings)
  }
  // Only now: the rules have had it.
  if (revenue.source !== undefined) index.take(revenue.source)
  mendIds(named, findings)
  const names = Object.keys(named)
  for (let at = 0; at < index.all.length; at++) {
    const [key, sign] = [index.all[at] ?? '', index.signs[at]]
    if (sign === undefined || !index.isLeft(at)) continue
    // The money has places of its own; a blank one of its names must not stand in for it.
    const { parameter, isMoney } = sign
    if ((isMoney && raw.mappedValues?.has(key) !== true) || has(named, key)) continue
    if (parameter !== undefined) names.push(parameter)
    const name = parameter === undefined || has(named, parameter) ? key : parameter
    const value = index.at(key)
    if (isReadable(name, value, key, findings)) named[name] = value
  }
  return { values: named, revenue: revenue.value, currency, named: names }
}

interface TakenRevenue {
  readonly value: Json | undefined
  /** The property that was the revenue. */
  readonly source: string | undefined
}

/** A configured column wins; then the record's own revenue, under any of its names; then what the event's spec calls it. */
function takeRevenue(
  raw: RawEvent,
  fields: FieldReader,
  index: PropertyIndex,
  specEvent: SpecEvent | undefined,
  prefersTotal: boolean,
): TakenRevenue {
  const own = fields.value('revenue')
  const hasOwn = fields.has('revenue')
  const isMapped = raw.mapped?.has('revenue') === true && hasOwn
  const early = isMapped || !prefersTotal ? undefined : index.first(['total'])
  const source = early ?? (hasOwn ? undefined : index.first([...moneyNames, ...(specEvent?.revenue ?? []), 'revenue']))
  const value = source === undefined ? own : index.value(source)
  const named = hasOwn && !isMapped ? index.first(moneyNames) : undefined
  if (named !== undefined && Number(asText(index.value(named))) !== Number(asText(own)))
    fields.note('revenue_conflict', 'revenue', `The other is ${index.keyOf(named)}.`)
  else if (hasOwn && !isMapped && early === undefined && isZeroBeside(own, index, specEvent))
    fields.note('revenue_conflict', 'revenue', 'The other is total.')
  for (const name of moneyNames) index.take(name)
  return { value: source === undefined && !hasOwn ? undefined : value, source }
}

/** An order of nothing with a total of something: one of the two is not what it is called. */
function isZeroBeside(own: Json | undefined, index: PropertyIndex, specEvent: SpecEvent | undefined): boolean {
  const total = specEvent?.revenue.includes('total') === true ? index.value('total') : undefined
  return total !== undefined && Number(asText(own)) === 0 && Number(asText(total)) > 0
}

/**
 * The currency beside the amount: af_currency where af_revenue is the money, else the record's own. The configuration's
 * wins. Two of them for one amount are told.
 */
function takeCurrency(raw: RawEvent, fields: FieldReader, index: PropertyIndex, findings: Finding[]): Json | undefined {
  const source = index.first(currencyNames)
  const named = source === undefined ? undefined : index.value(source)
  const hasNamedRevenue = index.first(moneyNames) !== undefined
  for (const name of currencyNames) index.take(name)
  const own = fields.has('currency') ? fields.value('currency') : undefined
  if (own === undefined || named === undefined || raw.mapped?.has('currency') === true) return own ?? named
  const isOwnRevenue = fields.has('revenue')
  const isSame = asText(own)?.toUpperCase() === asText(named)?.toUpperCase()
  if (!isSame && isMeant(named) && isOwnRevenue !== hasNamedRevenue)
    findings.push(finding('currency_conflict', 'currency'))
  return hasNamedRevenue && !isOwnRevenue && isMeant(named) ? named : own
}

/** Parameters that are amounts, and what is told where they cannot be read. */
const amountParameters: ReadonlyMap<string, FindingCode> = new Map([
  ['af_price', 'price_list_dropped'],
  ['af_quantity', 'quantity_list_dropped'],
])

/** Money is never guessed, and neither is a quantity: `$19.99` and `two` are left out, and told. */
function isReadable(parameter: string, value: Json, key: string, findings: Finding[]): boolean {
  const code = amountParameters.get(parameter)
  if (code === undefined || !isSet(value) || isAmount(value)) return true
  findings.push(finding(code, `event_values.${key}`, `It is ${key}.`))
  return false
}

function isAmount(value: Json): boolean {
  const structure = asStructure(value)
  return Array.isArray(structure)
    ? structure.every((entry: Json) => numberOf(entry) !== undefined)
    : numberOf(value) !== undefined
}

const idParameters = ['af_order_id', 'af_receipt_id', 'af_content_id'] as const

/** An id that went through a column of floating point is the whole number it was. */
function mendIds(named: Record<string, Json>, findings: Finding[]): void {
  for (const name of idParameters) {
    const value = named[name]
    const whole = isRounded(value) ? 'lost' : typeof value === 'string' ? wholeNumber(value.trim()) : undefined
    if (whole === undefined) continue
    if (whole === 'lost') delete named[name]
    else named[name] = whole.digits
    findings.push(finding(whole === 'lost' ? 'invalid_number_dropped' : 'number_mended', `event_values.${name}`))
  }
}

/** The parameters that the record's products become. */
function nameProducts(
  index: PropertyIndex,
  specEvent: SpecEvent | undefined,
  { findings, own }: FieldReader,
): Record<string, Json> {
  for (const name of productLists) {
    const products = asStructure(index.value(name))
    if (!Array.isArray(products)) continue
    if (products.length === 0) {
      index.take(name)
      continue
    }
    const { parameters, leftOut } = productParameters(products, specEvent?.products ?? 'parallel_arrays', findings)
    // Lists beside the record's own would not be parallel: then the products keep their own name.
    if (Object.keys(parameters).some((parameter) => isSet(index.value(plainName(parameter))))) continue
    index.take(name)
    if (leftOut.size > 0)
      findings.push(finding('product_members_left_out', `event_values.${name}`, namesOf(leftOut, own)))
    return parameters
  }
  return {}
}

const productLists = ['products', 'items'] as const

const namedMembers = 5
const namedLength = 40

function namesOf(members: ReadonlySet<string>, own: OwnPerson): string {
  const names = [...members].slice(0, namedMembers).map((name) => shorten(redactedText(name, own), namedLength))
  const more = members.size > namedMembers ? ` and ${members.size - namedMembers} more` : ''
  return `They are: ${names.join(', ')}${more}.`
}

/** What a rule takes, it takes away; where its parameters have values already, the property keeps its own name. */
function applyRule(rule: ParameterRule, index: PropertyIndex, named: Record<string, Json>, findings: Finding[]): void {
  for (const source of rule.from) {
    const value = index.value(source)
    if (value === undefined || !isSet(value)) continue
    let isTaken = false
    for (const parameter of rule.to) {
      if (isSet(named[parameter]) || isSet(index.value(plainName(parameter)))) continue
      if (isReadable(parameter, value, index.keyOf(source), findings)) named[parameter] = value
      isTaken = true
    }
    if (isTaken) index.take(source)
    return
  }
}
