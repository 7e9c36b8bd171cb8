/**
 * JSON.stringify for what JSON.parse gave, at any depth: the built-in ends some thousand levels down, out of stack. Members
 * that are undefined are left out.
 */
export function jsonText(value: Readonly<Record<string, unknown>> | readonly unknown[]): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return deepText(value)
  }
}

/** What is still to be written, the next at the end. */
type Rest = ({ readonly text: string } | { readonly value: unknown })[]

function deepText(whole: unknown): string {
  const texts: string[] = []
  const rest: Rest = [{ value: whole }]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ('text' in next) texts.push(next.text)
    else if (typeof next.value !== 'object' || next.value === null) texts.push(JSON.stringify(next.value ?? null))
    else for (const piece of piecesOf(next.value).reverse()) rest.push(piece)
  }
  return texts.join('')
}

function piecesOf(value: object): Rest {
  if (Array.isArray(value)) return [{ text: '[' }, ...value.flatMap(element), { text: ']' }]
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return [{ text: '{' }, ...members.flatMap(member), { text: '}' }]
}

function element(value: unknown, index: number): Rest {
  return index === 0 ? [{ value }] : [{ text: ',' }, { value }]
}

function member([key, value]: readonly [string, unknown], index: number): Rest {
  return [{ text: `${index === 0 ? '' : ','}${JSON.stringify(key)}:` }, { value }]
}
