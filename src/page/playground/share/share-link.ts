/** What a link carries. */
export interface Shared {
  readonly input: string
  readonly configuration: string
  /** Of records that name none; empty: none. */
  readonly stream: string
}

/** The tab, and in front of the version of what follows. */
export const shareMark = '#playground?share='
const version = '1'

/** Chat programs and mail cut longer addresses. */
export const mostLinkLength = 8_000
/** A link is not trusted: a few kilobytes could unfold to gigabytes. */
const mostBytes = 1_048_576

export type Opened = { readonly ok: true; readonly shared: Shared } | { readonly ok: false; readonly problem: string }

/** As the fragment of an address, which browsers send nowhere: gzip, whose checksum tells a link that was cut, in base64url. */
export async function toFragment(shared: Shared): Promise<string> {
  const bytes = await through(encoder.encode(JSON.stringify(shared)), new CompressionStream('gzip'))
  return `${shareMark}${version}.${toBase64(bytes)}`
}

/** Undefined where the fragment carries nothing shared. */
export async function fromFragment(fragment: string): Promise<Opened | undefined> {
  if (!fragment.startsWith(shareMark)) return undefined
  const [made = '', text = ''] = fragment.slice(shareMark.length).split('.')
  if (/^\d+$/.test(made) && made !== version) {
    return { ok: false, problem: 'It was made by another version of the playground. Ask for a new one.' }
  }
  try {
    const bytes = await through(fromBase64(text), new DecompressionStream('gzip'))
    const shared = sharedIn(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (shared !== undefined) return { ok: true, shared }
  } catch {
    // Said below: what exactly is broken helps nobody.
  }
  return { ok: false, problem: 'It was cut off or changed on its way. Copy it again, whole.' }
}

const encoder = new TextEncoder()

async function through(bytes: Uint8Array<ArrayBuffer>, transform: GenericTransformStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array>(transform).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > mostBytes) {
      await reader.cancel()
      throw new Error('larger than anything that was shared')
    }
    parts.push(next.value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function sharedIn(value: unknown): Shared | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { input, configuration, stream } = value as Record<string, unknown>
  const areTexts = [input, configuration, stream].every((text) => typeof text === 'string')
  return areTexts ? ({ input, configuration, stream } as Shared) : undefined
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0))
}
