import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { asBoolean, asStructure, asText } from './values'

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
    const column = `${path}${key}`
    const test = markOf(key, value)
    if (test !== undefined) return { column, test }
    if (depth === deepest) continue
    const inner = typeof value === 'string' && mayHoldMark.test(value) ? asStructure(value) : value
    // The context of an event tells of its device.
    if (!isObject(inner) || (depth > 0 && path === 'context.')) continue
    const found = markIn(inner, key === 'properties' && depth === 0 ? '' : `${column}.`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** The condition of `where` that keeps such records out. */
function markOf(key: string, value: Json | undefined): string | undefined {
  if (value === null || value === undefined) return undefined
  const name = plainName(key)
  // Google Play's purchases: the object is there for a test alone (SubscriptionPurchaseV2).
  if (typeof value === 'object') return name === 'testpurchase' && isObject(value) ? '"is_set": false' : undefined
  if (environments.has(name)) {
    const text = asText(value)
    return text !== undefined && testEnvironments.has(plainName(text)) ? `"is_not": "${text.toLowerCase()}"` : undefined
  }
  if (testFlags.has(name)) return asBoolean(value) === true ? '"is_not": true' : undefined
  if (liveFlags.has(name)) return asBoolean(value) === false ? '"is_not": false' : undefined
  if (name === 'store' && typeof value === 'string')
    return plainName(value) === 'teststore' ? '"is_not": "TEST_STORE"' : undefined
  if (key === 'purchaseType') return value === 0 ? '"is_not": 0' : undefined
  return name === 'receipttype' && asText(value)?.toLowerCase() === 'productionsandbox'
    ? '"is_not": "ProductionSandbox"'
    : undefined
}
