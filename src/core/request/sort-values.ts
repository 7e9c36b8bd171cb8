import type { Json } from '../../json/json'
import type { CleanValues } from '../domain/event'

/** Event values by how well AppsFlyer can do without them, as keys. What is in none of the lists always stays. */
export interface SortedKeys {
  /** Order ids that say what another one says; the one that is needed least first. */
  readonly repeated: readonly string[]
  /** Not AppsFlyer's own (`af_*`), and no order id. */
  readonly custom: readonly string[]
  /** The product lists: parallel, or ids alone. */
  readonly products: readonly string[]
  /** Other lists of AppsFlyer's own parameters. */
  readonly lists: readonly string[]
  /** AppsFlyer's own parameters that are no ids and no money, such as a description. */
  readonly own: readonly string[]
}

/** Without separators, in lower case; the order of what is kept. */
const orderIdNames = [
  'aforderid',
  'orderid',
  'afreceiptid',
  'aftransactionid',
  'transactionid',
  'receiptid',
  'ordernumber',
]
const orderIdRanks: ReadonlyMap<string, number> = new Map(orderIdNames.map((name, rank) => [name, rank]))
/** The longest of those names, with a separator behind every letter. */
const maxOrderIdLength = 30

const productLists: ReadonlySet<string> = new Set(['af_content_id', 'af_quantity', 'af_price', 'af_content_list'])
const money: ReadonlySet<string> = new Set(['af_revenue', 'af_currency', 'af_price', 'af_quantity'])

export function sortKeys(values: CleanValues): SortedKeys {
  const repeated = repeatedOrderIds(values)
  const gone = new Set(repeated)
  const sorted = { custom: [] as string[], products: [] as string[], lists: [] as string[], own: [] as string[] }
  for (const key of Object.keys(values)) {
    const kind = gone.has(key) ? undefined : kindOf(key, values[key])
    if (kind !== undefined) sorted[kind].push(key)
  }
  return { repeated, ...sorted }
}

function kindOf(key: string, value: Json | undefined): Exclude<keyof SortedKeys, 'repeated'> | undefined {
  if (!key.startsWith('af_')) return compactName(key) === 'orderid' ? undefined : 'custom'
  if (Array.isArray(value)) return productLists.has(key) ? 'products' : 'lists'
  return money.has(key) || key.endsWith('_id') ? undefined : 'own'
}

/** One of the same stays. A number and a text of the same digits are the same id. */
function repeatedOrderIds(values: CleanValues): readonly string[] {
  const found: { key: string; rank: number; id: string }[] = []
  for (const key of Object.keys(values)) {
    const rank = orderIdRanks.get(compactName(key))
    const value = values[key]
    if (rank !== undefined && (typeof value === 'string' || typeof value === 'number')) {
      found.push({ key, rank, id: String(value) })
    }
  }
  const kept = new Set<string>()
  const repeated: string[] = []
  for (const { key, id } of found.sort((a, b) => a.rank - b.rank)) {
    if (kept.has(id)) repeated.push(key)
    else kept.add(id)
  }
  return repeated.reverse()
}

function compactName(key: string): string {
  return key.length > maxOrderIdLength ? '' : key.toLowerCase().replace(/[\s_-]/g, '')
}
