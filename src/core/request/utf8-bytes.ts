const encoder = new TextEncoder()
/** Bodies are smaller. */
const scratch = new Uint8Array(16_384)
const mostBytesPerUnit = 3

/** The length of a text in UTF-8, in bytes. Works where there is no Buffer, and needs no copy that lasts. */
export function utf8Bytes(text: string): number {
  if (text.length * mostBytesPerUnit <= scratch.length) return encoder.encodeInto(text, scratch).written
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    const isPair = unit >= 0xd800 && unit <= 0xdbff && text.charCodeAt(index + 1) >>> 10 === 0x37
    bytes += unit < 0x800 ? 1 : 2
    if (isPair) index++
  }
  return bytes
}
