import { MemoryError } from '../store'

/** An optional package; only who uses its store needs it. */
export async function loadPackage<Loaded>(name: string, load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load()
  } catch {
    throw new MemoryError(
      `This memory needs the package ${name}, which cannot be loaded. Run: npm install ${name}`,
      'config_error',
    )
  }
}
