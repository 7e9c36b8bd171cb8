/** What the user gave cannot be used: a file, a configuration, an option. The message is for them. */
export class Unusable extends Error {
  override readonly name = 'Unusable'
}
