import { MemoryError, type Store } from '../store'

const format = '1'

/** Refuses a memory that a newer version wrote; a new memory is marked with this one. */
export async function checkFormat(store: Store, name: string): Promise<void> {
  const { meta } = await store.read({ meta: ['format'] })
  const found = meta.get('format')
  if (found === undefined) await store.write([{ table: 'meta', key: 'format', value: format }])
  else if (found !== format) {
    throw new MemoryError(
      `${name} holds a memory that a newer version of this program wrote. Use that version, or give another place in memory.`,
      'config_error',
    )
  }
}
