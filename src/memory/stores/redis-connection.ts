import { MemoryError } from '../store'
import { failureOf, isBroken } from './redis-failures'

/** How long a server may take to answer, and to be connected to. */
export const timeoutMs = 10_000

/** As much of a client as is used here. */
export interface Client {
  readonly isReady: boolean
  connect(): Promise<unknown>
  sendCommand(args: readonly string[]): Promise<unknown>
  multi(): { addCommand(args: readonly string[]): unknown; exec(): Promise<unknown> }
  watch(keys: readonly string[]): Promise<unknown>
  destroy(): void
  on(event: 'error', listener: () => void): unknown
}
/** Not connected yet. */
export type NewClient = () => Client

/** One connection, made when it is needed and again when it broke. */
export class Connection {
  private readonly newClient: NewClient
  private readonly server: string
  private client: Promise<Client> | undefined
  /** The same, once it is connected. */
  private open: Client | undefined
  private closed = false

  constructor(newClient: NewClient, server: string) {
    this.newClient = newClient
    this.server = server
  }

  /** Runs it, and again on another connection when this one broke before `ended` was called. */
  async use<Result>(run: (client: Client, ended: () => void) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      let again = tries === 1
      try {
        return await this.onClient((client) =>
          run(client, () => {
            again = false
          }),
        )
      } catch (error) {
        if (!again || !isBroken(error)) throw failureOf(this.server, error)
      }
    }
  }

  close(): void {
    this.closed = true
    this.drop(this.client)
  }

  private async onClient<Result>(run: (client: Client) => Promise<Result>): Promise<Result> {
    if (this.closed) throw new MemoryError(`The connection to ${this.server} is closed.`)
    const mine = this.live()
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MemoryError(`${this.server} did not answer within 10 seconds.`)), timeoutMs)
    })
    try {
      return await Promise.race([mine.then(run), tooLong])
    } catch (error) {
      if (isBroken(error) || error instanceof MemoryError || this.open?.isReady !== true) this.drop(mine)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** The connection; another where it was found to be broken. */
  private live(): Promise<Client> {
    if (this.open !== undefined && !this.open.isReady) this.drop(this.client)
    this.client ??= this.connect()
    return this.client
  }

  private async connect(): Promise<Client> {
    const client = this.newClient()
    // What it says stands in the errors of its commands, too.
    client.on('error', () => undefined)
    await client.connect()
    this.open = client
    return client
  }

  private drop(client: Promise<Client> | undefined): void {
    if (this.client === client) {
      this.client = undefined
      this.open = undefined
    }
    client?.then(
      (open) => open.isReady && open.destroy(),
      () => undefined,
    )
  }
}
