import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { remembered } from '../domain/remembered'
import { plainName } from './names'
import { asBoolean, asStructure, asText, isSet } from './values'

/** Columns that name an environment, and what they call one without real money. */
const environments: ReadonlySet<string> = new Set(['environment', 'env', 'receiptenvironment', 'storeenvironment'])
const testEnvironments: ReadonlySet<string> = new Set([
  ...['sandbox', 'test', 'testing', 'staging', 'stage', 'dev', 'development', 'qa', 'uat', 'xcode', 'localtesting'],
])
/** Columns that are true of a test … */
const testFlags: ReadonlySet<string> = new Set([
  ...['sandbox', 'issandbox', 'sandboxmode', 'test', 'istest', 'testmode', 'istestmode', 'testorder', 'istestorder'],
  ...['testpurchase', 'istestpurchase', 'testpayment', 'istestpayment', 'istestevent', 'testtransaction', 'isqa'],
])
/** … and those that are false of one. */
const liveFlags: ReadonlySet<string> = new Set(['livemode', 'islive', 'isproduction', 'production'])

/** What the name of a column says of tests. */
type TestSign = 'environment' | 'test_flag' | 'live_flag' | 'test_purchase' | 'store' | 'purchase_type' | 'receipt_type'

const testSignOf = remembered((key): TestSign | null => {
  const name = plainName(key)
  if (environments.has(name)) return 'environment'
  if (testFlags.has(name)) return name === 'testpurchase' ? 'test_purchase' : 'test_flag'
  if (liveFlags.has(name)) return 'live_flag'
  if (name === 'store') return 'store'
  if (key === 'purchaseType') return 'purchase_type'
  return name === 'receipttype' ? 'receipt_type' : null
})

/** So deep stands what a webhook says of itself: `payload.data.environment`. */
const deepest = 2
/** JSON in a text is read only where it may hold such a mark. */
const mayHoldMark = /^\s*\{.{0,10000}"(environment|sandbox|is_?sandbox|test|is_?test|live_?mode)"/is

/** The column (or path) that marks a record as a test, and what to filter it by; undefined for a real one. */
export function testMark(record: JsonObject): { readonly column: string; readonly test: string } | undefined {
  return markIn(record, '', 0)
}

function markIn(object: JsonObject, path: string, depth: number): ReturnType<typeof testMark> {
  for (const key of Object.keys(object)) {
    const value = own(object, key)
    const sign = testSignOf(key)
    const test = sign === null || !isSet(value) ? undefined : conditionFor(sign, value ?? null)
    if (test !== undefined) return { column: `${path}${key}`, test }
    if (depth === deepest || !isPerhapsObject(value)) continue
    const inner = typeof value === 'string' && mayHoldMark.test(value) ? asStructure(value) : value
    // The context of an event tells of its device.
    if (!isObject(inner) || (depth > 0 && path === 'context.')) continue
    const found = markIn(inner, key === 'properties' && depth === 0 ? '' : `${path}${key}.`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** Asked of every value first: nearly all are neither an object nor JSON in a text. */
function isPerhapsObject(value: Json | undefined): boolean {
  if (typeof value !== 'string') return typeof value === 'object'
  const first = value.charCodeAt(0)
  return first === brace || first <= blank
}

const [brace, blank] = [0x7b, 0x20]

/** The condition of `where` that keeps such records out. */
function conditionFor(sign: TestSign, value: Json): string | undefined {
  // Google Play's purchases: the object is there for a test alone (SubscriptionPurchaseV2).
  if (sign === 'test_purchase' && isObject(value)) return '"is_set": false'
  if (typeof value === 'object') return undefined
  const text = asText(value)
  switch (sign) {
    case 'environment':
      return text !== undefined && testEnvironments.has(plainName(text))
        ? `"is_not": "${text.toLowerCase()}"`
        : undefined
    case 'test_flag':
    case 'test_purchase':
      return asBoolean(value) === true ? '"is_not": true' : undefined
    case 'live_flag':
      return asBoolean(value) === false ? '"is_not": false' : undefined
    case 'store':
      return text !== undefined && plainName(text) === 'teststore' ? '"is_not": "TEST_STORE"' : undefined
    case 'purchase_type':
      return value === 0 ? '"is_not": 0' : undefined
    case 'receipt_type':
      return text?.toLowerCase() === 'productionsandbox' ? '"is_not": "ProductionSandbox"' : undefined
  }
}
