import { open } from 'node:fs/promises'

/** Makes what stands in a folder durable: a new or renamed file is lost with the folder's entry. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot sync a folder.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
