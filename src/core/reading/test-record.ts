import { isObject, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { asBoolean, asText } from './values'

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

/** The column (or path) that marks a record as a test, and what to filter it by; undefined for a real one. */
export function testMark(record: JsonObject): { readonly column: string; readonly test: string } | undefined {
  for (const key of Object.keys(record)) {
    const value = own(record, key)
    const found = markOf(key, value)
    if (found !== undefined) return { column: key, test: found }
    // A webhook's own object, or the properties of an event.
    if (!isObject(value)) continue
    for (const inner of Object.keys(value)) {
      const within = markOf(inner, own(value, inner))
      if (within !== undefined) return { column: key === 'properties' ? inner : `${key}.${inner}`, test: within }
    }
  }
  return undefined
}

/** The condition of `where` that keeps such records out. */
function markOf(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') return undefined
  const name = plainName(key)
  if (environments.has(name)) {
    const text = asText(value as string | number)
    return text !== undefined && testEnvironments.has(plainName(text)) ? `"is_not": "${plainName(text)}"` : undefined
  }
  if (testFlags.has(name)) return asBoolean(value) === true ? '"is_not": true' : undefined
  return liveFlags.has(name) && asBoolean(value) === false ? '"is_not": false' : undefined
}
