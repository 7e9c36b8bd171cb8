import { rename, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { DeliverySnapshot } from '../../delivery/engine/counters'
import type { Every } from '../../run/timers'
import { describeFileError } from '../inputs/describe-file-error'
import { requireRegularFile } from '../inputs/kind-of-file'
import { Unusable } from '../unusable'
import { prometheusText } from './prometheus-text'

export interface MetricsOptions {
  readonly port?: number
  readonly path?: string
}

const fileIntervalMs = 10_000
const contentType = 'text/plain; version=0.0.4; charset=utf-8'

/** What the engine does, for Prometheus. `snapshot` is undefined as long as there is no engine. */
export type Snapshot = () => DeliverySnapshot | undefined

export interface Metrics {
  readonly port?: number
  /** Writes the file a last time and ends the server. */
  readonly close: () => Promise<void>
}

/** Serves metrics on loopback and writes them to a file, as asked for. Throws Unusable where that cannot be done. */
export async function startMetrics(options: MetricsOptions, snapshot: Snapshot, every: Every): Promise<Metrics> {
  const { path } = options
  if (path !== undefined)
    await requireRegularFile(
      path,
      'A file of metrics is replaced each time. Name a file with --metrics-file, or serve the metrics with --metrics-port.',
    )
  if (path !== undefined) await writeMetrics(path, snapshot)
  // A full disk is no reason to stop sending: the file is then old, which Prometheus can tell.
  const stopWriting = path === undefined ? () => {} : every(fileIntervalMs, () => void writeQuietly(path, snapshot))
  const server = options.port === undefined ? undefined : await listen(options.port, snapshot)
  const address = server?.address()
  return {
    ...(typeof address === 'object' && address !== null && { port: address.port }),
    close: async () => {
      stopWriting()
      if (path !== undefined) await writeQuietly(path, snapshot)
      server?.close()
      server?.closeAllConnections()
    },
  }
}

function listen(port: number, snapshot: Snapshot): Promise<Server> {
  const server = createServer((request, response) => {
    // A web page must not read it through a name of its own (DNS rebinding).
    const isOwn = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')
    const isKnown = request.url === '/metrics' && (request.method === 'GET' || request.method === 'HEAD')
    response.writeHead(isOwn ? (isKnown ? 200 : 404) : 421, { 'content-type': contentType })
    response.end(isOwn && isKnown ? textOf(snapshot) : '')
  })
  // It must not keep a finished command alive.
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Unusable(`Metrics cannot be served on port ${port} (${error.code}).`)),
    )
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function textOf(snapshot: Snapshot): string {
  const now = snapshot()
  return now === undefined ? '' : prometheusText(now)
}

/** A reader never sees half a file. */
async function writeMetrics(path: string, snapshot: Snapshot): Promise<void> {
  try {
    await writeFile(`${path}.tmp`, textOf(snapshot))
    await rename(`${path}.tmp`, path)
  } catch (error) {
    throw new Unusable(describeFileError(path, error))
  }
}

async function writeQuietly(path: string, snapshot: Snapshot): Promise<void> {
  await writeMetrics(path, snapshot).catch(() => {})
}
