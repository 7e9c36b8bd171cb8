import { keptText } from './kept-text'

/**
 * The same question with its answers kept: names of columns and events, words for countries and systems repeat from record
 * to record. Bounded, so that a hostile table cannot fill the memory; keys longer than `longestKey` UTF-16 units are asked anew
 * each time, and so is what has an @: an e-mail address in an event's name does not stay in memory.
 */
export function remembered<Answer>(
  ask: (key: string) => Answer,
  { most = 10_000, longestKey = 100 }: { readonly most?: number; readonly longestKey?: number } = {},
): (key: string) => Answer {
  const answers = new Map<string, Answer>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined || answers.has(key)) return known as Answer
    if (key.length > longestKey || key.includes('@')) return ask(key)
    // The answer may be a part of it, too.
    const kept = keptText(key)
    const answer = ask(kept)
    if (answers.size >= most) answers.clear()
    answers.set(kept, answer)
    return answer
  }
}
