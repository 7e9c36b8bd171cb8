import type { Note } from '../inbox/arrival'

const personalKey =
  /^(e[-_ ]?mail([-_ ]?address)?|(mobile|cell)[-_ ]?(phone)?([-_ ]?number)?|(tele)?phone([-_ ]?number)?|msisdn|(first|last|full|given|family)[-_ ]?name|surname)$/i
/** Bounded on every side, so that a long text cannot make it slow. */
const email = /[\w.+-]{1,64}(?:@|%40)[a-z\d-]{1,63}\.[a-z\d.-]{2,}/i
const hash = /^[a-f0-9]{64}$/i

const mostNotes = 10

/** Levels of objects and arrays. */
const deepestNesting = 100

/** Personal data that was sent unhashed, anywhere in a body: by the name of the field, or by the look of an e-mail address. */
export function findPersonalData(body: object): Note[] {
  const fields: string[] = []
  collect(body, [], fields)
  return fields.map((field) => ({ code: 'raw_personal_data', field, message }))
}

const message =
  'Personal data was sent unhashed! AppsFlyer takes it only as SHA-256 in the hashed fields: hash it, or leave it out.'

/** Whether a JSON value is nested deeper than the sandbox looks; it may be hostile, so it never looks deeper. */
export function isNestedTooDeeply(json: unknown, levelsLeft = deepestNesting): boolean {
  if (typeof json !== 'object' || json === null) return false
  if (levelsLeft === 0) return true
  return Object.values(json).some((value) => isNestedTooDeeply(value, levelsLeft - 1))
}

function collect(owner: object, path: string[], fields: string[]): void {
  for (const [key, value] of Object.entries(owner)) {
    if (fields.length >= mostNotes) return
    path.push(key)
    const inner = insideOf(value)
    if (inner === undefined) {
      if (isPersonal(key, value)) fields.push(path.join('.'))
    } else if (path.length < deepestNesting) collect(inner, path, fields)
    path.pop()
  }
}

/** The members of an object or array; of JSON as text too, which is how mobile event values travel. */
function insideOf(value: unknown): object | undefined {
  if (typeof value === 'object' && value !== null) return value
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

function isPersonal(key: string, value: unknown): boolean {
  if (typeof value === 'number') return personalKey.test(key)
  if (typeof value !== 'string' || value === '') return false
  if ((value.includes('@') || value.includes('%40')) && email.test(value)) return true
  return personalKey.test(key) && !hash.test(value.trim())
}
