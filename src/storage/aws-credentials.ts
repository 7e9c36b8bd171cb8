import { AwsV4Signer } from 'aws4fetch'
import { beginningOf, type FetchedAnswer } from './response-beginning'
import type { Bucket } from './s3-address'

/** What a request to AWS is signed with. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Milliseconds since 1970; undefined for keys that do not end. */
  readonly expiresAtMs?: number
}

/** As much of `fetch` as AWS needs. */
type Fetch = (
  url: string,
  init: {
    readonly method?: string
    readonly headers?: Headers | Record<string, string>
    readonly signal?: AbortSignal
    readonly redirect?: 'manual'
    readonly body?: Uint8Array<ArrayBuffer> | string
  },
) => Promise<FetchedAnswer>

export interface CredentialPorts {
  readonly fetch: Fetch
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => Promise<string>
}

/** There are no credentials; the message is for the user and holds none. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials'

  constructor(
    message: string,
    /** Whether another try may get some. */
    readonly mayPass: boolean,
  ) {
    super(message)
  }
}

/** New ones are asked for this long before the old ones end. */
const renewBeforeMs = 300_000
const answerTimeoutMs = 5_000
/** Credentials with a long session token are a few thousand bytes. */
const readBytes = 65_536

/**
 * The credentials for a bucket, kept until they are about to end. The keys of the configuration come first, else those
 * of the machine in the order of AWS's own tools: environment, web identity (EKS), container (ECS, EKS), instance
 * profile (EC2). With `role_arn` these take that role on.
 */
export function keepCredentials(bucket: Bucket, ports: CredentialPorts): () => Promise<Credentials> {
  let kept: Credentials | undefined
  return async () => {
    if (kept === undefined || (kept.expiresAtMs ?? Number.POSITIVE_INFINITY) - renewBeforeMs < ports.now()) {
      const own = await ownCredentials(bucket, ports)
      kept = bucket.role_arn === undefined ? own : await assumeRole(bucket.role_arn, own, bucket, ports)
    }
    return kept
  }
}

async function ownCredentials(bucket: Bucket, ports: CredentialPorts): Promise<Credentials> {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = bucket
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey }
  const found =
    ofEnvironment(ports) ??
    (await ofWebIdentity(bucket, ports)) ??
    (await ofContainer(ports)) ??
    (await ofInstance(ports))
  if (found !== undefined) return found
  throw new NoCredentials('no credentials: neither keys in the configuration nor a role of the machine', false)
}

function ofEnvironment({ env }: CredentialPorts): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env
  if (!accessKeyId || !secretAccessKey) return undefined
  return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) }
}

/** Kubernetes gives the pod a token for a role (EKS, IAM roles for service accounts). */
async function ofWebIdentity(bucket: Bucket, ports: CredentialPorts): Promise<Credentials | undefined> {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role } = ports.env
  if (!file || !role) return undefined
  const token = await ports.readFile(file).catch(() => {
    throw new NoCredentials('the file of AWS_WEB_IDENTITY_TOKEN_FILE cannot be read', false)
  })
  const call = { Action: 'AssumeRoleWithWebIdentity', RoleArn: role, WebIdentityToken: token.trim() }
  return fromSts(call, bucket, ports)
}

/** The address that ECS and EKS Pod Identity give to a container (AWS SDKs, container credential provider). */
async function ofContainer({ env, ...ports }: CredentialPorts): Promise<Credentials | undefined> {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  const url = relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  if (!url) return undefined
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
  const token = file ? (await ports.readFile(file).catch(() => '')).trim() : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
  return fromJson(await ask(ports.fetch, 'the container', url, token ? { headers: { authorization: token } } : {}))
}

/** The instance profile of an EC2 machine (IMDSv2). A machine that is none does not answer. */
async function ofInstance({ env, fetch }: CredentialPorts): Promise<Credentials | undefined> {
  if (env['AWS_EC2_METADATA_DISABLED'] === 'true') return undefined
  const base = (env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || 'http://169.254.169.254').replace(/(?<!\/)\/+$/, '')
  const path = `${base}/latest/meta-data/iam/security-credentials/`
  try {
    const life = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' }
    const token = await ask(fetch, 'the instance', `${base}/latest/api/token`, { method: 'PUT', headers: life })
    const init = { headers: { 'x-aws-ec2-metadata-token': token } }
    const [role = ''] = (await ask(fetch, 'the instance', path, init)).split('\n')
    return fromJson(await ask(fetch, 'the instance', path + encodeURIComponent(role.trim()), init))
  } catch (error) {
    if (error instanceof NoCredentials) return undefined
    throw error
  }
}

/** Another role in the place of the credentials (AWS STS, AssumeRole). */
async function assumeRole(
  role: string,
  own: Credentials,
  bucket: Bucket,
  ports: CredentialPorts,
): Promise<Credentials> {
  const externalId = ports.env['AWS_ASSUME_ROLE_EXTERNAL_ID']
  return fromSts(
    { Action: 'AssumeRole', RoleArn: role, ...(externalId && { ExternalId: externalId }) },
    bucket,
    ports,
    own,
  )
}

async function fromSts(
  call: Readonly<Record<string, string>>,
  { s3_bucket_region: region }: Bucket,
  { env, fetch, now }: CredentialPorts,
  signer?: Credentials,
): Promise<Credentials> {
  const host = `https://sts.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`
  const url = `${env['AWS_ENDPOINT_URL_STS'] || host}/`
  const body = `${new URLSearchParams({ ...call, RoleSessionName: 'appsflyer-destination', Version: '2011-06-15' })}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const signed =
    signer === undefined
      ? { headers }
      : await new AwsV4Signer({
          method: 'POST',
          url,
          headers,
          body,
          ...signer,
          service: 'sts',
          region,
          datetime: stamp(now()),
        }).sign()
  const text = await ask(fetch, 'AWS STS', url, { method: 'POST', headers: signed.headers, body })
  const read = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1]
  return complete(read('AccessKeyId'), read('SecretAccessKey'), read('SessionToken'), read('Expiration'), 'AWS STS')
}

/** yyyyMMddTHHmmssZ, as signatures have it. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function fromJson(text: string): Credentials {
  const found = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1]
  return complete(found('AccessKeyId'), found('SecretAccessKey'), found('Token'), found('Expiration'), 'the machine')
}

function complete(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
  expiration: string | undefined,
  whose: string,
): Credentials {
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new NoCredentials(`${whose} answered without credentials`, false)
  }
  const expiresAtMs = Date.parse(expiration ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(Number.isFinite(expiresAtMs) && { expiresAtMs }),
  }
}

async function ask(send: Fetch, whom: string, url: string, init: Parameters<Fetch>[1]): Promise<string> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const response = await send(url, { ...init, signal, redirect: 'manual' }).catch(() => {
    throw new NoCredentials(`no credentials: ${whom} does not answer`, true)
  })
  const text = await beginningOf(response, readBytes)
  if (response.ok) return text
  const code = /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(text)?.[1]
  const reason = code === undefined ? `status ${response.status}` : `status ${response.status}, ${code}`
  throw new NoCredentials(`no credentials from ${whom} (${reason})`, response.status >= 500 || response.status === 429)
}
