import type { ErasureStatus } from '../../../spec/appsflyer/erasure/opendsr'

/** One request as AppsFlyer keeps it. */
export interface KeptRequest {
  readonly id: string
  readonly appId: string
  readonly receivedAtMs: number
  /** `type value`, each. */
  readonly identities: readonly string[]
  isCanceled: boolean
}

/** How long a request is pending here, and then in progress. AppsFlyer takes days; nobody who tries this out would wait. */
const pendingMs = 10_000
const inProgressMs = 20_000

/** So many requests are kept; then it begins anew. */
const mostKept = 100_000

/** What was asked of one resource: the stub and the real one know nothing of each other. */
export class RequestsBook {
  readonly #requests = new Map<string, KeptRequest>()
  /** The newest request for each identity of each app. */
  readonly #newest = new Map<string, KeptRequest>()
  readonly #batches = new Map<string, readonly string[]>()

  find(id: string): KeptRequest | undefined {
    return this.#requests.get(id.toLowerCase())
  }

  batch(batchId: string): readonly KeptRequest[] | undefined {
    return this.#batches.get(batchId)?.flatMap((id) => this.find(id) ?? [])
  }

  add(request: KeptRequest): void {
    if (this.#requests.size >= mostKept) {
      this.#requests.clear()
      this.#newest.clear()
      this.#batches.clear()
    }
    this.#requests.set(request.id.toLowerCase(), request)
    for (const identity of request.identities) this.#newest.set(`${request.appId} ${identity}`, request)
  }

  addBatch(batchId: string, ids: readonly string[]): void {
    this.#batches.set(batchId, ids)
  }

  /** Whether one of these identities of an app is in a request that is not completed. */
  isOpen(appId: string, identities: readonly string[], nowMs: number): boolean {
    return identities.some((identity) => {
      const request = this.#newest.get(`${appId} ${identity}`)
      return request !== undefined && ['pending', 'in-progress'].includes(statusAt(request, nowMs))
    })
  }
}

export function statusAt({ receivedAtMs, isCanceled }: KeptRequest, nowMs: number): ErasureStatus {
  if (isCanceled) return 'canceled'
  const ageMs = nowMs - receivedAtMs
  if (ageMs < pendingMs) return 'pending'
  return ageMs < pendingMs + inProgressMs ? 'in-progress' : 'completed'
}

export function completesAt({ receivedAtMs }: KeptRequest): string {
  return new Date(receivedAtMs + pendingMs + inProgressMs).toISOString()
}
