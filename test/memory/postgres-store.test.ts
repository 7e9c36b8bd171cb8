import type { Store } from '../../src/memory/store'
import { openPostgresStore } from '../../src/memory/stores/postgres-store'
import { answeringServer, type BreakableProxy, breakableProxy } from './breakable-proxy'
import { canTest, freshName, onPostgres, postgresUrl, urlOfSchema } from './store-places'

/** What is PostgreSQL's alone; stores.test.ts has the rest, and says when it is skipped. */

const now = () => 1_700_000_000_000
const withPostgres = canTest('PostgreSQL') ? test : test.skip

const failure = (failureType: string, message: RegExp) => ({
  name: 'MemoryError',
  failureType,
  message: expect.stringMatching(message),
})

/** A server that answers the first message with this error. */
async function refusing(code: string, message = 'for the user "bob"') {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return answeringServer(() => Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]))
}

describe('what a server says is told in words', () => {
  test.each([
    ['28P01', 'config_error', /refuses the user or the password/],
    ['28000', 'config_error', /refuses the user or the password/],
    ['3D000', 'config_error', /has no database of that name/],
    ['53300', 'transient_error', /has no connection left/],
    ['57P03', 'transient_error', /is starting or going down/],
    ['XX000', 'transient_error', /could not do what the memory needs \(XX000\)/],
  ])('%s', async (code, type, message) => {
    const { port, close } = await refusing(code)
    const opening = openPostgresStore(`postgres://bob:s3cret@127.0.0.1:${port}/shop`, now)
    await expect(opening).rejects.toMatchObject(failure(type, message))
    const error: Error = await opening.catch((caught) => caught)
    expect(error.message).not.toMatch(/s3cret|bob|shop/)
    expect(error.message).toContain(`PostgreSQL at 127.0.0.1:${port}`)
    close()
  })
})

test.each([
  ['postgres://bob:s3cret@no-such-host.invalid/shop', /at no-such-host\.invalid:5432 (has no such host|.* looked up)/],
  ['postgres://bob:s3cret@127.0.0.1:1/shop', /at 127\.0\.0\.1:1 does not answer/],
  ['postgres://bob:12/s3cret@127.0.0.1/shop', /^memory\.url is no address of PostgreSQL that can be read/],
  ['postgres://bob:12?s3cret@127.0.0.1/shop', /^memory\.url is no address/],
  ['postgres://bob:s3#cret@127.0.0.1/shop', /^memory\.url is no address/],
  ['postgres://bob:s3cret@127.0.0.1:none/shop', /^memory\.url is no address/],
])('no way to it: %s', async (url, message) => {
  const error: Error = await openPostgresStore(url, now).catch((caught) => caught)
  expect(error).toMatchObject({ name: 'MemoryError', message: expect.stringMatching(message) })
  expect(error.message).not.toMatch(/cret|bob|:12/)
})

withPostgres('no such database, no right to create, and then with tables that others made', async () => {
  const [schema, role] = [freshName(), freshName()]
  await expect(openPostgresStore(postgresUrl.replace(/[^/]*$/, role), now)).rejects.toMatchObject(
    failure('config_error', /has no database of that name/),
  )
  await onPostgres(`CREATE SCHEMA ${schema}`, `CREATE ROLE ${role} LOGIN`, `GRANT USAGE ON SCHEMA ${schema} TO ${role}`)
  const url = urlOfSchema(schema).replace('//postgres@', `//${role}@`)
  try {
    await expect(openPostgresStore(url, now)).rejects.toMatchObject(failure('config_error', /let it create tables/))
    await (await openPostgresStore(urlOfSchema(schema), now)).close()
    await expect(openPostgresStore(url, now)).rejects.toMatchObject(failure('config_error', /read and write those/))
    await onPostgres(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`)
    const store = await openPostgresStore(url, now)
    await store.update({ users: ['a'] }, () => [{ table: 'users', key: 'a', value: '1' }])
    expect(await store.count('users')).toBe(1)
    await store.close()
  } finally {
    await onPostgres(`DROP SCHEMA ${schema} CASCADE`, `DROP ROLE ${role}`)
  }
})

describe('a connection that breaks', () => {
  let proxy: BreakableProxy
  let schema: string
  let store: Store
  beforeEach(async () => {
    if (!canTest('PostgreSQL')) return
    schema = freshName()
    await onPostgres(`CREATE SCHEMA ${schema}`)
    proxy = await breakableProxy(5432)
    store = await openPostgresStore(urlOfSchema(schema).replace(':5432', `:${proxy.port}`), now)
  })
  afterEach(async () => {
    if (!canTest('PostgreSQL')) return
    await store.close()
    await proxy.close()
    await onPostgres(`DROP SCHEMA ${schema} CASCADE`)
  })
  const countUp = () =>
    store.update({ users: ['a'] }, ({ users }) => {
      return [{ table: 'users', key: 'a', value: String(Number(users.get('a') ?? 0) + 1) }]
    })

  withPostgres('is made again, idle or not', async () => {
    for (let round = 0; round < 5; round += 1) {
      proxy.cut()
      await store.write([{ table: 'users', key: `k${round}`, value: '1' }])
      const reading = store.read({ users: ['k0'] })
      proxy.cut()
      expect((await reading).users.size).toBe(1)
      proxy.cut()
      await countUp()
    }
    proxy.cutAtAnswerTo('INSERT INTO')
    await store.write([{ table: 'users', key: 'last', value: '1' }])
    expect(await store.count('users')).toBe(7)
    expect((await store.read({ users: ['a'] })).users.get('a')).toBe('5')
  })

  withPostgres('in an update is made again before the commit, not after', async () => {
    proxy.cutAtAnswerTo('LOCK TABLE')
    await countUp()
    proxy.cutAtAnswerTo('COMMIT')
    await expect(countUp()).rejects.toMatchObject(
      failure('transient_error', /ended the connection|connection .* broke/),
    )
    expect((await store.read({ users: ['a'] })).users.get('a')).toBe('2')
  })

  withPostgres('to a server that is gone: it fails, and works again when the server is back', async () => {
    const { port } = proxy
    await proxy.close()
    await expect(store.read({ users: ['a'] })).rejects.toMatchObject(failure('transient_error', /does not answer/))
    proxy = await breakableProxy(5432, port)
    await countUp()
    expect(await store.count('users')).toBe(1)
  })
})
