const throughFloat = /^(\d+)\.0+$/
const mayHaveExponent: ReadonlySet<number> = new Set([...'.eE'].map((sign) => sign.charCodeAt(0)))
const exponent = /^(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})$/

/**
 * A whole number that went through a column of floating point (`15112345678.0`, `1.5112345678E10`): the `digits` of what it
 * was, or `lost` when they are gone. Undefined for every other text.
 */
export function wholeNumber(text: string): { readonly digits: string } | 'lost' | undefined {
  // Nearly every text is told from them by its first character, its dot and its second one.
  const first = text.charCodeAt(0)
  if (!(first >= digit0 && first <= digit9)) return undefined
  const plain = text.includes('.') ? throughFloat.exec(text) : null
  if (plain?.[1] !== undefined) return exactly(plain[1])
  const match = mayHaveExponent.has(text.charCodeAt(1)) ? exponent.exec(text) : null
  if (match === null) return undefined
  const [, whole = '', rest = '', power = ''] = match
  // Zeros behind the last digit may have been other digits once.
  return rest.length === Number(power) ? exactly(whole + rest) : 'lost'
}

const [digit0, digit9] = [0x30, 0x39]

/** Beyond 2^53 a column of floating point has rounded: the digits are another number's. */
function exactly(digits: string): { readonly digits: string } | 'lost' {
  return Number.isSafeInteger(Number(digits)) ? { digits } : 'lost'
}

/** Whether a number may have had other digits before its JSON was read. */
export function isRounded(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
}
