import type { EventRequest } from '../../core/domain/request'
import { type KeyProof, proofOfAnswer, proofOfFailure } from '../outcome/key-proof'
import type { Receiver } from '../transport/transport'
import type { Dependencies } from './dependencies'

/** A refusal is asked about once more after this pause: one alone may be a lapse of the service. */
const secondAskMs = 1_000

/** A question that gets no answer so long is unclear: the records tell more. */
const longestAskMs = 10_000

/** Whom a proof tells of its requests, and what ends it early. */
export interface ProofOwner {
  onAsk(): void
  readonly isStopping: boolean
}

/** Asks whether AppsFlyer knows a key; `probe` is a request that it cannot record. Never rejects. */
export function proveKey(
  probe: EventRequest,
  { transport, after }: Dependencies,
  owner: ProofOwner,
): Promise<KeyProof> {
  let requests = 0
  return new Promise((resolve) => {
    const ask = (isLast: boolean) => {
      const end = (proof: Omit<KeyProof, 'requests'>, sent: boolean) => {
        if (sent) requests += 1
        if (proof.verdict === 'refused' && !isLast) after(secondAskMs, () => ask(true))
        else resolve({ ...proof, requests })
      }
      if (owner.isStopping) {
        resolve({ verdict: 'unclear', requests })
        return
      }
      owner.onAsk()
      const receiver: Receiver = {
        onAnswer: (status, text, _, form) => end(proofOfAnswer(probe, status, text, form), true),
        onFailure: (failure, sent) => end(proofOfFailure(failure, sent), sent),
      }
      transport.send(probe, receiver, longestAskMs)
    }
    ask(false)
  })
}
