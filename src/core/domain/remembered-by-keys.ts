/** Tables of a sync, and kinds of events in it, are few. */
const mostShapes = 16
/** A longer list is not kept, so that a hostile table cannot fill the memory, … */
const mostKeys = 200
/** … nor one of so many UTF-16 units in all. */
const mostUnits = 20_000

interface Shape<Answer> {
  readonly keys: readonly string[]
  readonly answer: Answer
}

/**
 * What is asked of all keys of an object, with the answers kept for the last few lists of keys: the records of a table have
 * the same columns in the same order, and comparing them is quicker than looking up each.
 */
export function rememberedByKeys<Answer>(
  ask: (keys: readonly string[]) => Answer,
): (keys: readonly string[]) => Answer {
  const shapes: Shape<Answer>[] = []
  let next = 0
  return (keys) => {
    for (const shape of shapes) if (areSame(shape.keys, keys)) return shape.answer
    const answer = ask(keys)
    if (keys.length > mostKeys || lengthOf(keys) > mostUnits) return answer
    shapes[next] = { keys, answer }
    next = (next + 1) % mostShapes
    return answer
  }
}

/** The last key first: tables differ there rather than at their beginnings. */
function areSame(known: readonly string[], keys: readonly string[]): boolean {
  if (known.length !== keys.length) return false
  for (let index = keys.length - 1; index >= 0; index--) if (known[index] !== keys[index]) return false
  return true
}

function lengthOf(keys: readonly string[]): number {
  let length = 0
  for (const key of keys) length += key.length
  return length
}
