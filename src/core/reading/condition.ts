import { wordsOf } from './names'

/** What a column says of a record whose money is in doubt. */
export type Condition =
  /** The condition of `where` that keeps such records out; absent where none can be copied. */
  | { readonly where?: string }
  /** A part of a payment: it is one all the same, and nothing is to be kept out; or all of it went back. `amount`: the part. */
  | { readonly part: 'went_back' | 'came_in' | 'all_went_back'; readonly amount?: number }

const toBeFoundByHand: Condition = {}

export function filter(where: string, canBeCopied = true): Condition {
  return canBeCopied ? { where } : toBeFoundByHand
}

/** A status is quoted where all of its words are known: others may be a person's. */
export function filterText(text: string): Condition {
  const isKnown = text.length <= longestStatus && wordsOf(text).every((word) => known.has(word) || status.test(word))
  return isKnown ? { where: `"is_not": ${JSON.stringify(text.toLowerCase())}` } : toBeFoundByHand
}

const longestStatus = 60
const status =
  /^(fail|declin|denied|refus|reject|abort|abandon|expire|pending|refund|return|revers|revok|disput|charge|cancel|void|fraud|trash|complet|succe|captur|process|authori|requir|request|ship|fulfil)[a-z]{0,10}$/
const known: ReadonlySet<string> = new Set(
  `a action admin all approved at awaiting back bank buyer by card confirmation credit creditnote customer draft due error
  family for free full fully funds hold in incomplete insufficient invoice is issuer merchant method not on open order out
  outstanding overdue paid partial partially past payment period prorated purchase receipt received retry review sandbox
  seller settled shared store subscription system test testing timed timeout to transaction transfer trial trialing
  unauthorized uncollectible unpaid user wc won abgelehnt annulada annulado annullata annullato annulliert annulé annulée
  cancelada cancelado devuelto erstattet estornado fallida fallido fehlgeschlagen offen pendente pendiente rechazada
  rechazado reembolsada reembolsado refusé refusée remboursé remboursée rifiutato rimborsato storniert échoué échouée`.split(
    /\s+/,
  ),
)
