/** An answer, as far as it is read here. */
export interface FetchedAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { has(name: string): boolean }
  readonly body: AsyncIterable<Uint8Array> | null
}

/**
 * The beginning of a response's body, and the rest thrown away: an answer that never ends, or is small on its way and
 * unpacks to gigabytes, must not fill the memory. Rejects where the body breaks off before.
 */
export async function beginningOf(response: Pick<FetchedAnswer, 'body'>, mostBytes: number): Promise<string> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop cancels the body, and with it the connection.
  for await (const chunk of response.body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= mostBytes) break
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8')
}
