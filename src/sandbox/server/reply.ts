import type { ServerResponse } from 'node:http'

type ExtraHeaders = Readonly<Record<string, string | number>>

export function sendText(response: ServerResponse, status: number, text: string, headers: ExtraHeaders = {}): void {
  send(response, status, 'text/plain; charset=utf-8', text, headers)
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', `${JSON.stringify(value)}\n`, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: ExtraHeaders = {},
): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...headers })
  response.end(body)
}
