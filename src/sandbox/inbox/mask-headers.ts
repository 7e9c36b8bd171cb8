import type { IncomingHttpHeaders } from 'node:http'

const secretName = /auth|key|token|secret|cookie|credential|password/i

/** The headers to keep: whatever could carry a key is replaced by dots, so that the inbox can be shown and exported. */
export function maskHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    kept[name] = secretName.test(name) ? '••••' : String(value)
  }
  return kept
}
