/**
 * What a terminal would obey instead of show: control characters (an escape sequence can rewrite the screen), line ends,
 * and the marks that turn the direction of text.
 */
const obeyed = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** The text as it may be shown: whatever a terminal would obey is written out as \u001b. */
export function safeText(text: string): string {
  return text.toWellFormed().replace(obeyed, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
