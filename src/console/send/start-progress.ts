import { hostname } from 'node:os'
import { endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Configuration } from '../../../spec/configuration/configuration'
import { errorCode } from '../../airbyte/protocol/error-code'
import type { Events } from '../inputs/open-events'
import { headHash, type Input } from '../inputs/open-input'
import { showCount } from '../preview/show-findings'
import { Unusable } from '../unusable'
import type { Progress } from './progress-file'
import type { Range } from './settled-numbers'

/** What a progress file says of the input besides what is settled. */
export type Subject = Pick<Progress, 'input' | 'servers'>

/** What is about to be sent, and where. */
export function subjectOf({ input, format }: Events, configuration: Configuration): Subject {
  const { name, head, sizeBytes } = input
  return {
    input: {
      name,
      ...(sizeBytes !== undefined && { size_bytes: sizeBytes }),
      head_bytes: head.length,
      head_sha256: headHash(head, head.length),
      format: format.kind,
    },
    servers: Object.fromEntries(
      endpoints.map((endpoint) => {
        const { server, baseUrl } = contracts[endpoint]
        return [server, configuration.endpoints[server] ?? baseUrl]
      }),
    ),
  }
}

/** What the user wants to happen with the progress of an earlier send. */
export type Wish = 'resume' | 'restart' | 'none'

/** What an earlier send of this very input settled. Throws Unusable where going on would lose or repeat records. */
export function settledBefore(
  path: string,
  earlier: Progress | undefined,
  subject: Subject,
  input: Input,
  wish: Wish,
): readonly Range[] {
  if (earlier === undefined) return []
  if (isRunning(earlier)) {
    const { process: id } = earlier.running ?? {}
    throw new Unusable(
      `By ${path}, process ${id} is sending this already. If that process is something else, remove "running" from the file.`,
    )
  }
  if (wish === 'restart') return []
  if (wish === 'none') throw new Unusable(describeEarlier(path, earlier))
  requireSame(path, earlier, subject, input)
  return earlier.settled
}

function describeEarlier(path: string, { finished, settled, input }: Progress): string {
  const first = settled[0]
  const through = first?.[0] === 1 ? first[1] : 0
  const what = input.format === 'lines' ? 'line' : 'record'
  return finished
    ? `By ${path}, all of ${input.name} was sent already. --resume sends only what was added since; --restart sends everything again.`
    : `By ${path}, an earlier send of ${input.name} ended behind ${what} ${showCount(through)}. --resume goes on there; --restart sends everything again.`
}

function requireSame(path: string, earlier: Progress, { input, servers }: Subject, { head }: Input): void {
  const before = earlier.input
  const isSameHead = head.length >= before.head_bytes && headHash(head, before.head_bytes) === before.head_sha256
  const isShorter = (input.size_bytes ?? Number.POSITIVE_INFINITY) < (before.size_bytes ?? 0)
  if (!isSameHead || isShorter) {
    throw new Unusable(
      `${path} is of another input: ${isSameHead ? 'this one is shorter' : 'this one begins otherwise'}. Name another file with --progress, or use --restart.`,
    )
  }
  if (before.format !== input.format) {
    throw new Unusable(`${path} is of this input read as ${before.format}, now it is read as ${input.format}.`)
  }
  const changed = Object.keys(servers).find((server) => servers[server] !== earlier.servers[server])
  if (changed !== undefined) {
    throw new Unusable(
      `${path} is of a send to ${earlier.servers[changed]}, the configuration now says ${servers[changed]}. Use --restart to send everything there.`,
    )
  }
}

function isRunning({ running }: Progress): boolean {
  // In a container every process may have the same number as the one before: ours is no other.
  if (running === undefined || running.host !== hostname() || running.process === process.pid) return false
  try {
    process.kill(running.process, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
