import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CredentialPorts, keepCredentials, NoCredentials } from '../../src/storage/aws-credentials'
import type { Bucket } from '../../src/storage/s3-address'
import { hasGoodSignature } from './verify-signature'

/** Whose credentials a bucket is written with: the documents of AWS say what each source answers. */

const nowMs = Date.UTC(2024, 0, 15, 12)
const inAnHour = '2024-01-15T13:00:00Z'
const bucket: Bucket = { s3_bucket_name: 'b', s3_bucket_region: 'eu-central-1', bucket_path: '' }
const keys = { access_key_id: 'AKIA', secret_access_key: 'SECRET' }
const role_arn = 'arn:aws:iam::123456789012:role/rejected'

const json = (name: string, expiration = inAnHour) =>
  JSON.stringify({ Code: 'Success', AccessKeyId: name, SecretAccessKey: 'S', Token: 'T', Expiration: expiration })
const xml = (name: string) =>
  `<AssumeRoleResponse><Credentials><AccessKeyId>${name}</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken><Expiration>${inAnHour}</Expiration></Credentials></AssumeRoleResponse>`

interface Asked {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

/** A world whose servers answer by the beginning of their address; all others do not answer. */
function world(env: Readonly<Record<string, string>>, answers: Readonly<Record<string, string | number>>) {
  const asked: Asked[] = []
  let clockMs = nowMs
  const ports: CredentialPorts = {
    env,
    now: () => clockMs,
    readFile: async (path) => {
      if (path !== '/token') throw new Error('ENOENT')
      return 'web-token\n'
    },
    fetch: async (input, init) => {
      const url = String(input)
      asked.push({
        url,
        method: init?.method ?? 'GET',
        headers: new Headers(init?.headers),
        body: String(init?.body ?? ''),
      })
      const found = Object.keys(answers).filter((start) => url.startsWith(start))
      const answer = answers[found.sort((left, right) => right.length - left.length)[0] ?? '']
      if (answer === undefined) throw new TypeError('fetch failed')
      return typeof answer === 'number'
        ? new Response('<Error><Code>AccessDenied</Code><Message>SECRET</Message></Error>', { status: answer })
        : new Response(answer)
    },
  }
  return { asked, ports, wait: (ms: number) => (clockMs += ms) }
}

test('the keys of the configuration come first, and nobody is asked', async () => {
  const { ports, asked } = world({ AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'E' }, {})
  expect(await keepCredentials({ ...bucket, ...keys }, ports)()).toEqual({
    accessKeyId: 'AKIA',
    secretAccessKey: 'SECRET',
  })
  expect(asked).toEqual([])
})

test('without keys: the environment', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'S', AWS_SESSION_TOKEN: 'T' }
  expect(await keepCredentials(bucket, world(env, {}).ports)()).toEqual({
    accessKeyId: 'E',
    secretAccessKey: 'S',
    sessionToken: 'T',
  })
})

test('a pod with a role: its token is exchanged, unsigned', async () => {
  const env = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: role_arn }
  const { ports, asked } = world(env, { 'https://sts.eu-central-1.amazonaws.com/': xml('POD') })
  expect(await keepCredentials(bucket, ports)()).toMatchObject({ accessKeyId: 'POD', sessionToken: 'T' })
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: role_arn,
    WebIdentityToken: 'web-token',
    RoleSessionName: 'appsflyer-destination',
    Version: '2011-06-15',
  })
  expect(asked[0]?.headers.has('authorization')).toBe(false)
})

test.each([
  [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/id' }, 'http://169.254.170.2/v2/id', null],
  [
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'pass' },
    'http://169.254.170.23/v1',
    'pass',
  ],
  [
    {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/token',
    },
    'http://169.254.170.23/v1',
    'web-token',
  ],
])('a container: %j', async (env, url, authorization) => {
  const { ports, asked } = world(env as Record<string, string>, { [url]: json('CONTAINER') })
  expect(await keepCredentials(bucket, ports)()).toMatchObject({ accessKeyId: 'CONTAINER' })
  expect(asked[0]?.headers.get('authorization')).toBe(authorization)
})

