import { mkdtempSync, rmSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { putFile, putNewFile } from '../../src/storage/put-file'

/** What is done to the disk, in its order: a file that counts before it is on the disk is lost with the power. */
const mockDone: string[] = []
jest.mock('node:fs/promises', () => {
  const actual = jest.requireActual<typeof import('node:fs/promises')>('node:fs/promises')
  const noted =
    (what: string, work: (...args: never[]) => Promise<unknown>) =>
    (...args: unknown[]) => {
      mockDone.push(`${what} ${mockNameOf(args.at(-1))}`)
      return work(...(args as never[]))
    }
  const open = async (path: string, ...rest: []) => {
    const file = await actual.open(path, ...rest)
    for (const what of ['writeFile', 'sync', 'close'] as const) {
      const work = file[what].bind(file) as () => Promise<unknown>
      Object.assign(file, {
        [what]: (...args: []) => {
          mockDone.push(`${what} ${mockNameOf(path)}`)
          return work(...args)
        },
      })
    }
    return file as FileHandle
  }
  return { ...actual, open, rename: noted('rename to', actual.rename), link: noted('link to', actual.link) }
})
const mockNameOf = (path: unknown) => basename(String(path)).replace(/-[0-9a-f-]{36}\.part$/, '.part')

const kept = { what: 'the rejected records', setting: 'rejected_records' }
let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'order-'))
  mockDone.length = 0
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

const onFolders = process.platform === 'win32' ? test.skip : test

onFolders.each([
  [putFile, 'rename to a.gz'],
  [putNewFile, 'link to a.gz'],
])('%p: the bytes are on the disk before the name, and the name before it counts', async (put, naming) => {
  await put(join(top, 'rejected'), kept)('orders/a.gz', Buffer.from('bytes'))
  expect(mockDone).toEqual([
    'writeFile a.gz.part',
    'sync a.gz.part',
    'close a.gz.part',
    naming,
    'sync orders',
    'close orders',
    'sync rejected',
    'close rejected',
  ])
})
