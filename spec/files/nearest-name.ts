/** The name that a mistyped one most likely means, or undefined when none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const wanted = simplify(typed)
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wanted, simplify(name)) }))
    .sort((left, right) => left.distance - right.distance)
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : undefined
}

function simplify(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** How many letters must be added, taken away, changed, or swapped with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let above: readonly number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...from].entries()) {
    let before = line + 1
    const next = [before]
    for (const [column, other] of [...to].entries()) {
      before = Math.min((row[column] ?? 0) + (letter === other ? 0 : 1), (row[column + 1] ?? 0) + 1, before + 1)
      const areSwapped = letter === to[column - 1] && from[line - 1] === other
      if (areSwapped) before = Math.min(before, (above[column - 1] ?? line + column) + 1)
      next.push(before)
    }
    above = row
    row = next
  }
  return row[to.length] ?? 0
}
