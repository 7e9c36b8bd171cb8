import { isObject, type Json } from '../../json/json'
import { type Condition, filter } from './condition'
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

const statuses: ReadonlySet<string> = new Set([
  'status',
  'orderstatus',
  'paymentstatus',
  'transactionstatus',
  'mode',
  'ordermode',
])

/** What the name of a column says of tests. */
export type TestSign =
  | 'environment'
  | 'test_flag'
  | 'live_flag'
  | 'test_purchase'
  | 'store'
  | 'purchase_type'
  | 'receipt_type'
  | 'status'

export function testSignOf(key: string): TestSign | undefined {
  const name = plainName(key)
  if (environments.has(name)) return 'environment'
  if (testFlags.has(name)) return name === 'testpurchase' ? 'test_purchase' : 'test_flag'
  if (liveFlags.has(name)) return 'live_flag'
  if (name === 'store') return 'store'
  if (key === 'purchaseType') return 'purchase_type'
  if (statuses.has(name)) return 'status'
  return name === 'receipttype' ? 'receipt_type' : undefined
}

/** The condition of `where` that keeps such records out; undefined where the value marks no test. */
export function testCondition(sign: TestSign, value: Json): Condition | undefined {
  // Google Play's purchases: the object is there for a test alone (SubscriptionPurchaseV2).
  if (sign === 'test_purchase' && isObject(value)) return filter('"is_set": false')
  if (typeof value === 'object') return undefined
  const text = asText(value)
  switch (sign) {
    case 'environment':
      return text !== undefined && testEnvironments.has(plainName(text)) ? isNot(text) : undefined
    case 'test_flag':
    case 'test_purchase':
      return asBoolean(value) === true ? filter('"is_not": true') : undefined
    case 'live_flag':
      return asBoolean(value) === false ? filter('"is_not": false') : undefined
    case 'store':
      return text !== undefined && plainName(text) === 'teststore' ? isNot(text) : undefined
    case 'purchase_type':
      return value === 0 ? filter('"is_not": 0') : undefined
    case 'status':
      return text !== undefined && testStatus.test(text) ? isNot(text) : undefined
    case 'receipt_type':
      return text?.toLowerCase() === 'productionsandbox' ? isNot(text) : undefined
  }
}

const testStatus = /^(test|testing|sandbox|test_?mode|test[ _-]?order)$/i

function isNot(text: string): Condition {
  return filter(`"is_not": ${JSON.stringify(text.toLowerCase())}`)
}
