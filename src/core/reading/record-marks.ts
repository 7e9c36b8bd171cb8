import { isObject, type Json, type JsonObject, valuesOf } from '../../json/json'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
import type { Condition } from './condition'
import { plainName } from './names'
import { type TestSign, testCondition, testSignOf } from './test-record'
import { type UnpaidSign, unpaidCondition, unpaidSignOf, unrefundedCondition } from './unpaid-record'
import { isUpdateMark, updateCondition } from './updated-row'
import { asStructure, isSet } from './values'

/** A column that says something of the whole record. */
export interface Mark {
  readonly column: string
  readonly condition: Condition
}

/** What a record says of itself that its money depends on. The first column that says so is named. */
export interface RecordMarks {
  /** No real money. */
  readonly test?: Mark
  /** No money that came in and stayed. */
  readonly unpaid?: Mark
  /** No money that went back. */
  readonly unrefunded?: Mark
  /** A change of an earlier row, which was sent. */
  readonly updated?: Mark
}

type Marks = { -readonly [Name in keyof RecordMarks]: RecordMarks[Name] }

interface MarkSign {
  readonly test: TestSign | undefined
  readonly unpaid: UnpaidSign | undefined
  readonly isUpdate: boolean
}

const signOf = remembered((key): MarkSign | null => {
  const sign = { test: testSignOf(key), unpaid: unpaidSignOf(key), isUpdate: isUpdateMark(key) }
  return sign.test !== undefined || sign.unpaid !== undefined || sign.isUpdate ? sign : null
})
/** Of a record's own keys, which are many and the same in all of its table. */
const signsOfTop = rememberedByKeys((keys) => keys.map(signOf))

/** So deep stands what a webhook says of itself: `payload.data.environment`. */
const deepest = 2
/** JSON in a text is read only where it may hold such a mark. */
const mayHoldMark =
  /^\s*"?\{.{0,10000}"(environment|sandbox|is_?sandbox|test|is_?test|live_?mode|\w{0,20}status|state|\w{0,20}_state|is_?paid|paid|captured|success\w{0,5}|failed|voided|disputed|revocationdate|\w{0,20}refunded\w{0,20}|\w{0,20}cancell?ed\w{0,20}|in_?app_?ownership_?type|op|operation|change_type|period_?type|is_?trial)\\?"/is

/**
 * Undefined for a record without any, as nearly all are. `isChosen`: columns whose values the user has chosen; they need
 * no telling. `top`: the record in which a condition of where looks first, where that is another object.
 */
export function marksOf(
  object: JsonObject,
  isChosen: (column: string) => boolean = nothingChosen,
  top: JsonObject = object,
): RecordMarks | undefined {
  const marks: Marks = {}
  findMarks({ marks, isChosen, top, texts: 0 }, object, top === object ? atTop : amongProperties)
  return Object.keys(marks).length === 0 ? undefined : marks
}

const nothingChosen = () => false

/** So many JSON texts of a record are read for marks. */
const mostTexts = 20

interface Search {
  readonly marks: Marks
  readonly isChosen: (column: string) => boolean
  readonly top: JsonObject
  texts: number
}

/** Where an object stands in the record. */
interface Parent {
  readonly key: string
  readonly steps: readonly string[]
  readonly depth: number
  /** A condition of where finds its columns by their names alone, unless the top has such a column, too. */
  readonly isProperties: boolean
}

const atTop: Parent = { key: '', steps: [], depth: 0, isProperties: false }
const amongProperties: Parent = { ...atTop, isProperties: true }

function findMarks(search: Search, object: JsonObject, parent: Parent): void {
  const { depth } = parent
  const keys = Object.keys(object)
  const values = valuesOf(object, keys)
  const signs = depth === 0 ? signsOfTop(keys) : undefined
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? ''
    const sign = signs === undefined ? signOf(key) : (signs[index] ?? null)
    const value = key === '__proto__' ? undefined : values[index]
    if (sign !== null && value !== undefined && isSet(value)) readMark(search, sign, value, key, parent, object)
    if (depth === deepest || !isPerhapsObject(value)) continue
    const inner = typeof value === 'string' ? textOf(search, value) : value
    // The context of an event tells of its device.
    if (!isObject(inner) || (depth > 0 && parent.key === 'context')) continue
    const isProperties = key === 'properties' && parent === atTop
    const steps = isProperties ? [] : [...parent.steps, key]
    findMarks(search, inner, {
      key: isProperties ? '' : key,
      steps,
      depth: depth + 1,
      isProperties: isProperties || parent.isProperties,
    })
  }
}

function textOf(search: Search, text: string): Json | undefined {
  if (search.texts >= mostTexts || !mayHoldMark.test(text)) return undefined
  search.texts += 1
  return asStructure(text)
}

function readMark(
  { marks, isChosen, top }: Search,
  sign: MarkSign,
  value: Json,
  key: string,
  parent: Parent,
  beside: JsonObject,
): void {
  const conditions: { [Name in keyof Marks]: Condition | undefined } = {
    test: sign.test && testCondition(sign.test, value),
    unpaid: sign.unpaid && unpaidCondition(sign.unpaid, value, parent.key, beside),
    unrefunded: sign.unpaid && unrefundedCondition(sign.unpaid, value, parent.key, beside),
    updated: sign.isUpdate ? updateCondition(key, value, parent.key, beside) : undefined,
  }
  for (const name of ['test', 'unpaid', 'unrefunded', 'updated'] as const) {
    const condition = conditions[name]
    if (condition === undefined || marks[name] !== undefined) continue
    const steps = [...parent.steps, key]
    const column = pathOf(parent.isProperties && hasColumn(top, steps[0] ?? '') ? ['properties', ...steps] : steps)
    if (!isChosen(column))
      marks[name] = { column, condition: canBeWritten(steps) || 'part' in condition ? condition : {} }
  }
}

/** Columns are found in any spelling. */
function hasColumn(top: JsonObject, column: string): boolean {
  const name = plainName(column)
  return Object.keys(top).some((key) => plainName(key) === name)
}

/** A column of one step is its name; a path has keys with dots in brackets. */
export function pathOf(steps: readonly string[]): string {
  return steps.length === 1 ? (steps[0] ?? '') : steps.map((key) => (/[.[\]]/.test(key) ? `["${key}"]` : key)).join('.')
}

/** Keys that no path can name: a quote in brackets, the sign of the root. */
export function canBeWritten(steps: readonly string[]): boolean {
  return steps.every(
    (key) => key !== '' && key !== '$' && (steps.length === 1 || !(key.includes('"') && /[.[\]]/.test(key))),
  )
}

/** Asked of every value first: nearly all are neither an object nor JSON in a text, be it written twice. */
function isPerhapsObject(value: Json | undefined): boolean {
  if (typeof value !== 'string') return typeof value === 'object'
  const first = value.charCodeAt(0)
  return first === brace || first <= blank || (first === quote && value.charCodeAt(1) === brace)
}

const [brace, blank, quote] = [0x7b, 0x20, 0x22]
