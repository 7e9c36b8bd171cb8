/**
 * Cheap test for a number that a double may not hold: 16 digits or more, or an exponent of three. It may also hit inside
 * a text. A number starts behind one of these characters, and none of them is in a number, so every digit is seen once.
 */
const mayHoldLossyNumber = /(?:^|[\s:,[])-?\d(?:[\d.]{15}|[\d.]*[eE][+-]?\d{3})/

/**
 * JSON.parse, except that numbers which a double cannot hold come out as text, as they are written: ids and amounts of
 * warehouses would otherwise be changed silently. Those are integers beyond ±(2^53 - 1), and decimals that have more
 * digits than come back out of Number in its shortest form, trailing zeros not counted (`1234567890123456.789`, `1e400`;
 * not `48.50`, `1e3` or `1.7976931348623157e308`). Throws SyntaxError as JSON.parse does.
 */
export function parseJsonLine(line: string): unknown {
  // First of all, so that the search below sees JSON only: a broken line must cost no more than finding that it is broken.
  const value: unknown = JSON.parse(line)
  if (!mayHoldLossyNumber.test(line)) return value
  const quoted = quoteLossyNumbers(line)
  return quoted === undefined ? value : JSON.parse(quoted)
}

const quote = 0x22
const backslash = 0x5c
const minus = 0x2d
const [zero, nine] = [0x30, 0x39]

/** The same JSON with quotes around its lossy numbers; undefined when there are none. What stands in texts is passed over. */
function quoteLossyNumbers(json: string): string | undefined {
  let quoted = ''
  let copied = 0
  let index = 0
  while (index < json.length) {
    const unit = json.charCodeAt(index)
    if (unit === quote) index = endOfText(json, index)
    else if (unit === minus || isDigit(unit)) {
      const end = endOfNumber(json, index)
      const token = json.slice(index, end)
      if (isLossy(token)) {
        quoted += `${json.slice(copied, index)}"${token}"`
        copied = end
      }
      index = end
    } else index++
  }
  return copied === 0 ? undefined : quoted + json.slice(copied)
}

/** Behind the closing quote: the first that an even number of backslashes stands before. */
function endOfText(json: string, start: number): number {
  let close = json.indexOf('"', start + 1)
  while (close !== -1 && isEscaped(json, close)) close = json.indexOf('"', close + 1)
  return close === -1 ? json.length : close + 1
}

function isEscaped(json: string, index: number): boolean {
  let before = index
  while (json.charCodeAt(before - 1) === backslash) before--
  return (index - before) % 2 === 1
}

/** Nothing but a number's own characters can follow them in JSON before a comma, a bracket or a blank. */
function endOfNumber(json: string, start: number): number {
  let end = start + 1
  while (end < json.length && isInNumber(json.charCodeAt(end))) end++
  return end
}

function isInNumber(unit: number): boolean {
  // Digits, `+`, `-`, `.`, `E`, `e`.
  return isDigit(unit) || unit === 0x2e || unit === 0x2b || unit === minus || (unit | 0x20) === 0x65
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= nine
}

function isLossy(token: string): boolean {
  // 15 significant digits always survive, unless an exponent leads beyond a double's range.
  if (token.length < 16 && !/[eE][+-]?\d{3}/.test(token)) return false
  const value = Number(token)
  if (!/[.eE]/.test(token)) return !Number.isSafeInteger(value)
  return significantDigits(token) !== significantDigits(String(value))
}

/** The digits of a number without its sign, point, exponent and the zeros at both ends; none of Infinity. */
function significantDigits(number: string): string {
  const mantissa = /^-?[\d.]*/.exec(number)?.[0] ?? ''
  const digits = mantissa.replace(/[-.]/g, '')
  let [start, end] = [0, digits.length]
  while (start < end && digits.charCodeAt(start) === zero) start++
  while (end > start && digits.charCodeAt(end - 1) === zero) end--
  return digits.slice(start, end)
}
