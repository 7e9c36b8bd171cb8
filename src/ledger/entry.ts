import { hash } from 'node:crypto'
import type { Endpoint } from '../../spec/appsflyer/events/contract'

/**
 * One request that AppsFlyer accepted, as the ledger keeps it: what is needed to find its row in AppsFlyer's raw data, and nothing
 * that names a person. Ids, order ids and event values are hashes (`idHash`, `orderHash`, `valueHash`). A line of JSON each.
 */
export interface LedgerEntry {
  readonly app_id: string
  readonly endpoint: Endpoint
  /** Of the answer. */
  readonly status: number
  readonly attempts: number
  /** Whether AppsFlyer may have got it more than once: an attempt before the last one ended without an answer. */
  readonly may_be_duplicated?: true
  /** Null for a visit, a first open and a session, which have none. */
  readonly event_name: string | null
  /** ISO 4217; absent where the request named none. */
  readonly currency?: string
  /** Plain decimal text in the currency's own unit (`-48.5`); absent: the event has no revenue. */
  readonly revenue?: string
  /** When AppsFlyer accepted it: milliseconds since 1970. */
  readonly accepted_at: number
  /** Milliseconds since 1970; null: the request named none, and the time of arrival counts. */
  readonly event_time: number | null
  /** 24 hexadecimal digits; in `custom_data` as `did` where `on_wire`. */
  readonly delivery_id: string
  /** It takes the place of the earliest entry of its delivery: AppsFlyer had accepted that one and lost it. */
  readonly resent?: true
  /** Whether AppsFlyer was told the delivery id. */
  readonly on_wire?: true
  /** `valueHash` of the event value as it was sent: of mobile the text of `eventValue`, of the web the JSON of `event_value`. */
  readonly value: string
  /** `valueHash` of its first 1,000 characters, where it has more: AppsFlyer's raw data may hold no more of it. */
  readonly value_start?: string
  /** `idHash` of the AppsFlyer id, else of the customer user id. */
  readonly user: string
  /** `orderHash` of `af_order_id`, else of `af_receipt_id` or `order_id`, where the event value has one. */
  readonly order?: string
}

/**
 * What a file of entries begins with, on a line of its own: the run that wrote it. Files are named `*.ledger.ndjson.gz`, in
 * folders by day; where the records are kept, too, they stand beside it in `*.records.ndjson.gz`, a `KeptRecord` a line.
 */
export interface LedgerHeader {
  readonly ledger: 1
  readonly run: string
  /** Where the records came from; null: standard input, or Airbyte. */
  readonly source: LedgerSource | null
  /** `keyMark` of the key that the hashes were made with. */
  readonly key?: string
}

/** A file of records, and how `send` was told to read it. */
export interface LedgerSource {
  /** Absolute. */
  readonly path: string
  readonly stream?: string
  readonly encoding?: string
  readonly csv?: true
}

/** The first 64 bits of a SHA-256 over the ledger's key, a line feed and the id: nobody who has the ledger alone can read who is in it. */
export function idHash(key: string, id: string): string {
  return hexOf(`${key}\n${id}`).slice(0, 16)
}

/** By this two keys are told apart: what was hashed with one cannot be compared with the other. */
export function keyMark(key: string): string {
  return idHash(key, 'the key itself')
}

/** The same of an order id, 40 bits of it: it is looked for among the events of one app and name. */
export function orderHash(key: string, id: string): string {
  return idHash(key, id).slice(0, 10)
}

/** The first 64 bits of a SHA-256 over an event value. */
export function valueHash(value: string): string {
  return hexOf(value).slice(0, 16)
}

function hexOf(text: string): string {
  return hash('sha256', text, 'hex')
}
