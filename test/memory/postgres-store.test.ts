import { openPostgresStore } from '../../src/memory/stores/postgres-store'
import { answeringServer } from './breakable-proxy'
import { failure, now, testBrokenConnections, testNoWay } from './connection-tests'
import { canTest, freshName, onPostgres, postgresUrl, urlOfSchema } from './store-places'

/** What is PostgreSQL's alone; stores.test.ts has the rest, and says when it is skipped. */

const withPostgres = canTest('PostgreSQL') ? test : test.skip

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

testNoWay(
  (url) => openPostgresStore(url, now),
  [
    [
      'postgres://bob:s3cret@no-such-host.invalid/shop',
      /at no-such-host\.invalid:5432 (has no such host|.* looked up)/,
    ],
    ['postgres://bob:s3cret@127.0.0.1:1/shop', /at 127\.0\.0\.1:1 does not answer/],
    ['postgres://bob:12/s3cret@127.0.0.1/shop', /^memory\.url is no address of PostgreSQL that can be read/],
    ['postgres://bob:12?s3cret@127.0.0.1/shop', /^memory\.url is no address/],
    ['postgres://bob:s3#cret@127.0.0.1/shop', /^memory\.url is no address/],
    ['postgres://bob:s3cret@127.0.0.1:none/shop', /^memory\.url is no address/],
  ],
)

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

let schema: string
testBrokenConnections({
  name: 'PostgreSQL',
  port: 5432,
  open: async (port) => {
    schema = freshName()
    await onPostgres(`CREATE SCHEMA ${schema}`)
    return openPostgresStore(urlOfSchema(schema).replace(':5432', `:${port}`), now)
  },
  clear: () => onPostgres(`DROP SCHEMA ${schema} CASCADE`),
  says: { write: 'INSERT INTO', begin: 'LOCK TABLE', commit: 'COMMIT' },
})
