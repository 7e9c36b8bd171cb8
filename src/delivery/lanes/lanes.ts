import { opendsr } from '../../../spec/appsflyer/erasure/opendsr'
import type { Request } from '../../core/domain/request'
import type { DeliverySettings } from '../settings'
import { AppLane } from './app-lane'
import type { DeliveryTask } from './delivery-task'
import { ReadyApps } from './ready-apps'
import { ServerLane, type ServerSnapshot } from './server-lane'

/** URLs differ by endpoint and app only; more of them than this is unusual and just empties the cache. */
const maxCachedUrls = 10_000

const erasuresPerSecond = opendsr.requestsPerMinute / 60

/** Finds the app and the server of a request, and whose turn it is. */
export class Lanes {
  readonly servers: ServerLane[] = []
  readonly ready = new ReadyApps()
  private readonly settings: DeliverySettings
  private readonly apps: AppLane<DeliveryTask>[] = []
  private readonly byKey = new Map<string, AppLane<DeliveryTask>>()
  private readonly byUrl = new Map<string, AppLane<DeliveryTask>>()

  constructor(settings: DeliverySettings) {
    this.settings = settings
  }

  of(request: Request, nowMs: number): AppLane<DeliveryTask> {
    // All apps' erasures have one URL, and few of them are sent a second.
    if (request.endpoint === 'erasure') return this.find(request, nowMs)
    return this.byUrl.get(request.url) ?? this.find(request, nowMs)
  }

  /** A task to be sent for the first time. */
  addFresh(task: DeliveryTask): void {
    task.app.fresh.add(task)
    this.ready.add(task.app)
  }

  /** A task whose backoff is over. */
  addAgain(task: DeliveryTask): void {
    task.app.again.add(task)
    this.ready.add(task.app)
  }

  /** Each server as it stands. */
  snapshot(): readonly ServerSnapshot[] {
    return this.servers.map((server) => {
      const paces = this.apps.filter((app) => app.server === server).map(({ pace }) => pace.limitPerSecond)
      return server.snapshot(Math.min(...paces))
    })
  }

  private find(request: Request, nowMs: number): AppLane<DeliveryTask> {
    const isErasure = request.endpoint === 'erasure'
    const { origin } = new URL(request.url)
    // An API of its own, with its own key and rate, wherever it stands.
    const server = isErasure ? origin + opendsr.pathPrefix : origin
    const key = `${server} ${request.appId}`
    let app = this.byKey.get(key)
    if (app === undefined) {
      app = new AppLane<DeliveryTask>(this.serverAt(server, isErasure, nowMs), this.settings, nowMs)
      this.byKey.set(key, app)
      this.apps.push(app)
    }
    if (isErasure) return app
    if (this.byUrl.size >= maxCachedUrls) this.byUrl.clear()
    this.byUrl.set(request.url, app)
    return app
  }

  private serverAt(origin: string, isErasure: boolean, nowMs: number): ServerLane {
    let server = this.servers.find((known) => known.origin === origin)
    if (server === undefined) {
      server = new ServerLane(origin, this.settings, nowMs, isErasure ? erasuresPerSecond : undefined)
      this.servers.push(server)
    }
    return server
  }
}
