import type { Meaning } from '../../../spec/appsflyer/answers/response-rules'

interface OwnEnding {
  readonly means: Extract<Meaning, 'transient' | 'rejected'>
  readonly advice: string
}

/** The ways a request ends that neither an answer nor a broken connection says: those of the engine. */
export const ownEndings = {
  poison: {
    means: 'rejected',
    advice: 'The record failed again and again while others passed. Its message has the last failure.',
  },
  stopped: { means: 'transient', advice: 'The work was stopped before this was sent.' },
  server_down: {
    means: 'transient',
    advice: 'The server failed every request for too long. Nothing is wrong with the records: send them again later.',
  },
} as const satisfies Record<string, OwnEnding>
