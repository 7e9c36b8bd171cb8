import { MemoryError } from '../store'

/** A server as a message names it: its host, never the user or the password beside it. */
export function serverName(kind: string, url: string, defaultPort: number): string {
  const { hostname, port, pathname, search, hash } = urlOf(kind, url)
  // An unescaped / ? or # ends the host early, so that a piece of the password may stand where the port is.
  if (`${pathname}${search}${hash}`.includes('@')) throw unreadable(kind)
  return `${kind} at ${hostname || 'localhost'}:${port || defaultPort}`
}

function urlOf(kind: string, url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw unreadable(kind)
  }
}

function unreadable(kind: string): MemoryError {
  return new MemoryError(
    `memory.url is no address of ${kind} that can be read. In a user or a password write @ : / ? # % as %40 %3A %2F %3F %23 %25.`,
    'config_error',
  )
}

/** What a driver's error says of itself; empty where it does not. */
export function codeOf(error: unknown): string {
  return textOf(error, 'code')
}
export function messageOf(error: unknown): string {
  return textOf(error, 'message')
}
export function nameOf(error: unknown): string {
  return textOf(error, 'name')
}

function textOf(error: unknown, member: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, member) : undefined
  return typeof value === 'string' ? value : ''
}

/** What went wrong on the way to a server; undefined when it was not the way. */
export function networkFailure(server: string, error: unknown): MemoryError | undefined {
  const code = codeOf(error)
  if (code === 'ENOTFOUND') return new MemoryError(`${server} has no such host: correct memory.url.`, 'config_error')
  if (code === 'EAI_AGAIN')
    return new MemoryError(`The name of the host of ${server} could not be looked up: try again.`)
  if (code === 'ECONNREFUSED') {
    return new MemoryError(
      `${server} does not answer: see whether it runs, and whether memory.url names its host and port.`,
    )
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') {
    return new MemoryError(
      `${server} shows a certificate that is not trusted here (${code}). Name its authority's file in NODE_EXTRA_CA_CERTS.`,
      'config_error',
    )
  }
  if (code === 'ETIMEDOUT') return new MemoryError(`${server} did not answer within 10 seconds.`)
  if (/^(ECONN|EPIPE|EHOST|ENET|ESOCKET)/.test(code))
    return new MemoryError(`The connection to ${server} broke (${code}).`)
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return new MemoryError(`${server} does not speak TLS there: correct memory.url.`, 'config_error')
  }
  return undefined
}
