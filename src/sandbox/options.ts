import type { WhichInstalls } from './raw-data/installs'
import type { AccountRefusal } from './raw-data/pull-api'
import type { PullQuota } from './raw-data/pull-quota'

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
  /** The API token V2 of the account, for raw data and erasures; without it every one that is not empty is good. */
  readonly apiToken?: string
  /** Apps answered with 403. */
  readonly blockedAppIds?: readonly string[]
  /** The IANA time zones of web apps, by app id; UTC for the others. They decide until when an event is on time. */
  readonly timeZones?: Readonly<Record<string, string>>
  /** How many requests the inbox keeps; 100,000 by default. Counts cover all requests. */
  readonly keptRequests?: number
  /** How many bytes the inbox keeps, of bodies, headers and paths; 256 MiB by default. */
  readonly keptBytes?: number
  /**
   * Which installs are organic: a share from 0 to 1 (decided by the id, the same in every run), or their AppsFlyer ids.
   * 0.2 by default. Their events stand in the organic raw data.
   */
  readonly organic?: WhichInstalls
  /**
   * Which installs a re-engagement has brought back, as a share or as ids; 0.1 by default. Their events stand in the
   * non-organic raw data and in that of retargeting.
   */
  readonly retargeting?: WhichInstalls
  /** How many reports the Pull API gives in a day, UTC; any number by default. */
  readonly pullQuota?: PullQuota
  /** Refuses every report: raw data is not in the account's plan, or the account is suspended. */
  readonly pullRefusal?: AccountRefusal
  /** The folder for Data Locker's files, which are written when they are asked for and when the sandbox closes. */
  readonly dataLockerFolder?: string
  /** The built page (tools/build-page.mjs); the package's own by default. */
  readonly pageFolder?: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** 0 to 1, for faults with a probability. */
  readonly random?: () => number
  /** For faults with a latency; it ends early when the signal is aborted. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<void>
}
