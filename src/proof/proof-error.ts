/** A reconciliation that cannot be made. The message is for the user; it holds nothing of the records. */
export class ProofError extends Error {
  override readonly name = 'ProofError'

  constructor(
    message: string,
    /** What was given cannot be used, as opposed to what failed meanwhile. */
    readonly isUnusable: boolean,
  ) {
    super(message)
  }
}