const metadata = 'http://169.254.169.254/latest/'
const instance = {
  [`${metadata}api/token`]: 'imds-token',
  [`${metadata}meta-data/iam/security-credentials/`]: 'machine-role',
  [`${metadata}meta-data/iam/security-credentials/machine-role`]: json('MACHINE'),
}

test('the instance profile of a machine, by the second version of its service', async () => {
  const { ports, asked } = world({}, instance)
  expect(await keepCredentials(bucket, ports)()).toMatchObject({ accessKeyId: 'MACHINE', sessionToken: 'T' })
  expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET', 'GET'])
  expect(asked.slice(1).map(({ headers }) => headers.get('x-aws-ec2-metadata-token'))).toEqual([
    'imds-token',
    'imds-token',
  ])
})

test('a role is taken on with the keys, signed as STS checks it', async () => {
  const env = { AWS_ASSUME_ROLE_EXTERNAL_ID: 'external' }
  const { ports, asked } = world(env, { 'https://sts.eu-central-1.amazonaws.com/': xml('ROLE') })
  expect(await keepCredentials({ ...bucket, ...keys, role_arn }, ports)()).toMatchObject({ accessKeyId: 'ROLE' })
  const [call] = asked
  if (call === undefined) throw new Error('nobody was asked')
  expect(new URLSearchParams(call.body).get('ExternalId')).toBe('external')
  const headers = { ...Object.fromEntries(call.headers), host: new URL(call.url).host }
  const signed = { method: call.method, path: '/', headers, body: Buffer.from(call.body) }
  expect(hasGoodSignature(signed, keys.secret_access_key)).toBe(true)
  expect(hasGoodSignature(signed, 'another')).toBe(false)
})

test('they are kept until five minutes before their end', async () => {
  const { ports, asked, wait } = world({}, instance)
  const credentials = keepCredentials(bucket, ports)
  await credentials()
  wait(54 * 60_000)
  await credentials()
  expect(asked).toHaveLength(3)
  wait(2 * 60_000)
  await credentials()
  expect(asked).toHaveLength(6)
})

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string | number>>, string, boolean]>([
  ['no machine of AWS', {}, {}, 'no credentials: neither keys in the configuration nor a role of the machine', false],
  [
    'a refused role',
    { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'E' },
    { 'https://sts': 403 },
    'no credentials from AWS STS (status 403, AccessDenied)',
    false,
  ],
  [
    'STS that is away',
    { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'E' },
    {},
    'no credentials: AWS STS does not answer',
    true,
  ],
])('%s: the reason, without a secret', async (_, env, answers, message, mayPass) => {
  const failure = await keepCredentials({ ...bucket, role_arn }, world(env, answers).ports)().catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(NoCredentials)
  expect(failure).toMatchObject({ message, mayPass })
})

test('a redirect is not followed: nobody else is told the token', async () => {
  const paths: string[] = []
  const server = createServer(({ url = '' }, response) => {
    paths.push(url)
    if (url === '/elsewhere') response.end(json('THEIRS'))
    else response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const { ports } = world({ AWS_CONTAINER_CREDENTIALS_FULL_URI: address, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T' }, {})
  await expect(keepCredentials(bucket, { ...ports, fetch })()).rejects.toThrow('(status 302)')
  expect(paths).toEqual(['/v1'])
  server.closeAllConnections()
  server.close()
})

test('an answer that never ends is read no further than credentials are long', async () => {
  let given = 0
  const { ports } = world({}, {})
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      given += 65_536
      // So that a reader without a bound ends here, and not with the memory.
      if (given > 64_000_000) controller.close()
      else controller.enqueue(new Uint8Array(65_536).fill(120))
    },
  })
  const fetch: CredentialPorts['fetch'] = async () => new Response(endless)
  const failure = await keepCredentials({ ...bucket, ...keys, role_arn }, { ...ports, fetch })().catch(String)
  expect(failure).toContain('AWS STS answered without credentials')
  expect(given).toBeLessThan(1_000_000)
})
