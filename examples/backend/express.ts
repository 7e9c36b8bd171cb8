// In your project: import type { SendResult, Sender } from 'appsflyer-destination'
import type { Sender, SendResult } from '../../src'

/** What the handler needs of Express, 4 and 5 alike: Express itself is not needed to try it. */
interface Request {
  readonly body: unknown
}
interface Response {
  status(code: number): { end(): unknown }
}

/**
 * For `app.post('/orders', express.json(), orderHandler(sender, console.warn))`: answers the customer first, and sends then, so that
 * AppsFlyer's answer, or its silence, keeps nobody waiting. What waits here is lost when the process is killed: where an order must not
 * be, put it into a queue and send from there (queue-worker.ts).
 */
export function orderHandler(sender: Sender, warn: (message: string) => void) {
  return (request: Request, response: Response): void => {
    response.status(202).end()
    sender.send({ stream: 'orders', data: request.body }).then((result) => {
      if (result.outcome !== 'accepted') warn(describe(result))
    }, undefined)
  }
}

/** No value of the record is in it, so it may stand in a log. */
function describe({ outcome, code, message }: SendResult): string {
  return `An order is ${outcome} (${code}): ${message}`
}

/** For `process.once('SIGTERM', …)`: first no new requests, then what is on its way. */
export async function shutDown(server: { close(done: () => void): unknown }, sender: Sender): Promise<void> {
  await new Promise<void>((resolve) => server.close(resolve))
  await sender.close()
}
