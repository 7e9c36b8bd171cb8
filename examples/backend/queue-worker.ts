// In your project: import type { Sender } from 'appsflyer-destination'
import type { Sender } from '../../src'

/** A message of any queue: SQS, Pub/Sub, RabbitMQ, a table. */
export interface Message {
  readonly body: string
  /** It is done, and must not come again. */
  ack(): Promise<void>
  /** It is to come again later. */
  retryLater(): Promise<void>
}

/**
 * Sends what comes out of a queue, and acknowledges each message when it is known what became of it: a crash in between brings it
 * again. `ready` keeps no more of them in memory than the sender is for. Resolves when the queue has ended and all is settled.
 */
export async function work(
  queue: AsyncIterable<Message>,
  sender: Sender,
  warn: (message: string) => void,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  for await (const message of queue) {
    await sender.ready()
    const handling = handle(message, sender, warn)
      // The queue did not take it: the message comes again by itself.
      .catch((error: unknown) => warn(`A message could not be acknowledged. ${String(error)}`))
      .finally(() => underWay.delete(handling))
    underWay.add(handling)
  }
  await sender.flush()
  await Promise.all(underWay)
}

async function handle(message: Message, sender: Sender, warn: (message: string) => void): Promise<void> {
  const result = await sender.send({ data: parse(message.body) })
  if (result.outcome === 'not_settled') {
    warn(`${result.code}: ${result.message}`)
    await message.retryLater()
    return
  }
  // Rejected is settled, too: it would be rejected again. `rejected_records` keeps it, with the reason.
  if (result.outcome === 'rejected') warn(`${result.code}: ${result.message}`)
  await message.ack()
}

/** A text that is no JSON is a rejected record, not an exception. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
