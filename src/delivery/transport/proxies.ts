/** The variables of the environment that name proxies: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, lower case first. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Which proxy leads to a server; undefined where none does. */
export type ProxyFor = (server: {
  readonly protocol: string
  readonly hostname: string
  readonly port: number
}) => URL | undefined

/** A proxy's address in the environment cannot be used. The message does not repeat it: it may hold a password. */
export class ProxyAddressError extends Error {
  override readonly name = 'ProxyAddressError'

  constructor(variable: string) {
    super(`${variable} is not the address of a proxy: write it with its scheme, such as http://proxy.example.com:3128.`)
  }
}

/** Reads the proxies of the environment; undefined when it names none. Throws a ProxyAddressError. */
export function readProxies(environment: Environment): ProxyFor | undefined {
  const http = readProxy(environment, 'http_proxy')
  const https = readProxy(environment, 'https_proxy') ?? http
  if (http === undefined && https === undefined) return undefined
  const isPassedBy = readNoProxy(environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')
  return ({ protocol, hostname, port }) => {
    if (isPassedBy(hostname, port)) return undefined
    return protocol === 'https:' ? https : http
  }
}

function readProxy(environment: Environment, name: 'http_proxy' | 'https_proxy'): URL | undefined {
  const variable = [name, name.toUpperCase()].find((candidate) => environment[candidate]?.trim())
  if (variable === undefined) return undefined
  const text = environment[variable]?.trim() ?? ''
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new ProxyAddressError(variable)
  return new URL(text)
}

/**
 * NO_PROXY as curl and undici read it: hosts with their subdomains, separated by commas or spaces, a leading dot or `*.`
 * without meaning, perhaps with a port; `*` alone is every host.
 */
function readNoProxy(text: string): (hostname: string, port: number) => boolean {
  if (text.trim() === '*') return () => true
  const entries = text.split(/[,\s]+/).flatMap((entry) => {
    if (entry === '') return []
    const [, host = entry, port] = /^(.+):(\d+)$/.exec(entry) ?? []
    return [{ host: host.replace(/^\*?\./, '').toLowerCase(), port: port === undefined ? undefined : Number(port) }]
  })
  return (hostname, port) => {
    const name = hostname.toLowerCase()
    return entries.some(
      (entry) => (entry.port ?? port) === port && (name === entry.host || name.endsWith(`.${entry.host}`)),
    )
  }
}
