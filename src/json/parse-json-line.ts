/**
 * A JSON text or a JSON number, whichever comes next. Numbers inside a text are part of that text. For valid JSON only, where
 * every text has its end: else each quote would be searched to the end of the line.
 */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g

/** Sixteen digits in a row, with or without a point, may be more than a double holds: a cheap test before a closer look. */
const mayHoldLongNumber = /\d[\d.]{15}/

/**
 * JSON.parse, except that integers beyond ±2^53 and decimals that a double cannot hold come out as text with all their
 * digits: ids and amounts of warehouses would otherwise be changed silently. Throws SyntaxError as JSON.parse does; a
 * broken line is searched for nothing, so that it takes no time.
 */
export function parseJsonLine(line: string): unknown {
  const value: unknown = JSON.parse(line)
  if (!mayHoldLongNumber.test(line)) return value
  let hasLong = false
  const quoted = line.replace(textOrNumber, (token) => {
    if (token.startsWith('"') || isHeld(token)) return token
    hasLong = true
    return `"${token}"`
  })
  return hasLong ? JSON.parse(quoted) : value
}

/** A double holds 15 significant digits of any decimal number, and often two more. */
const surelyHeld = 15
const integer = /^-?\d+$/
const decimal = /^-?\d+\.\d+$/

/** Whether a number is the same after it was a double; one with an exponent is meant as a double. */
function isHeld(token: string): boolean {
  if (token.length <= surelyHeld) return true
  if (integer.test(token)) return Number.isSafeInteger(Number(token))
  if (!decimal.test(token)) return true
  const digits = significant(token)
  return digits.length <= surelyHeld || significant(String(Number(token))) === digits
}

/** The digits of a decimal number from its first to its last that is not zero. */
function significant(token: string): string {
  return token
    .replace(/e.*/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/(?<!0)0+$/, '')
}
