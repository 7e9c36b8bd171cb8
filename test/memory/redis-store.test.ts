import type { Store } from '../../src/memory/store'
import { openRedisStore } from '../../src/memory/stores/redis-store'
import { answeringServer } from './breakable-proxy'
import { failure, now, testBrokenConnections, testNoWay } from './connection-tests'
import { freshName } from './store-places'

/** What is Redis' alone; stores.test.ts has the rest, and says when it is skipped. */

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
const healthy = (command: string) => {
  if (command.startsWith('INFO memory')) return bulk('maxmemory_policy:noeviction\r\n')
  if (command.startsWith('INFO persistence')) return bulk('aof_enabled:1\r\n')
  if (command.startsWith('CONFIG')) return `*2\r\n${bulk('save')}${bulk('')}`
  if (command.startsWith('EXEC')) return '*1\r\n+OK\r\n'
  if (command.startsWith('MGET')) return `*1\r\n${bulk('1')}`
  return '+OK\r\n'
}

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function opened(url: string): Promise<Store> {
  const store = await openRedisStore(url, now)
  ends.push(() => store.close())
  return store
}

/** A server that answers so; without an answer, as a healthy one does. */
async function answering(answer: (command: string) => string | undefined): Promise<string> {
  const server = await answeringServer((data) =>
    // Commands are arrays of strings without line breaks.
    data
      .toString()
      .split(/\*\d+\r\n/)
      .slice(1)
      .map((command) =>
        command
          .split('\r\n')
          .filter((_, index) => index % 2 === 1)
          .join(' '),
      )
      .map((command) => answer(command) ?? healthy(command))
      .join(''),
  )
  ends.push(server.close)
  return `redis://bob:s3cret@127.0.0.1:${server.port}/3`
}

describe('what a server says is told in words', () => {
  test.each([
    ['AUTH', 'WRONGPASS invalid username-password pair', 'config_error', /refuses the user or the password/],
    ['SELECT', 'ERR DB index is out of range', 'config_error', /has no database of that number/],
    ['MGET', 'NOPERM this user has no permissions', 'config_error', /does not let this user do that/],
    ['MGET', 'MOVED 1234 10.0.0.1:6379', 'config_error', /is a cluster/],
    ['MGET', 'LOADING Redis is loading the dataset in memory', 'transient_error', /is starting or busy/],
    ['MGET', 'ERR bob and s3cret', 'transient_error', /could not do what the memory needs \(ERR\)/],
  ])('%s: %s', async (asked, said, type, message) => {
    const url = await answering((command) => (command.startsWith(asked) ? `-${said}\r\n` : undefined))
    const error: Error = await openRedisStore(url, now).catch((caught) => caught)
    expect(error).toMatchObject(failure(type, message))
    expect(error.message).not.toMatch(/s3cret|bob/)
  })

  test.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'transient_error', /has no memory left/],
    ['MISCONF Redis is configured to save RDB snapshots', 'transient_error', /cannot write to its own disk/],
    ["READONLY You can't write against a read only replica.", 'transient_error', /takes no writes, as a replica/],
  ])('at a write: %s', async (said, type, message) => {
    const url = await answering((command) => {
      if (command.startsWith('SET')) return `-${said}\r\n`
      if (command.startsWith('EXEC')) return '-EXECABORT Transaction discarded because of previous errors.\r\n'
      return undefined
    })
    const store = await opened(url)
    const writing = store.write([{ table: 'users', key: 'a', value: '1' }])
    await expect(writing).rejects.toMatchObject(failure(type, message))
  })
})

describe('what it warns of', () => {
  const warningsOf = async (answer: (command: string) => string | undefined) => {
    const url = await answering(answer)
    const store = await opened(url)
    return store.warnings
  }

  test('nothing, of a server that keeps all, or that does not tell', async () => {
    expect(await warningsOf(() => undefined)).toEqual([])
    const silent = (command: string) => (/^(INFO|CONFIG)/.test(command) ? '-NOPERM no permissions\r\n' : undefined)
    expect(await warningsOf(silent)).toEqual([])
    const managed = (command: string) => {
      if (command.startsWith('CONFIG')) return "-ERR unknown command 'CONFIG'\r\n"
      return command.startsWith('INFO persistence') ? bulk('aof_enabled:0\r\n') : undefined
    }
    expect(await warningsOf(managed)).toEqual([])
  })

  test('keys that are thrown away, and nothing on disk', async () => {
    const warnings = await warningsOf((command) => {
      if (command.startsWith('INFO memory')) return bulk('maxmemory_policy:allkeys-lru\r\n')
      return command.startsWith('INFO persistence') ? bulk('aof_enabled:0\r\n') : undefined
    })
    expect(warnings).toEqual([
      expect.stringContaining('maxmemory-policy is allkeys-lru'),
      expect.stringContaining('keeps nothing on disk'),
    ])
  })
})

describe('flush', () => {
  test.each([
    [':1', undefined],
    [':0', /did not bring the memory to its disk/],
    ["-ERR unknown command 'WAITAOF'", undefined],
    ['-ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.', undefined],
  ])('where WAITAOF gives %s', async (answer, message) => {
    const reply = answer.startsWith(':') ? `*2\r\n${answer}\r\n:0\r\n` : `${answer}\r\n`
    const url = await answering((command) => (command.startsWith('WAITAOF') ? reply : undefined))
    const store = await opened(url)
    await store.write([{ table: 'users', key: 'a', value: '1' }])
    if (message === undefined) await store.flush()
    else await expect(store.flush()).rejects.toMatchObject(failure('transient_error', message))
  })
})

testNoWay(
  (url) => openRedisStore(url, now),
  [
    ['redis://bob:s3cret@no-such-host.invalid', /at no-such-host\.invalid:6379 (has no such host|.* looked up)/],
    ['redis://bob:s3cret@127.0.0.1:1', /at 127\.0\.0\.1:1 does not answer/],
    ['redis://bob:12/s3cret@127.0.0.1', /^memory\.url is no address of Redis that can be read/],
    ['redis://127.0.0.1:1/shop', /has no database of that number/],
  ],
)

testBrokenConnections({
  name: 'Redis',
  port: 6379,
  open: (port) => openRedisStore(`redis://127.0.0.1:${port}/15`, now, `${freshName()}:`),
  clear: async (store) => {
    const keys = ['a', 'last', ...Array.from({ length: 5 }, (_, round) => `k${round}`)]
    await store.write(
      [...keys, 'format'].flatMap((key) => [
        { table: 'users' as const, key, value: null },
        { table: 'meta' as const, key, value: null },
      ]),
    )
  },
  says: { write: 'EXEC', begin: 'WATCH', commit: 'EXEC' },
})
