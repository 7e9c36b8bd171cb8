import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { type CredentialPorts, type Credentials, keepCredentials, NoCredentials, stamp } from './aws-credentials'
import type { Put } from './batches'
import { errorCode } from './error-code'
import { beginningOf, type FetchedAnswer } from './response-beginning'
import { type Bucket, objectUrl } from './s3-address'
import { type Kept, StorageError } from './storage-error'

export interface S3Ports extends CredentialPorts {
  readonly sleep: (delayMs: number) => Promise<void>
  /** At least 0, below 1. */
  readonly random: () => number
  /** How long an object may take, all attempts together. */
  readonly patienceMs: number
  /** Ends every attempt. */
  readonly stop?: AbortSignal
}

/** A bucket, what is kept there, and what its requests are signed with. */
interface Open {
  readonly bucket: Bucket
  readonly kept: Kept
  readonly credentials: () => Promise<Credentials>
}

/** Together at most some 15 s of pauses: the sync waits, and no state goes out meanwhile. */
const attempts = 6
const firstPauseMs = 250
const longestPauseMs = 8_000
/** A batch is at most some MB; a server that takes longer is as good as gone. */
const answerTimeoutMs = 60_000
/** Enough for S3's error document. */
const readBytes = 4_096

/** Keeps batches as objects of the bucket; what may pass is tried again. */
export function putS3(bucket: Bucket, kept: Kept, ports: S3Ports): Put {
  const open = { bucket, kept, credentials: keepCredentials(bucket, ports) }
  return async (name, bytes) => {
    await send(open, ports, 'PUT', name, bytes)
  }
}

/** Takes an object away again; whether that works does not matter. */
export async function deleteS3(bucket: Bucket, kept: Kept, ports: S3Ports, name: string): Promise<void> {
  const open = { bucket, kept, credentials: keepCredentials(bucket, ports) }
  await ask(open, ports, 'DELETE', name).catch(() => undefined)
}

async function send(open: Open, ports: S3Ports, method: 'PUT', name: string, bytes: Buffer): Promise<void> {
  let reason = ''
  const endsAtMs = ports.now() + ports.patienceMs
  let attempt = 0
  while (attempt < attempts && (attempt === 0 || ports.now() < endsAtMs)) {
    attempt += 1
    if (ports.stop?.aborted) throw failed(open, 'stopped', 'transient_error')
    const answer = await ask(open, ports, method, name, bytes).catch(failureOf)
    if (answer === undefined) return
    reason = answer.reason
    if (!answer.mayPass) throw failed(open, reason, 'config_error')
    if (attempt < attempts) await ports.sleep(pauseMs(attempt, ports.random))
  }
  throw failed(open, attempt === 1 ? reason : `${reason}, ${attempt} times`, 'transient_error')
}

interface Refused {
  readonly reason: string
  readonly mayPass: boolean
}

/** Undefined when the server did as asked. Rejects when there is no answer. */
async function ask(
  { bucket, credentials }: Open,
  ports: S3Ports,
  method: string,
  name: string,
  bytes?: Buffer,
): Promise<Refused | undefined> {
  const body = new Uint8Array(bytes ?? Buffer.alloc(0))
  const { url, headers } = await new AwsV4Signer({
    method,
    url: objectUrl(bucket, name),
    headers: {
      'content-type': 'application/gzip',
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    },
    ...(await credentials()),
    service: 's3',
    region: bucket.s3_bucket_region,
    datetime: stamp(ports.now()),
    // Content-Type is part of the signature only so.
    allHeaders: true,
  }).sign()
  const timeout = AbortSignal.timeout(Math.min(answerTimeoutMs, ports.patienceMs))
  const signal = ports.stop === undefined ? timeout : AbortSignal.any([timeout, ports.stop])
  // The signature is for this host alone, so a redirect is an answer.
  const init = { method, headers, signal, redirect: 'manual' as const, ...(method === 'PUT' && { body }) }
  const response = await ports.fetch(url.href, init)
  const text = await beginningOf(response, readBytes)
  if (response.ok) return method === 'PUT' && !isKept(response, text) ? answeredByAnother(response.status) : undefined
  const code = /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(text)?.[1]
  const { status } = response
  const mayPass = status >= 500 || status === 307 || status === 408 || status === 429 || passingCodes.has(code ?? '')
  return { reason: code === undefined ? `status ${status}` : `status ${status}, ${code}`, mayPass }
}

/** Storage that has kept an object says so with its ETag, and with nothing else (S3 API reference, PutObject). */
function isKept({ headers }: FetchedAnswer, text: string): boolean {
  return headers.has('etag') && text.trim() === ''
}

/** A web server that says yes to everything has kept nothing: the records would be lost. */
function answeredByAnother(status: number): Refused {
  return { reason: `status ${status}, as storage does not answer: without an ETag, or with a text`, mayPass: false }
}

/** Refusals with a status of 400 that another try may not meet (S3 API reference, error responses). */
const passingCodes: ReadonlySet<string> = new Set(['RequestTimeout', 'OperationAborted', 'BadDigest'])

/** Failures that last until somebody mends the proxy or its address. */
const configuredBadly: ReadonlySet<string> = new Set(['proxy_refused', 'proxy_authentication'])

/** No answer: the text of the error may hold the address, so only its code is told. */
function failureOf(error: unknown): Refused {
  if (error instanceof NoCredentials) return { reason: error.message, mayPass: error.mayPass }
  const isObject = typeof error === 'object' && error !== null
  const isTimeout = isObject && 'name' in error && error.name === 'TimeoutError'
  const code = isObject && 'cause' in error ? errorCode(error.cause) : undefined
  const mayPass = code === undefined || !configuredBadly.has(code)
  return { reason: `no answer (${isTimeout ? 'timeout' : (code ?? 'connection failed')})`, mayPass }
}

function pauseMs(attempt: number, random: () => number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2)
}

function failed({ bucket, kept }: Open, reason: string, failureType: StorageError['failureType']): StorageError {
  return new StorageError(
    `Cannot write ${kept.what} to the bucket ${bucket.s3_bucket_name} (${reason}). Check ${kept.setting}: bucket, region, endpoint, keys or role, and that they may put objects.`,
    failureType,
  )
}
