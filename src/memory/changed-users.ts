import { visitorIn } from './accepted'

/** Visitors of more are forgotten: of one of them a change may then be taken for what was said before. */
const mostVisitors = 100_000

/** Which user each visitor was said to be in this run, last. */
export class ChangedUsers {
  readonly #last = new Map<string, string>()

  /** Takes the next delivery. Whether it says of its visitor another user than the one before it. */
  isChange(deliveryId: string | undefined): boolean {
    if (deliveryId === undefined) return false
    const visitor = visitorIn(deliveryId)
    if (visitor === deliveryId) return false
    const before = this.#last.get(visitor)
    if (before === undefined && this.#last.size >= mostVisitors) this.#last.clear()
    this.#last.set(visitor, deliveryId)
    return before !== undefined && before !== deliveryId
  }
}
