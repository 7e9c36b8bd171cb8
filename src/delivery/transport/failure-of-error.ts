import type { FailureCode } from '../outcome/failure-rules'

const codes: ReadonlyMap<string, FailureCode> = new Map([
  ['ECONNREFUSED', 'connection_refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'reset'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout_connect'],
  ['ETIMEDOUT', 'timeout_connect'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout_headers'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout_body'],
  ['UND_ERR_HEADERS_OVERFLOW', 'unreadable_answer'],
  ['UND_ERR_INVALID_ARG', 'invalid_request'],
  ['UND_ERR_NOT_SUPPORTED', 'invalid_request'],
  // Of a tunnel that did not come about.
  ['proxy', 'proxy'],
  ['proxy_refused', 'proxy_refused'],
  ['proxy_authentication', 'proxy_authentication'],
  ['EPROTO', 'tls'],
])

/** OpenSSL's names for a certificate that cannot be trusted (Node.js, "X509 certificate error codes"). */
const certificatePattern = /CERT|ISSUER|VERIFY|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID/

/** Which failure an error of the socket, of TLS or of undici stands for. `sent`: the request was being written. */
export function failureOfError(error: unknown, sent: boolean): FailureCode {
  const code = property(error, 'code')
  const known = codes.get(code)
  // Once the request is under way, a timeout of the socket is one of waiting for the answer.
  if (known === 'timeout_connect' && sent) return 'timeout_headers'
  if (known !== undefined) return known
  if (certificatePattern.test(code)) return 'tls_certificate'
  if (/TLS|SSL/.test(code)) return 'tls'
  if (code.startsWith('HPE_')) return 'unreadable_answer'
  return 'network'
}

/** By its shape and not by `instanceof`: an error may come from another realm. */
function property(error: unknown, name: 'code'): string {
  if (typeof error !== 'object' || error === null) return ''
  return String(Object.getOwnPropertyDescriptor(error, name)?.value ?? '')
}
