import { type Logger, RetryableError } from '@segment/actions-core'

/**
 * What becomes of an exception that nobody foresaw, a bug of ours: an error that Segment tries again (500), since the next
 * release may send what this one cannot. Its message, and the line in Segment's log, say where it happened and nothing of
 * the thrown value's own text, which may repeat the event.
 */
export function unexpectedError(thrown: unknown, logger: Logger | undefined): RetryableError {
  const message = `The destination failed by a bug of its own (${describeThrown(thrown)}). Segment tries again; please report it.`
  try {
    logger?.error(`AppsFlyer: ${message}`)
  } catch {
    // A log that fails must not decide what becomes of the event.
  }
  return new RetryableError(message, 500)
}

const kinds = [TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError, Error]

/** The kind of a thrown value and the place in our code: "TypeError at destination/deliver.ts:12:3". */
export function describeThrown(thrown: unknown): string {
  try {
    const kind = kinds.find((candidate) => thrown instanceof candidate)?.name
    const place = thrown instanceof Error ? ownPlace(thrown) : undefined
    return `${kind ?? 'no Error'}${place === undefined ? '' : ` at ${place}`}`
  } catch {
    return 'unknown'
  }
}

/** The folder that holds ours: with what is below it, the frames of our code begin. */
const root = __dirname.slice(0, Math.max(__dirname.lastIndexOf('/'), __dirname.lastIndexOf('\\')) + 1)
const place = /^[\w.\\/-]{1,100}:\d{1,7}:\d{1,7}(?=\)?$)/

/**
 * The innermost frame of our own code. The message stands before the frames, and is cut off, since it may look like one;
 * where it is not there, nothing says what is a frame.
 */
function ownPlace({ stack = '', message }: Error): string | undefined {
  const start = stack.indexOf(message)
  if (start < 0) return undefined
  for (const line of stack.slice(start + message.length).split('\n')) {
    const from = line.indexOf(root)
    if (!line.startsWith('    at ') || from < 0 || line.includes('node_modules', from)) continue
    const found = place.exec(line.slice(from + root.length))?.[0]
    if (found !== undefined) return found
  }
  return undefined
}
