/** An app the sandbox knows. */
export interface SandboxApp {
  readonly appId: string
  /** The key that is good for it: dev key or S2S token. List the app once for each of its keys. */
  readonly key: string
}

export interface SandboxOptions {
  /** 0 (the default): any free port. */
  readonly port?: number
  /** The address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** Host names that requests may be addressed to beside the loopback ones, such as the name of a container. */
  readonly allowedHosts?: readonly string[]
  /** The apps that exist. Without it every app exists and every key that is not empty is good. */
  readonly apps?: readonly SandboxApp[]
  /** Apps answered with 403. */
  readonly blockedAppIds?: readonly string[]
  /** The IANA time zones of web apps, by app id; UTC for the others. They decide until when an event is on time. */
  readonly timeZones?: Readonly<Record<string, string>>
  /** How many requests the inbox keeps; 100,000 by default. Counts cover all requests. */
  readonly keptRequests?: number
  /** How many bytes the inbox keeps, of bodies, headers and paths; 256 MiB by default. */
  readonly keptBytes?: number
  /** The built page (tools/build-page.mjs); the package's own by default. */
  readonly pageFolder?: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** 0 to 1, for faults with a probability. */
  readonly random?: () => number
  /** For faults with a latency; it ends early when the signal is aborted. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<void>
}
