import type { Store } from '../../src/memory/store'
import { type BreakableProxy, breakableProxy } from './breakable-proxy'
import { canTest } from './store-places'

/** What is the same of every store behind a connection. */

export const now = () => 1_700_000_000_000

export const failure = (failureType: string, message: RegExp) => ({
  name: 'MemoryError',
  failureType,
  message: expect.stringMatching(message),
})

/** Addresses of the user bob with the password s3cret, and what is said of each. */
export function testNoWay(open: (url: string) => Promise<Store>, cases: readonly (readonly [string, RegExp])[]): void {
  test.each(cases)('no way to it: %s', async (url, message) => {
    const error: unknown = await open(url).catch((caught) => caught)
    expect(error).toMatchObject({ name: 'MemoryError', message: expect.stringMatching(message) })
    expect(String(error)).not.toMatch(/cret|bob|:12/)
  })
}

interface Server {
  readonly name: 'PostgreSQL' | 'Redis'
  readonly port: number
  /** A store that is empty, by way of another port. */
  open(port: number): Promise<Store>
  /** Takes away what was written; `store` is open still. */
  clear(store: Store): Promise<void>
  /** What stands in a write, at the beginning of an update, and in what ends it. */
  readonly says: { readonly write: string; readonly begin: string; readonly commit: string }
}

export function testBrokenConnections({ name, port: serverPort, open, clear, says }: Server): void {
  const withServer = canTest(name) ? test : test.skip

  describe('a connection that breaks', () => {
    let proxy: BreakableProxy
    let store: Store
    beforeEach(async () => {
      if (!canTest(name)) return
      proxy = await breakableProxy(serverPort)
      store = await open(proxy.port)
    })
    afterEach(async () => {
      if (!canTest(name)) return
      await clear(store)
      await store.close()
      await proxy.close()
    })
    const countUp = () =>
      store.update({ users: ['a'] }, ({ users }) => {
        return [{ table: 'users', key: 'a', value: String(Number(users.get('a') ?? 0) + 1) }]
      })

    withServer('is made again, idle or not', async () => {
      for (let round = 0; round < 5; round += 1) {
        proxy.cut()
        await store.write([{ table: 'users', key: `k${round}`, value: '1' }])
        const reading = store.read({ users: ['k0'] })
        proxy.cut()
        expect((await reading).users.size).toBe(1)
        proxy.cut()
        await countUp()
      }
      proxy.cutAtAnswerTo(says.write)
      await store.write([{ table: 'users', key: 'last', value: '1' }])
      expect(await store.count('users')).toBe(7)
      expect((await store.read({ users: ['a'] })).users.get('a')).toBe('5')
    })

    withServer('in an update is made again before the end of it, not after', async () => {
      proxy.cutAtAnswerTo(says.begin)
      await countUp()
      proxy.cutAtAnswerTo(says.commit)
      await expect(countUp()).rejects.toMatchObject(
        failure('transient_error', /ended the connection|connection .* broke/),
      )
      expect((await store.read({ users: ['a'] })).users.get('a')).toBe('2')
    })

    withServer('to a server that is gone: it fails, and works again when the server is back', async () => {
      const { port } = proxy
      await proxy.close()
      await expect(store.read({ users: ['a'] })).rejects.toMatchObject(failure('transient_error', /does not answer/))
      proxy = await breakableProxy(serverPort, port)
      await countUp()
      expect(await store.count('users')).toBe(1)
    })
  })
}
