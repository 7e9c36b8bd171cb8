import { hashOfUser } from '../../../src/memory/installs/hash-of-user'
import { expectGolden, widest } from '../golden'
import { account, IdsHouse, id, nowMs } from './run-ids'

let house: IdsHouse
beforeEach(() => {
  house = new IdsHouse()
})
afterEach(() => house.dispose())

const app = 'com.example.app'
const day = 86_400_000

async function fill(): Promise<void> {
  const memory = await house.memory()
  const common = { userHash: hashOfUser('jane@example.com'), source: 'sdk' } as const
  await memory.learn([
    {
      ...{ ...common, appId: app, appsflyerId: id(1), seenAtMs: nowMs - 30 * day, installedAtMs: nowMs - 40 * day },
      ...{ advertisingId: '9c9a82fb-d5de-4cd1-90c3-527441c11828', osVersion: '15' },
    },
    { ...common, appId: app, appsflyerId: id(1), seenAtMs: nowMs - 2 * day },
    { ...common, appId: app, appsflyerId: id(2), seenAtMs: nowMs, source: 'record' },
    { ...common, appId: app, appsflyerId: id(2), seenAtMs: nowMs, userHash: hashOfUser('john') },
    {
      ...{ ...common, appId: 'id123456789', appsflyerId: `1415211453000-${'7'.repeat(19)}`, seenAtMs: nowMs },
      ...{
        osVersion: '18.1',
        idfv: '4E7B0D49-6F21-4C5B-9F1B-2A0C6D5F8E11',
        idfa: '4E7B0D49-6F21-4C5B-9F1B-2A0C6D5F8E12',
      },
    },
  ])
}

const jane = ['--user', 'jane@example.com'] as const

describe('ids look-up', () => {
  test('a user is forgotten and held back, in apps of the web, too', async () => {
    await fill()
    const { stdout, exitCode } = await house.run(['ids', 'forget', ...jane, '--hold-back'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Nothing is sent for the user from now on')
    expect((await (await house.memory()).knownOf(app, 'jane@example.com')).isErased).toBe(true)
  })

  test('shows each install of the user in each app, and no device id', async () => {
    await fill()
    const { exitCode, stdout, stderr } = await house.run(['ids', 'look-up', ...jane])
    expect([exitCode, stderr]).toEqual([0, ''])
    expectGolden('ids-look-up', stdout)
    expect(widest(stdout)).toBeLessThanOrEqual(80)
    expect(stdout).not.toMatch(/jane|9c9a82fb|4E7B0D49/i)
  })

  test('reads the user from stdin, in one app', async () => {
    await fill()
    const args = ['ids', 'look-up', '--user', '-', '--app', '123456789']
    const { exitCode, stdout } = await house.run(args, { typed: ' jane@example.com \r\nnext\n' })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^id123456789\n/)
    expect(stdout).not.toContain(app)
  })

  test('--json says the same to programs, without device ids', async () => {
    await fill()
    const { exitCode, stdout } = await house.run(['ids', 'look-up', ...jane, '--app', app, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      apps: [
        {
          appId: app,
          isErased: false,
          installs: [
            {
              appsflyerId: id(1),
              isTaken: true,
              firstSeen: '2026-10-28',
              lastSeen: '2026-11-25',
              installed: '2026-10-18',
              source: 'sdk',
              osVersion: '15',
              deviceIds: ['advertising_id'],
              isShared: false,
            },
            expect.objectContaining({ appsflyerId: id(2), isTaken: false, installed: null, osVersion: null }),
          ],
        },
      ],
    })
    expect(stdout).not.toContain('jane')
  })

  test('says how to fill the memory where nothing is known', async () => {
    const { exitCode, stdout, stderr } = await house.run(['ids', 'look-up', ...jane])
    expect([exitCode, stdout]).toEqual([1, ''])
    expectGolden('ids-look-up-nobody', stderr)
    expect(stderr).not.toContain('jane')
    const forPrograms = await house.run(['ids', 'look-up', ...jane, '--json'])
    expect([forPrograms.exitCode, JSON.parse(forPrograms.stdout)]).toEqual([1, { apps: [] }])
  })

  test('and where the memory was not made yet', async () => {
    const { exitCode, stderr } = await house.run(['ids', 'look-up', ...jane], { openExisting: async () => undefined })
    expect(exitCode).toBe(1)
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('The memory is not there yet: there is no file memory.db.')
  })

  test('tells an erased user', async () => {
    await fill()
    await (await house.memory()).eraseUser(app, 'jane@example.com')
    const { exitCode, stdout } = await house.run(['ids', 'look-up', ...jane, '--app', app])
    expect([exitCode, stdout]).toEqual([0, `${app}\n  An erasure of this user was requested: nothing is sent.\n`])
  })

  test('refuses an empty user', async () => {
    await expect(house.run(['ids', 'look-up', '--user', '-'], { typed: '' })).rejects.toThrow('--user is empty')
  })
})

describe('ids forget', () => {
  test('takes the user away from every app', async () => {
    await fill()
    const { exitCode, stdout } = await house.run(['ids', 'forget', ...jane])
    expect(exitCode).toBe(0)
    expectGolden('ids-forget', stdout)
    expect(stdout).not.toContain('jane')
    const memory = await house.memory()
    expect(await memory.installsOf(app, 'jane@example.com')).toEqual([])
    expect(await memory.installsOf(app, 'john')).toHaveLength(1)
    expect(house.store.flushCount).toBe(1)
  })

  test('from one app alone', async () => {
    await fill()
    const { stdout } = await house.run(['ids', 'forget', ...jane, '--app', app])
    expect(stdout).toContain('with 2 installs (com.example.app).')
    expect(await (await house.memory()).installsOf('id123456789', 'jane@example.com')).toHaveLength(1)
  })

  test('says that nothing was known', async () => {
    const { exitCode, stdout } = await house.run(['ids', 'forget', ...jane])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('The memory knew no install of this user')
  })

  test('of a memory that was not made yet is refused: it may be another file', async () => {
    const run = house.run(['ids', 'forget', ...jane], { openExisting: async () => undefined })
    await expect(run).rejects.toThrow('there is no file memory.db')
  })
})

describe('ids stats', () => {
  test('counts, in words', async () => {
    await fill()
    const { exitCode, stdout } = await house.run(['ids', 'stats'])
    expect(exitCode).toBe(0)
    expectGolden('ids-stats', stdout)
    expect(widest(stdout)).toBeLessThanOrEqual(80)
  })

  test('counts, for programs', async () => {
    await fill()
    const { stdout } = await house.run(['ids', 'stats', '--json'])
    expect(JSON.parse(stdout)).toEqual({ users: 3, installs: 3, deliveries: 0, erased: 0 })
  })

  test('without a memory says what to add, in the form of the file', async () => {
    house.file('c.json', JSON.stringify({ ...account, memory: { store: 'none' } }))
    const run = house.run(['ids', 'stats', '--config', 'c.json'])
    await expect(run).rejects.toThrow(/"memory": \{\n {4}"store": "sqlite", "path": "appsflyer-memory\.db"\n {2}\}/)
  })
})
