import { buildConsole, type ConsoleProcess } from '../console-process'
import { account, csv, id } from './run-ids'

let command: ConsoleProcess
beforeAll(() => {
  command = buildConsole()
})
afterAll(() => command.dispose())

test('the real command learns, looks up, counts and forgets', async () => {
  command.file('c.yaml', { ...account, memory: { store: 'sqlite', path: 'memory.db' } })
  command.file('a.csv', csv({}, { 'AppsFlyer ID': id(2) }, { 'Customer User ID': 'john' }))
  const run = async (name: string, args: readonly string[] = [], stdin = '') => {
    const { exitCode, stdout, stderr } = await command.run(['ids', name, '--config', 'c.yaml', ...args], stdin)
    return [exitCode, stdout.replaceAll(/\s+/g, ' '), stderr.replaceAll(/\s+/g, ' ')] as const
  }
  expect(await run('stats')).toEqual([
    2,
    '',
    expect.stringContaining('The memory is not there yet: there is no file memory.db.'),
  ])
  expect(await run('learn', ['a.csv'])).toEqual([0, expect.stringContaining('new pairs 3 of a user'), ''])
  expect(await run('look-up', ['--user', '-'], 'jane\n')).toEqual([0, expect.stringContaining(`${id(2)} taken`), ''])
  expect(await run('stats', ['--json'])).toEqual([0, '{"users":2,"installs":2,"deliveries":0,"erased":0} ', ''])
  expect(await run('forget', ['--user', 'jane'])).toEqual([0, expect.stringContaining('with 2 installs'), ''])
  expect(await run('look-up', ['--user', 'jane'])).toEqual([1, '', expect.stringContaining('ids learn --config')])
  expect(await run('look-up', ['--user', 'john'])).toEqual([0, expect.stringContaining(`${id(1)} taken`), ''])
}, 60_000)
