import type { Meaning } from '../../../spec/appsflyer/answers/response-rules'

/** What it means that an attempt brought no answer. */
export interface FailureRule {
  readonly means: Extract<Meaning, 'transient' | 'rejected' | 'misconfigured'>
  readonly advice: string
}

/** Every way an attempt can end without a whole answer. */
export const failureRules = {
  connection_refused: {
    means: 'transient',
    advice: 'Nothing listens at the configured address, or a firewall refuses.',
  },
  dns: { means: 'transient', advice: 'The host name cannot be resolved: check the configured endpoint and the DNS.' },
  tls: { means: 'transient', advice: 'No TLS connection came about: the server must speak TLS 1.2 or above.' },
  tls_certificate: {
    means: 'misconfigured',
    advice:
      "The server's certificate is not trusted: check the configured endpoint, and give the CA of an intercepting proxy in NODE_EXTRA_CA_CERTS.",
  },
  proxy: {
    means: 'transient',
    advice: 'The proxy of the environment (HTTPS_PROXY, HTTP_PROXY) could not be reached, or opened no connection.',
  },
  proxy_refused: {
    means: 'misconfigured',
    advice:
      'The proxy of the environment (HTTPS_PROXY, HTTP_PROXY) refuses connections to this host: let it pass there, or name the host in NO_PROXY.',
  },
  proxy_authentication: {
    means: 'misconfigured',
    advice:
      'The proxy of the environment asks for credentials: put them into its address, http://user:password@host:port.',
  },
  timeout_connect: { means: 'transient', advice: 'No connection came about in time.' },
  timeout_headers: { means: 'transient', advice: 'The server took the request and did not answer in time.' },
  timeout_body: { means: 'transient', advice: 'The server began to answer and did not end in time.' },
  reset: { means: 'transient', advice: 'The connection broke before the answer was whole.' },
  unreadable_answer: {
    means: 'transient',
    advice: 'The answer was not HTTP/1.1: check the configured endpoint or proxy.',
  },
  network: { means: 'transient', advice: 'The network failed.' },
  aborted: { means: 'transient', advice: 'The work was stopped before the server had answered.' },
  invalid_request: {
    means: 'rejected',
    advice: 'The request could not be written as HTTP: this is a bug of the connector; please report it.',
  },
} as const satisfies Record<string, FailureRule>

export type FailureCode = keyof typeof failureRules
