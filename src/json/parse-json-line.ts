/** Cheap test for an integer that may not survive as a number: 2^53 has 16 digits. It may also hit inside a text. */
const mayHoldLargeInteger = /[:,[]\s*-?\d{16}/

/** A JSON text or a JSON number, whichever comes next. Numbers inside a text are part of that text. */
const textOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

/**
 * JSON.parse, except that integers beyond ±2^53 come out as text with all their digits: ids of warehouses would
 * otherwise be changed silently. Throws SyntaxError as JSON.parse does.
 */
export function parseJsonLine(line: string): unknown {
  return JSON.parse(mayHoldLargeInteger.test(line) ? line.replace(textOrNumber, quoteLargeInteger) : line)
}

function quoteLargeInteger(token: string): string {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
}
