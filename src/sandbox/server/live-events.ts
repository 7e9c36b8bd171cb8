import type { ServerResponse } from 'node:http'
import { type ArrivalRow, toRow } from '../inbox/arrival'
import type { Inbox, Summary } from '../inbox/inbox'

/** What a follower of the inbox is told, at most once in `intervalMs`, however much arrives. */
interface LiveUpdate {
  readonly summary: Summary
  /** The newest arrivals since the last update, newest first, `mostRows` at most. */
  readonly requests: readonly ArrivalRow[]
}

const intervalMs = 250
const mostRows = 50
const mostFollowers = 32
/** A comment line, so that proxies and browsers do not take a quiet connection for a dead one. */
const heartbeatMs = 15_000

/** Server-sent events: an `update` for everybody who follows, coalesced, and skipped for who reads too slowly. */
export class LiveEvents {
  readonly #inbox: Inbox
  readonly #followers = new Set<ServerResponse>()
  readonly #stopListening: () => void
  readonly #heartbeat: NodeJS.Timeout
  #pending: NodeJS.Timeout | undefined
  #toldUntil = 0

  constructor(inbox: Inbox) {
    this.#inbox = inbox
    this.#stopListening = inbox.onChange(() => this.#schedule())
    this.#heartbeat = setInterval(() => this.#send(': still here\n\n'), heartbeatMs).unref()
  }

  /** Takes over a response; false when there are too many followers. The first update comes at once. */
  follow(response: ServerResponse): boolean {
    if (this.#followers.size >= mostFollowers) return false
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    response.write(`retry: 1000\n\n${toEvent({ summary: this.#inbox.summary(), requests: [] })}`)
    if (this.#followers.size === 0) this.#toldUntil = this.#inbox.summary().newestId ?? 0
    this.#followers.add(response)
    response.on('close', () => this.#followers.delete(response))
    return true
  }

  close(): void {
    this.#stopListening()
    clearInterval(this.#heartbeat)
    clearTimeout(this.#pending)
    for (const follower of this.#followers) follower.end()
  }

  #schedule(): void {
    if (this.#followers.size === 0 || this.#pending !== undefined) return
    this.#pending = setTimeout(() => {
      this.#pending = undefined
      this.#update()
    }, intervalMs)
  }

  #update(): void {
    const summary = this.#inbox.summary()
    const newest = this.#inbox.page({ filter: {}, limit: mostRows }).arrivals
    const requests = newest
      .filter(({ id }) => id > this.#toldUntil)
      .map((one) => toRow(one, this.#inbox.attemptsOf(one)))
    this.#toldUntil = summary.newestId ?? this.#toldUntil
    this.#send(toEvent({ summary, requests }))
  }

  #send(text: string): void {
    for (const follower of this.#followers) if (!follower.writableNeedDrain) follower.write(text)
  }
}

function toEvent(update: LiveUpdate): string {
  return `event: update\ndata: ${JSON.stringify(update)}\n\n`
}
