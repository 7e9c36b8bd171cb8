import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { isRounded, wholeNumber } from '../../json/whole-number'
import { type Finding, finding } from '../domain/finding'
import { remembered } from '../domain/remembered'
import { plainName } from '../reading/names'
import { numberOf } from '../reading/parse-amount'
import { asStructure, asText, isPlaceholder, isSet } from '../reading/values'

interface Product {
  readonly id: string
  /** The member that the id is. */
  readonly idKey: string
  readonly whole: JsonObject
  /** Null where something unreadable stands. */
  readonly quantity: number | null
  readonly price: number | null | undefined
}

/** What the id of a product is called (Segment's spec, its first version, Google Analytics), the most telling first. */
const idNames = ['product_id', 'sku', 'item_id', 'id', 'variant_id'] as const

/** Products without an id are left out, with a finding. */
function readProducts(list: readonly Json[], findings: Finding[]): readonly Product[] {
  const products: Product[] = []
  let withoutId = 0
  for (const entry of list) {
    const structure = asStructure(entry)
    const product = isObject(structure) ? structure : {}
    const identified = idOf(product)
    if (identified === undefined) withoutId++
    else {
      const { id, idKey } = identified
      products.push({ id, idKey, whole: product, quantity: quantityOf(product), price: amountAt(product, 'price') })
    }
  }
  if (withoutId > 0) findings.push(finding('product_without_id', 'event_values.products', `Left out: ${withoutId}.`))
  return products
}

function idOf(product: JsonObject): Pick<Product, 'id' | 'idKey'> | undefined {
  for (const idKey of idNames) {
    const id = asId(own(product, idKey))
    if (id !== undefined) return { id, idKey }
  }
  for (const name of idNames) {
    const idKey = keyInAnySpelling(product, name)
    const id = idKey === undefined ? undefined : asId(own(product, idKey))
    if (idKey !== undefined && id !== undefined) return { id, idKey }
  }
  return undefined
}

function asId(value: Json | undefined): string | undefined {
  const id = asText(value)
  return id === undefined || isPlaceholder(id) || isRounded(value) || wholeNumber(id) === 'lost'
    ? undefined
    : wholeId(id)
}

/** An id that went through a column of floating point is the whole number it was. */
function wholeId(id: string): string {
  const whole = wholeNumber(id)
  return whole === undefined || whole === 'lost' ? id : whole.digits
}

function quantityOf(product: JsonObject): number | null {
  const quantity = amountAt(product, 'quantity')
  return quantity === undefined ? 1 : quantity
}

/** Undefined where nothing stands, null where it is no amount. */
function amountAt(product: JsonObject, name: string): number | null | undefined {
  const value = own(product, name) ?? inAnySpelling(product, name)
  if (value === undefined || !isSet(value)) return undefined
  return numberOf(value) ?? null
}

function inAnySpelling(product: JsonObject, name: string): Json | undefined {
  const key = keyInAnySpelling(product, name)
  return key === undefined ? undefined : own(product, key)
}

function keyInAnySpelling(product: JsonObject, name: string): string | undefined {
  const plain = plainName(name)
  return Object.keys(product).find((candidate) => plainName(candidate) === plain)
}

const isAmount = remembered((key: string) => ['quantity', 'price'].includes(plainName(key)))

/** What products say beside that for which AppsFlyer has lists. */
function leftOut(products: readonly Product[], hasAmounts: boolean): ReadonlySet<string> {
  let members: Set<string> | undefined
  for (const { idKey, whole } of products) {
    for (const key of Object.keys(whole)) {
      if (key === idKey || !isSet(whole[key]) || (hasAmounts && isAmount(key))) continue
      members ??= new Set()
      members.add(key)
    }
  }
  return members ?? nothing
}

const nothing: ReadonlySet<string> = new Set()

/** The parameters of products, and the names of their members that are in none. */
export interface ProductParameters {
  readonly parameters: Record<string, Json>
  readonly leftOut: ReadonlySet<string>
}

/**
 * The parameters that say what was bought: parallel arrays of equal length without holes, or the ids alone as a list. A
 * missing quantity is 1. Where a product has no readable price there are no prices at all, since none is invented; the
 * same holds for a quantity that cannot be read. Empty when there is no product.
 */
export function productParameters(
  list: readonly Json[],
  as: 'parallel_arrays' | 'content_list',
  findings: Finding[],
): ProductParameters {
  const products = readProducts(list, findings)
  if (products.length === 0) return { parameters: {}, leftOut: nothing }
  const ids = products.map((product) => product.id)
  if (as === 'content_list') return { parameters: { af_content_list: ids }, leftOut: leftOut(products, false) }
  const quantities: number[] = []
  const prices: number[] = []
  let hasPrices = false
  for (const { quantity, price } of products) {
    if (quantity !== null) quantities.push(quantity)
    if (typeof price === 'number') prices.push(price)
    hasPrices ||= price !== undefined
  }
  if (hasPrices && prices.length < products.length)
    findings.push(
      finding('price_list_dropped', 'event_values.products', `Without one: ${products.length - prices.length}.`),
    )
  if (quantities.length < products.length) findings.push(finding('quantity_list_dropped', 'event_values.products'))
  const parameters: Record<string, Json> = { af_content_id: ids }
  if (quantities.length === products.length) parameters['af_quantity'] = quantities
  if (hasPrices && prices.length === products.length) parameters['af_price'] = prices
  return { parameters, leftOut: leftOut(products, true) }
}
