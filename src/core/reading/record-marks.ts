import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { remembered } from '../domain/remembered'
import { type TestSign, testCondition, testSignOf } from './test-record'
import { type UnpaidSign, unpaidCondition, unpaidSignOf } from './unpaid-record'
import { isUpdateMark, updateCondition } from './updated-row'
import { asStructure, isSet } from './values'

/** A column that says something of the whole record, and the condition of `where` that would keep such records out; '' where none is to. */
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
  /** A change of an earlier row, which was sent. */
  readonly updated?: Mark
}

type Marks = { -readonly [Name in keyof RecordMarks]: RecordMarks[Name] }

interface MarkSign {
  readonly test: TestSign | undefined
  readonly unpaid: UnpaidSign | undefined
  readonly updated: boolean
}

const signOf = remembered((key): MarkSign | null => {
  const sign = { test: testSignOf(key), unpaid: unpaidSignOf(key), updated: isUpdateMark(key) }
  return sign.test !== undefined || sign.unpaid !== undefined || sign.updated ? sign : null
})

/** So deep stands what a webhook says of itself: `payload.data.environment`. */
const deepest = 2
/** JSON in a text is read only where it may hold such a mark. */
const mayHoldMark =
  /^\s*\{.{0,10000}"(environment|sandbox|is_?sandbox|test|is_?test|live_?mode|\w{0,20}status|state|\w{0,20}_state|is_?paid|paid|captured|success\w{0,5}|failed|voided|disputed|revocationdate|\w{0,20}refunded\w{0,20}|\w{0,20}cancell?ed\w{0,20})"/is

/**
 * Undefined for a record without any, as nearly all are. `isChosen`: columns whose values the user has chosen; they need
 * no telling.
 */
export function marksOf(
  record: JsonObject,
  isChosen: (column: string) => boolean = nothingChosen,
): RecordMarks | undefined {
  const marks: Marks = {}
  findMarks({ marks, isChosen, texts: 0 }, record, '', '', 0)
  return Object.keys(marks).length === 0 ? undefined : marks
}

const nothingChosen = () => false

/** So many JSON texts of a record are read for marks. */
const mostTexts = 20

interface Search {
  readonly marks: Marks
  readonly isChosen: (column: string) => boolean
  texts: number
}

function findMarks(search: Search, object: JsonObject, path: string, parent: string, depth: number): void {
  for (const key of Object.keys(object)) {
    const value = own(object, key)
    const sign = signOf(key)
    if (sign !== null && value !== undefined && isSet(value)) readMark(search, sign, value, `${path}${key}`, parent)
    if (depth === deepest || !isPerhapsObject(value)) continue
    const inner = typeof value === 'string' ? textOf(search, value) : value
    // The context of an event tells of its device.
    if (!isObject(inner) || (depth > 0 && path === 'context.')) continue
    findMarks(search, inner, key === 'properties' && depth === 0 ? '' : `${path}${key}.`, key, depth + 1)
  }
}

function textOf(search: Search, text: string): Json | undefined {
  if (search.texts >= mostTexts || !mayHoldMark.test(text)) return undefined
  search.texts += 1
  return asStructure(text)
}

function readMark({ marks, isChosen }: Search, sign: MarkSign, value: Json, column: string, parent: string): void {
  if (sign.test !== undefined && marks.test === undefined) {
    const condition = testCondition(sign.test, value)
    if (condition !== undefined && !isChosen(column)) marks.test = { column, condition }
  }
  if (sign.unpaid !== undefined && marks.unpaid === undefined) {
    const condition = unpaidCondition(sign.unpaid, value, parent)
    if (condition !== undefined && !isChosen(column)) marks.unpaid = { column, condition }
  }
  if (sign.updated && parent === '' && marks.updated === undefined) {
    const condition = updateCondition(column, value)
    if (condition !== undefined && !isChosen(column)) marks.updated = { column, condition }
  }
}

/** Asked of every value first: nearly all are neither an object nor JSON in a text. */
function isPerhapsObject(value: Json | undefined): boolean {
  if (typeof value !== 'string') return typeof value === 'object'
  const first = value.charCodeAt(0)
  return first === brace || first <= blank
}

const [brace, blank] = [0x7b, 0x20]
