import { createHash, createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface SignedRequest {
  readonly method: string
  /** Path as it stood in the request line. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * Checks a request as Amazon does (AWS Signature Version 4, header-based, without a query): true when its signature and
 * its body's hash are right. Written from the specification, apart from what signs.
 */
export function hasGoodSignature({ method, path, headers, body }: SignedRequest, secret: string): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/(s3|sts)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, day = '', region = '', service = '', signed = '', signature] = form.exec(headers.authorization ?? '') ?? []
  const names = signed.split(';')
  const mustBeSigned = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'))
  if (mustBeSigned.some((name) => !names.includes(name))) return false
  const bodyHash = sha256(body)
  if (service === 's3' && headers['x-amz-content-sha256'] !== bodyHash) return false
  const lines = names.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`)
  const canonical = [method, path, '', lines.join(''), signed, bodyHash].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request')
  return hmac(key, text).toString('hex') === signature
}
