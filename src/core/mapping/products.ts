import { isObject, type Json, own } from '../../json/json'
import { type Finding, finding } from '../domain/finding'
import { parseAmount } from '../reading/parse-amount'
import { asText } from '../reading/values'

interface Product {
  readonly id: string
  readonly quantity: number
  readonly price: number | undefined
}

/** Products without an id are left out, with a finding. */
function readProducts(list: readonly Json[], findings: Finding[]): readonly Product[] {
  const products: Product[] = []
  let withoutId = 0
  for (const entry of list) {
    const product = isObject(entry) ? entry : {}
    const id = asText(own(product, 'product_id')) ?? asText(own(product, 'sku'))
    if (id === undefined) withoutId++
    else
      products.push({ id, quantity: asNumber(own(product, 'quantity')) ?? 1, price: asNumber(own(product, 'price')) })
  }
  if (withoutId > 0) findings.push(finding('product_without_id', 'event_values.products', `Left out: ${withoutId}.`))
  return products
}

/**
 * The parameters that say what was bought: parallel arrays of equal length without holes (a missing quantity is 1, a
 * missing price 0, and no price at all no prices), or the ids alone as a list. Empty when there is no product.
 */
export function productParameters(
  list: readonly Json[],
  as: 'parallel_arrays' | 'content_list',
  findings: Finding[],
): Record<string, Json> {
  const products = readProducts(list, findings)
  if (products.length === 0) return {}
  const ids = products.map((product) => product.id)
  if (as === 'content_list') return { af_content_list: ids }
  const hasPrices = products.some((product) => product.price !== undefined)
  return {
    af_content_id: ids,
    af_quantity: products.map((product) => product.quantity),
    ...(hasPrices && { af_price: products.map((product) => product.price ?? 0) }),
  }
}

function asNumber(value: Json | undefined): number | undefined {
  const amount = value === undefined ? undefined : parseAmount(value)
  return amount === undefined ? undefined : Number(amount)
}
