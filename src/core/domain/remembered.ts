/**
 * The same question with its answers kept: names of columns and events repeat from record to record. Bounded, so that a
 * hostile table cannot fill the memory; keys longer than `longestKey` UTF-16 units are asked anew each time.
 */
export function remembered<Answer>(
  ask: (key: string) => Answer,
  { most = 10_000, longestKey = 100 }: { readonly most?: number; readonly longestKey?: number } = {},
): (key: string) => Answer {
  const answers = new Map<string, Answer>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined || answers.has(key)) return known as Answer
    const answer = ask(key)
    if (key.length > longestKey) return answer
    if (answers.size >= most) answers.clear()
    answers.set(key, answer)
    return answer
  }
}
