/**
 * The same text in memory of its own, for what outlives its record: to an engine a part of a text, be it the text without the blanks at
 * its ends, is a view of the whole, which stays in memory as long as the part does.
 */
export function keptText(text: string): string {
  return [...text].join('')
}
