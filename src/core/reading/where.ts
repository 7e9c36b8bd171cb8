import type { Condition } from '../../../spec/configuration/rules'
import type { Json } from '../../json/json'
import { asBoolean, isPlaceholder, isSet } from './values'

/**
 * Whether a column's value meets a condition. Texts are compared without regard to case and to blanks around them; true
 * and false as databases write them; a column that is not there has no value.
 */
export function meets(value: Json | undefined, condition: Condition): boolean {
  const { is, is_not: isNot, in: among, not_in: notAmong, is_set: mustBeSet } = condition
  if (mustBeSet !== undefined && hasValue(value) !== mustBeSet) return false
  if (is !== undefined && !equals(value, is)) return false
  if (isNot !== undefined && equals(value, isNot)) return false
  if (among !== undefined && !among.some((wanted) => equals(value, wanted))) return false
  return notAmong === undefined || !notAmong.some((unwanted) => equals(value, unwanted))
}

function hasValue(value: Json | undefined): boolean {
  return isSet(value) && !(typeof value === 'string' && isPlaceholder(value.trim()))
}

function equals(value: Json | undefined, wanted: string): boolean {
  if (value === undefined || value === null) return false
  // A list or an object is no value to compare with.
  if (typeof value === 'object') return false
  const text = String(value).trim().toLowerCase()
  const sought = wanted.trim().toLowerCase()
  if (text === sought) return true
  if (booleanWord.test(sought) || booleanWord.test(text))
    return asBoolean(value) !== undefined && asBoolean(value) === asBoolean(sought)
  if (typeof value === 'boolean') return asBoolean(sought) === value
  // 1 and 1.0 are one number; two ids of many digits are not.
  return shortNumber.test(text) && shortNumber.test(sought) && Number(text) === Number(sought)
}

const booleanWord = /^(true|false|t|f|yes|no|y|n)$/

/** Of so many digits that a double holds it exactly. */
const shortNumber = /^-?(?=[\d.]{1,16}$)\d+(?:\.\d*)?$/
