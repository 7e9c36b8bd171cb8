/**
 * A JSON text or a JSON number, whichever comes next. Numbers inside a text are part of that text. For valid JSON only, where
 * every text has its end: else each quote would be searched to the end of the line.
 */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g

/** So many digits in a row, with or without a point, may be more than a double holds. */
const longRun = 16

/**
 * Such a run where a number may begin: at the start, after a colon, a comma or a bracket (RFC 8259, section 2). Ids of
 * warehouses often stand as texts of many digits; a line with no more than those needs no closer look.
 */
const longNumber = /(?:^|[:,[])[ \t\r\n]*-?\d[\d.]{15}/

/** Whether a run of digits and points is long, by one look at every sixteenth character: a search for it takes ten times as long. */
function hasLongRun(line: string): boolean {
  for (let at = longRun - 1; at < line.length; at += longRun) {
    if (!isDigitOrPoint(line.charCodeAt(at))) continue
    let start = at
    while (isDigitOrPoint(line.charCodeAt(start - 1))) start -= 1
    let end = at + 1
    while (end - start < longRun && isDigitOrPoint(line.charCodeAt(end))) end += 1
    if (end - start >= longRun) return true
  }
  return false
}

/** Of a character's code, NaN where there is none. */
function isDigitOrPoint(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e
}

/**
 * JSON.parse, except that integers beyond ±2^53 and decimals that a double cannot hold come out as text with all their
 * digits: ids and amounts of warehouses would otherwise be changed silently. Throws SyntaxError as JSON.parse does; a
 * broken line is searched for nothing, so that it takes no time.
 */
export function parseJsonLine(line: string): unknown {
  const value: unknown = JSON.parse(line)
  if (!hasLongRun(line) || !longNumber.test(line)) return value
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
