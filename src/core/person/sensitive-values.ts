/** Values that are sensitive by their shape, whatever key they stand under. */

const longestLooked = 5_000
const iban = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/giu
const card = /(?<![\p{L}\p{N}.])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu
const upi =
  /(?<![\w.@-])[\w.-]{2,64}@(?:ok(?:axis|hdfcbank|sbi|icici|biz)|ybl|ibl|axl|apl|yapl|paytm|pt(?:yes|axis|hdfc|sbi)|upi|wa(?:axis|hdfcbank|icici|sbi)|freecharge|airtel|jio|jupiteraxis|fam|slice|naviaxis|timecosmos|kotak|icici|hdfcbank|sbi|axisbank|yesbank|fbl|rbl|indus|idfcbank|federal|barodampay|pnb|unionbank|cnrb|postbank)(?![\w.@-])/i
const pushToken = /:APA91[\w-]{60,}|Expo(?:nent)?PushToken\[/
const shortestToken = 14
const coordinates = /(?<![\d.])-?\d{1,3}\.\d{4,}\s{0,3}[,;/ ]\s{0,3}-?\d{1,3}\.\d{4,}(?![\d.])/
const keyOfAnId = /id|order|transaction|sku|receipt|invoice|tracking|reference|barcode|ean|upc|gtin|serial/i

/** Whether a text is or holds a bank account, a payment card, a UPI id, a push token or an exact place. */
export function holdsSensitiveValue(text: string, key: string): boolean {
  if (text.length < 8 || text.length > longestLooked) return false
  if (text.length >= shortestToken && pushToken.test(text)) return true
  if (text.includes('@') && upi.test(text)) return true
  const digits = countDigits(text)
  if (digits < 9) return false
  if (text.includes('.') && coordinates.test(text)) return true
  if (digits < 12) return false
  if ((text.match(iban) ?? []).some(isIban)) return true
  return !keyOfAnId.test(key) && (text.match(card) ?? []).some(isCard)
}

/** Half of a place, exact to some hundred metres or better. */
export function isExactCoordinate(value: unknown): boolean {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\s*-?\d{1,3}\.\d{3,}\s*$/.test(text)
}

function countDigits(text: string): number {
  let digits = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x30 && unit <= 0x39) digits++
  }
  return digits
}

/** ISO 13616: the country's code and the check digits go to the end, letters become numbers, and 97 divides it but for 1. */
function isIban(text: string): boolean {
  const plain = text.replace(/[ -]/g, '').toUpperCase()
  const turned = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const sign of turned) {
    const value = Number.parseInt(sign, 36)
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}

/** The beginnings and lengths of the large brands. */
const brands =
  /^(4(\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12}|62\d{14,17}|(5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15})$/

/** A number of a brand whose last digit checks the others (ISO/IEC 7812-1, Luhn). */
function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  if (!brands.test(digits) || /^(\d)\1+$/.test(digits)) return false
  let sum = 0
  for (const [index, sign] of [...digits].reverse().entries()) {
    const doubled = Number(sign) * (index % 2 === 0 ? 1 : 2)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
