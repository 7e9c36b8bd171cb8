/** Up to this share of refusals is no word about how much is sent; beyond the usual share of a server, so much of that share more. */
const tolerableShare = 0.02
const tolerableOfUsual = 0.5
/** A share is as it was when it is at least this much of what it was before the cut. */
const unchanged = 0.8
/** So many cuts in a row that leave the share as it was were for nothing: the server does not refuse for how much is sent. */
const vainCuts = 2

/** The cuts since the share of refusals changed last. */
interface Cuts {
  /** The limit before the first of them. */
  readonly before: number
  readonly share: number
  readonly vain: number
}

/** The share of refusals that is a server's way: no cut changes it, and cuts that were for nothing are taken back. */
export class UsualShare {
  /** Beyond this share no cut is called vain: the server may have place for much less. */
  readonly #mostUsual: number
  #share = 0
  #cuts: Cuts | undefined

  constructor(mostUsual: number) {
    this.#mostUsual = mostUsual
  }

  get share(): number {
    return this.#share
  }

  isExceededBy(share: number): boolean {
    return share > tolerableShare + this.#share * (1 + tolerableOfUsual)
  }

  /** So many were refused, and no more than usual. */
  keepsTo(share: number): void {
    this.#cuts = undefined
    this.#share = (this.#share + share) / 2
  }

  /**
   * More were refused, and the limit is to be cut. The limit before the cuts that were for nothing, which is to come back instead;
   * undefined where the cut may help.
   */
  cutFrom(limit: number, share: number): number | undefined {
    const cuts = this.#cuts
    const isVain = cuts !== undefined && share >= cuts.share * unchanged && share < this.#mostUsual
    const vain = isVain ? cuts.vain + 1 : 0
    if (cuts !== undefined && vain >= vainCuts) {
      this.#share = share
      this.#cuts = undefined
      return cuts.before
    }
    this.#cuts = { before: isVain ? cuts.before : limit, share, vain }
    return undefined
  }

  /** The limit was cut for another reason: earlier cuts say nothing any more. */
  forgetCuts(): void {
    this.#cuts = undefined
  }
}
