import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { type CredentialPorts, type Credentials, keepCredentials, NoCredentials, stamp } from './aws-credentials'
import { errorCode } from './error-code'
import { beginningOf, type FetchedAnswer } from './response-beginning'
import type { Bucket } from './s3-address'
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
export interface OpenBucket {
  readonly bucket: Bucket
  readonly kept: Kept
  readonly credentials: () => Promise<Credentials>
  readonly ports: S3Ports
}

export function openBucket(bucket: Bucket, kept: Kept, ports: S3Ports): OpenBucket {
  return { bucket, kept, credentials: keepCredentials(bucket, ports), ports }
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  readonly url: string
  readonly bytes?: Buffer
}

/** Why a server did not do as asked. */
export interface Refused {
  readonly reason: string
  /** Whether another try may not meet it. */
  readonly mayPass: boolean
}

/** Together at most some 15 s of pauses: the sync waits, and no state goes out meanwhile. */
const attempts = 6
const firstPauseMs = 250
const longestPauseMs = 8_000
/** A batch is at most some MB; a server that takes longer is as good as gone. */
const answerTimeoutMs = 60_000
/** Enough for S3's error document. */
export const readBytes = 4_096

/**
 * What `read` makes of the answer to a call; what may pass is tried again. Rejects with a StorageError: `doing` says in it
 * what could not be done.
 */
export async function callS3<Result>(
  open: OpenBucket,
  doing: 'write' | 'read',
  call: Call,
  read: (response: FetchedAnswer) => Promise<Result | Refused>,
): Promise<Result> {
  const { ports } = open
  let reason = ''
  const endsAtMs = ports.now() + ports.patienceMs
  let attempt = 0
  while (attempt < attempts && (attempt === 0 || ports.now() < endsAtMs)) {
    attempt += 1
    if (ports.stop?.aborted) throw failed(open, doing, 'stopped', 'transient_error')
    const answer = await askOnce(open, call).then(read).catch(failureOf)
    if (!isRefused(answer)) return answer
    reason = answer.reason
    if (!answer.mayPass) throw failed(open, doing, reason, 'config_error')
    if (attempt < attempts) await ports.sleep(pauseMs(attempt, ports.random))
  }
  throw failed(open, doing, attempt === 1 ? reason : `${reason}, ${attempt} times`, 'transient_error')
}

/** One attempt. Rejects when there is no answer. */
export async function askOnce({ bucket, credentials, ports }: OpenBucket, call: Call): Promise<FetchedAnswer> {
  const { method, bytes } = call
  const body = new Uint8Array(bytes ?? Buffer.alloc(0))
  const { url, headers } = await new AwsV4Signer({
    method,
    url: call.url,
    headers: {
      ...(bytes && { 'content-type': 'application/gzip' }),
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
  return ports.fetch(url.href, { method, headers, signal, redirect: 'manual', ...(bytes && { body }) })
}

/** What an answer that is no success says. */
export async function refusalIn(response: FetchedAnswer): Promise<Refused> {
  const text = await beginningOf(response, readBytes)
  const code = /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(text)?.[1]
  const { status } = response
  const mayPass = status >= 500 || status === 307 || status === 408 || status === 429 || passingCodes.has(code ?? '')
  return { reason: code === undefined ? `status ${status}` : `status ${status}, ${code}`, mayPass }
}

/** Refusals with a status of 400 that another try may not meet (S3 API reference, error responses). */
const passingCodes: ReadonlySet<string> = new Set(['RequestTimeout', 'OperationAborted', 'BadDigest'])

/** Failures that last until somebody mends the proxy or its address. */
const configuredBadly: ReadonlySet<string> = new Set(['proxy_refused', 'proxy_authentication'])

/** No answer: the text of the error may hold the address, so only its code is told. */
function failureOf(error: unknown): Refused {
  if (error instanceof NoCredentials) return { reason: error.message, mayPass: error.mayPass }
  const isThing = typeof error === 'object' && error !== null
  const isTimeout = isThing && 'name' in error && error.name === 'TimeoutError'
  const code = isThing && 'cause' in error ? errorCode(error.cause) : undefined
  const mayPass = code === undefined || !configuredBadly.has(code)
  return { reason: `no answer (${isTimeout ? 'timeout' : (code ?? 'connection failed')})`, mayPass }
}

function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'mayPass' in answer
}

function pauseMs(attempt: number, random: () => number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2)
}

function failed(
  { bucket, kept }: OpenBucket,
  doing: 'write' | 'read',
  reason: string,
  failureType: StorageError['failureType'],
): StorageError {
  const place = `${doing === 'write' ? 'to' : 'from'} the bucket ${bucket.s3_bucket_name}`
  const may = doing === 'write' ? 'put objects' : 'list and get objects'
  return new StorageError(
    `Cannot ${doing} ${kept.what} ${place} (${reason}). Check ${kept.setting}: bucket, region, endpoint, keys or role, and that they may ${may}.`,
    failureType,
  )
}
