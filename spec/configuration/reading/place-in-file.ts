import type { Problem } from '../../files/problem'

/**
 * Says where something stands as a person counts it, from a place in the value without its nulls: an empty entry of a
 * list is not read, and stands there nonetheless.
 */
export function countedIn(given: unknown): (problem: Problem) => Problem {
  const indexes = new Map<readonly unknown[], readonly number[]>()
  const indexesOf = (list: readonly unknown[]): readonly number[] => {
    let found = indexes.get(list)
    if (found === undefined) {
      found = list.flatMap((item, index) => (item === null ? [] : [index]))
      indexes.set(list, found)
    }
    return found
  }
  const placeOf = (path: string): string => {
    let place = ''
    let at = given
    for (const part of path.match(/\[\d+\]|[^[\]]+/g) ?? []) {
      if (!part.startsWith('[')) {
        place += part
        for (const key of part.split('.')) if (key !== '') at = memberOf(at, key)
        continue
      }
      const index = Number(part.slice(1, -1))
      const shown = Array.isArray(at) ? (indexesOf(at)[index] ?? index) : index
      place += `[${shown}]`
      at = Array.isArray(at) ? at[shown] : undefined
    }
    return place
  }
  return ({ path, message }) => ({
    path: placeOf(path),
    message: message.replace(/\b(apps|streams|mapping)\[\d+\][\w.[\]]*/g, placeOf),
  })
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
