import { redactedText, shorten } from '../person/clean-text'
import { nobody } from '../person/own-person'

const namedKeys = 10
const namedKeyLength = 40

/** The first few keys, shortened, and none with personal data in it, which the configuration may keep. */
export function listKeys(keys: readonly string[], prefix = ''): string {
  const names = keys.slice(0, namedKeys).map((key) => prefix + shorten(redactedText(key, nobody), namedKeyLength))
  return names.join(', ') + (keys.length > namedKeys ? ` and ${keys.length - namedKeys} more` : '')
}
