import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { remembered } from '../domain/remembered'
import { type TestSign, testCondition, testSignOf } from './test-record'
import { type UnpaidSign, unpaidCondition, unpaidSignOf, unrefundedCondition } from './unpaid-record'
import { isUpdateMark, updateCondition } from './updated-row'
import { asStructure, isSet } from './values'

/** A column that says something of the whole record, and the condition of `where` that would keep such records out, or which part of it is a payment (`parts`). */
export interface Mark {
  readonly column: string
  readonly condition: string
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

/** So deep stands what a webhook says of itself: `payload.data.environment`. */
const deepest = 2
/** JSON in a text is read only where it may hold such a mark. */
const mayHoldMark =
  /^\s*\{.{0,10000}"(environment|sandbox|is_?sandbox|test|is_?test|live_?mode|\w{0,20}status|state|\w{0,20}_state|is_?paid|paid|captured|success\w{0,5}|failed|voided|disputed|revocationdate|\w{0,20}refunded\w{0,20}|\w{0,20}cancell?ed\w{0,20}|in_?app_?ownership_?type|op|operation|change_type)"/is

/**
 * Undefined for a record without any, as nearly all are. `isChosen`: columns whose values the user has chosen; they need
 * no telling. `rootOf`: what leads to a column at the object's top, where its name alone would mean another.
 */
export function marksOf(
  record: JsonObject,
  isChosen: (column: string) => boolean = nothingChosen,
  rootOf: (key: string) => string = noRoot,
): RecordMarks | undefined {
  const marks: Marks = {}
  findMarks({ marks, isChosen, rootOf, texts: 0 }, record, noParent)
  return Object.keys(marks).length === 0 ? undefined : marks
}

const nothingChosen = () => false
const noRoot = () => ''

/** So many JSON texts of a record are read for marks. */
const mostTexts = 20

interface Search {
  readonly marks: Marks
  readonly isChosen: (column: string) => boolean
  readonly rootOf: (key: string) => string
  texts: number
}

/** Where an object stands in the record. */
interface Parent {
  readonly key: string
  /** With the dot at its end; '' at the top. */
  readonly path: string
  readonly depth: number
}

const noParent: Parent = { key: '', path: '', depth: 0 }

function findMarks(search: Search, object: JsonObject, parent: Parent): void {
  const { depth } = parent
  for (const key of Object.keys(object)) {
    const value = own(object, key)
    const sign = signOf(key)
    if (sign !== null && value !== undefined && isSet(value)) readMark(search, sign, value, key, parent, object)
    if (depth === deepest || !isPerhapsObject(value)) continue
    const inner = typeof value === 'string' ? textOf(search, value) : value
    // The context of an event tells of its device.
    if (!isObject(inner) || parent.path === 'context.') continue
    const isProperties = key === 'properties' && depth === 0
    findMarks(search, inner, {
      key,
      path: isProperties ? '' : `${parent.path}${depth === 0 ? search.rootOf(key) : ''}${step(key)}.`,
      depth: depth + 1,
    })
  }
}

/** A key as a step of a path: one with dots in brackets. */
function step(key: string): string {
  return /[.[\]]/.test(key) && !key.includes('"') ? `["${key}"]` : key
}

function textOf(search: Search, text: string): Json | undefined {
  if (search.texts >= mostTexts || !mayHoldMark.test(text)) return undefined
  search.texts += 1
  return asStructure(text)
}

function readMark(
  { marks, isChosen, rootOf }: Search,
  sign: MarkSign,
  value: Json,
  key: string,
  parent: Parent,
  beside: JsonObject,
): void {
  const conditions: { [Name in keyof Marks]: string | undefined } = {
    test: sign.test && testCondition(sign.test, value),
    unpaid: sign.unpaid && unpaidCondition(sign.unpaid, value, parent.key, beside),
    unrefunded: sign.unpaid && unrefundedCondition(sign.unpaid, value, parent.key),
    updated: sign.isUpdate ? updateCondition(key, value, parent.key, beside) : undefined,
  }
  for (const name of ['test', 'unpaid', 'unrefunded', 'updated'] as const) {
    const condition = conditions[name]
    if (condition === undefined || marks[name] !== undefined) continue
    const column = parent.path === '' ? `${rootOf(key)}${key}` : `${parent.path}${step(key)}`
    if (!isChosen(column)) marks[name] = { column, condition }
  }
}

/** Asked of every value first: nearly all are neither an object nor JSON in a text. */
function isPerhapsObject(value: Json | undefined): boolean {
  if (typeof value !== 'string') return typeof value === 'object'
  const first = value.charCodeAt(0)
  return first === brace || first <= blank
}

const [brace, blank] = [0x7b, 0x20]
