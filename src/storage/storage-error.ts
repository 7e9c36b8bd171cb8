/**
 * A store of files or objects cannot keep what it was given, or cannot give it back. The message is shown to the user.
 * `config_error`: it never will, until somebody mends the configuration.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly failureType: 'config_error' | 'transient_error'

  constructor(message: string, failureType: StorageError['failureType'] = 'transient_error') {
    super(message)
    this.failureType = failureType
  }
}

/** What a store keeps, for its messages. */
export interface Kept {
  /** In the plural, with its article: `the rejected records`. */
  readonly what: string
  /** The key of the configuration that says where. */
  readonly setting: string
}
