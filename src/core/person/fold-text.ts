/** Texts made comparable, however they are written. */

const beyondAscii = /[^\0-\x7f]/
const marks = /\p{M}+/gu

/** In lower case, without accents, full-width and other compatibility forms as plain ones. */
export function fold(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(marks, '').toLowerCase()
}

/** Where the digits of a script begin; each has ten in a row. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810, 0xff10,
]
const decimalDigit = /\p{Nd}/gu

/** The digits of every script as ASCII digits, and the full-width plus sign as a plain one. */
export function asciiDigits(text: string): string {
  if (!beyondAscii.test(text)) return text
  return text.replace(/[＋﹢]/g, '+').replace(decimalDigit, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = zeros.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}

const mostDecodings = 2

/** The text without percent-encoding, also when it was encoded twice; as it is where it is not encoded so. */
export function decoded(text: string): string {
  let plain = text
  for (let turn = 0; turn < mostDecodings && plain.includes('%'); turn++) {
    // Piece by piece: one broken escape must not hide the others.
    const next = plain.replace(/(?:%[0-9a-f]{2})+/gi, decodePiece)
    if (next === plain) break
    plain = next
  }
  return plain
}

function decodePiece(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return piece
  }
}
