import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { identityTypes, opendsr } from '../../../spec/appsflyer/erasure/opendsr'
import { erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import type { Arrival } from '../inbox/arrival'
import { jsonIn, readBody, type WholeBody } from '../server/read-body'
import { sendJson, sendText } from '../server/reply'
import { isObject, readRequest, type WellFormed, withMeta } from './judge-erasure'
import { erasureArrival } from './list-erasure'
import { completesAt, type KeptRequest, RequestsBook, statusAt } from './requests-book'

/** What the sandbox knows of accounts. */
export interface ErasureRules {
  /** The API token V2 that is good; undefined: every one that is not empty. */
  readonly apiToken: string | undefined
  /** Whether an app is in the account. */
  readonly knowsApp: (appId: string) => boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Lists a request in the inbox. */
  readonly keep: (arrivalWith: (id: number) => Arrival) => void
}

const maxBodyBytes = 2_097_152
/** The reference has no number. */
const mostInBatch = 1_000

interface Answer {
  readonly status: number
  /** A text is plain, anything else JSON. */
  readonly body: object | string
  /** How many requests were taken, AppsFlyer's codes for those that were not, and the body that named them. */
  readonly taken?: number
  readonly codes?: readonly string[]
  readonly asked?: WholeBody
}

const notFound: Answer = { status: 404, body: 'Not Found' }

/** AppsFlyer's OpenDSR API here: it erases nothing, and its requests go from pending to completed in half a minute. */
export class OpendsrDesk {
  readonly #rules: ErasureRules
  readonly #books = { opendsr_requests: new RequestsBook(), stub: new RequestsBook() }

  constructor(rules: ErasureRules) {
    this.#rules = rules
  }

  /** Whether a path is the desk's. */
  takes(path: string): boolean {
    return path.startsWith(opendsr.pathPrefix)
  }

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const answer = await this.#answerTo(request, path)
    if (answer === 'aborted') return
    if (isCreation(request, path)) this.#list(request, path, answer)
    if (typeof answer.body === 'string') sendText(response, answer.status, `${answer.body}\n`)
    else sendJson(response, answer.status, answer.body)
  }

  /** Who asks for a status, or takes a request back, is not listed. */
  #list(request: IncomingMessage, path: string, { status, body, taken = 0, codes = [], asked }: Answer): void {
    const told = {
      ...{ request, path, receivedAtMs: this.#rules.now(), body: asked, taken, codes, status },
      answer: typeof body === 'string' ? body : JSON.stringify(body),
      isStub: path.startsWith(`${opendsr.pathPrefix}stub`),
    }
    this.#rules.keep((id) => erasureArrival(told, id))
  }

  async #answerTo(request: IncomingMessage, path: string): Promise<Answer | 'aborted'> {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined || (this.#rules.apiToken !== undefined && token !== this.#rules.apiToken))
      return { status: 401, body: 'Unauthorized' }
    const { method = '' } = request
    const where = path.slice(opendsr.pathPrefix.length)
    if (method === 'GET' && /^(stub\/)?discovery$/.test(where)) return { status: 200, body: discovery }
    const [resource, first, second, ...rest] = where.split('/')
    if ((resource !== 'opendsr_requests' && resource !== 'stub') || rest.length > 0) return notFound
    const book = this.#books[resource]
    const isBatch = first === 'batch'
    if (method === 'POST' && second === undefined && (first === undefined || isBatch))
      return await this.#create(request, book, isBatch)
    if (method === 'GET' && isBatch && second !== undefined) return this.#batchStatus(book, second)
    if (first === undefined || second !== undefined) return notFound
    if (method === 'GET') return this.#status(book, first)
    return method === 'DELETE' ? this.#cancel(book, first) : { status: 405, body: 'Method Not Allowed' }
  }

  async #create(request: IncomingMessage, book: RequestsBook, isBatch: boolean): Promise<Answer | 'aborted'> {
    const body = await readBody(request, maxBodyBytes)
    if (body === 'aborted') return body
    if (body === 'too_large') return { status: 413, body: 'Payload Too Large' }
    return { ...this.#createFrom(request, body, book, isBatch), asked: body }
  }

  #createFrom(request: IncomingMessage, body: WholeBody, book: RequestsBook, isBatch: boolean): Answer {
    const refuse = isBatch ? refusedBare : refused
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse('e311')
    const text = body.text ?? ''
    const value = jsonIn(text)
    if (value === undefined) return refuse('e326')
    if (isBatch) return this.#createBatch(book, value, text)
    const read = this.#judge(value, book)
    if (typeof read === 'string') return refuse(read)
    return {
      status: opendsr.createdStatus,
      body: { ...this.#keep(read, book), encoded_request: encoded(text) },
      taken: 1,
    }
  }

  #createBatch(book: RequestsBook, value: unknown, text: string): Answer {
    if (!isObject(value) || !Array.isArray(value['requests'])) return refusedBare('e326')
    const requests: readonly unknown[] = value['requests'].map((one) => withMeta(one, value['meta']))
    if (requests.length > mostInBatch) return refusedBare('e414')
    const fault = faultOfBatch(requests)
    if (fault !== undefined) return refusedBare(fault)
    const responses: object[] = []
    const errors: object[] = []
    const codes: string[] = []
    const ids: string[] = []
    for (const one of requests) {
      const read = this.#judge(one, book)
      if (typeof read === 'string') {
        codes.push(read)
        errors.push({ subject_request_id: isObject(one) ? one['subject_request_id'] : undefined, error: refusal(read) })
        continue
      }
      ids.push(read.id)
      responses.push(this.#keep(read, book))
    }
    const batchId = randomUUID()
    book.addBatch(batchId, ids)
    const body = { batch_id: batchId, encoded_request: encoded(text), responses, errors }
    return { status: opendsr.createdStatus, body, taken: ids.length, codes }
  }

  /** A request that AppsFlyer would take, or its code for a refusal. */
  #judge(value: unknown, book: RequestsBook): WellFormed | string {
    const read = readRequest(value)
    if (typeof read === 'string') return read
    if (!this.#rules.knowsApp(read.appId)) return 'e411'
    if (book.find(read.id) !== undefined) return 'e213'
    return book.isOpen(read.appId, read.identities, this.#rules.now()) ? 'e215' : read
  }

  #keep(read: WellFormed, book: RequestsBook): object {
    const kept = { ...read, receivedAtMs: this.#rules.now(), isCanceled: false }
    book.add(kept)
    return {
      subject_request_id: read.id,
      original_request_id: read.id,
      received_time: new Date(kept.receivedAtMs).toISOString(),
      expected_completion_time: completesAt(kept),
      info: 'This is a sandbox: nobody is erased.',
    }
  }

  #status(book: RequestsBook, id: string): Answer {
    const kept = book.find(id)
    return kept === undefined ? refused('e214') : { status: 200, body: this.#told(kept) }
  }

  #batchStatus(book: RequestsBook, batchId: string): Answer {
    const kept = book.batch(batchId)
    return kept === undefined ? refusedBare('e214') : { status: 200, body: kept.map((one) => this.#told(one)) }
  }

  #cancel(book: RequestsBook, id: string): Answer {
    const kept = book.find(id)
    if (kept === undefined) return refusedBare('e214')
    if (statusAt(kept, this.#rules.now()) !== 'pending') return refusedBare('e211')
    kept.isCanceled = true
    return { status: 202, body: 'Accepted' }
  }

  #told(kept: KeptRequest): object {
    return {
      subject_request_id: kept.id,
      controller_id: 'sandbox',
      expected_completion_time: completesAt(kept),
      request_status: statusAt(kept, this.#rules.now()),
    }
  }
}

const discovery = {
  api_version: opendsr.apiVersion,
  supported_subject_request_types: 'access, portability, rectification, erasure',
  supported_identities: identityTypes.map((identity_type) => ({ identity_type, identity_format: 'raw' })),
  processor_certificate: `${opendsr.baseUrl}${opendsr.pathPrefix}certificate`,
}

function isCreation({ method }: IncomingMessage, path: string): boolean {
  return method === 'POST' && /^(opendsr_requests|stub)(\/batch)?$/.test(path.slice(opendsr.pathPrefix.length))
}

/** What makes AppsFlyer refuse a batch as a whole. */
function faultOfBatch(requests: readonly unknown[]): string | undefined {
  const read = requests.map(readRequest).filter((one) => typeof one !== 'string')
  const [first] = read
  if (read.some(({ appId }) => appId !== first?.appId)) return 'e417'
  if (new Set(read.map(({ id }) => id.toLowerCase())).size < read.length) return 'e415'
  const identities = read.flatMap((one) => one.identities)
  return new Set(identities).size < identities.length ? 'e416' : undefined
}

/** Single calls wrap what is wrong, batches and cancellations do not. */
function refused(code: string): Answer {
  return { status: 400, body: { error: refusal(code) }, codes: [code] }
}

function refusedBare(code: string): Answer {
  return { status: 400, body: refusal(code), codes: [code] }
}

function refusal(code: string): object {
  return { code: 400, message: erasureRefusals[code]?.advice ?? 'Refused', af_gdpr_code: code }
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64')
}
