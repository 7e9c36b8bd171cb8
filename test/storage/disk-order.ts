import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'

/** What was done to the disk, in its order. A file that counts before it is on the disk is lost with the power. */
export const done: string[] = []

const noted = ['writeFile', 'write', 'sync', 'close'] as const
const nameOf = (path: unknown) => basename(String(path)).replace(/-[0-9a-f-]{36}\.part$/, '.part')

/** Node's own, which does all it did, and notes it in `done`: for `jest.mock`. */
export function notingPromises(): typeof import('node:fs/promises') {
  const actual = jest.requireActual<typeof import('node:fs/promises')>('node:fs/promises')
  const noting =
    (what: string, work: (...args: never[]) => Promise<unknown>) =>
    (...args: unknown[]) => {
      done.push(`${what} ${nameOf(args.at(-1))}`)
      return work(...(args as never[]))
    }
  const open = async (path: string, ...rest: []): Promise<FileHandle> => {
    const file = await actual.open(path, ...rest)
    for (const what of noted) {
      const work = file[what].bind(file) as (...args: unknown[]) => Promise<unknown>
      const doing = (...args: unknown[]) => {
        done.push(`${what} ${nameOf(path)}`)
        return work(...args)
      }
      Object.assign(file, { [what]: doing })
    }
    return file
  }
  const moving = { rename: noting('rename to', actual.rename), link: noting('link to', actual.link) }
  return { ...actual, open, ...moving } as typeof import('node:fs/promises')
}
