/** Which stream: two of one name in two namespaces (the `orders` of two schemas, say) are two streams. */
export interface StreamName {
  readonly name: string
  readonly namespace?: string
}

/** Text that is equal for equal streams, and for these alone. */
export function streamKey({ name, namespace }: { readonly name: string; readonly namespace?: string | undefined }) {
  return namespace === undefined ? name : `${namespace}\u0000${name}`
}

/** For people. */
export function showStream({ name, namespace }: StreamName): string {
  return namespace === undefined ? name : `${namespace}.${name}`
}

/** Where the mapping of a stream is kept. */
export function mappingKey({
  stream,
  namespace,
}: {
  readonly stream: string
  readonly namespace?: string | undefined
}): string {
  return streamKey({ name: stream, namespace })
}

/** What is kept for a stream, else for all of its name. */
export function ofStream<Kept>(kept: ReadonlyMap<string, Kept>, stream: StreamName): Kept | undefined {
  const own = stream.namespace === undefined ? undefined : kept.get(streamKey(stream))
  return own ?? kept.get(stream.name)
}
