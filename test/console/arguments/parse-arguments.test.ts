import { commands } from '../../../src/console/arguments/command-table'
import { describeRefusal, parseArguments } from '../../../src/console/arguments/parse-arguments'
import { commandHelp, usage } from '../../../src/console/arguments/usage'
import { expectGolden, widest } from '../golden'

test.each([[[]], [['help']], [['--help']], [['-h']]])('%j asks for the list of commands', (args) => {
  expect(parseArguments(args)).toEqual({ kind: 'help' })
})

test.each([[['--version']], [['-V']], [['version']]])('%j asks for the version', (args) => {
  expect(parseArguments(args)).toEqual({ kind: 'version' })
})

test('the list of commands fits a terminal', () => {
  expectGolden('help', usage())
  expect(widest(usage())).toBeLessThanOrEqual(80)
})

test.each(commands.map((command) => [command.name, command] as const))('%s explains itself', (name, command) => {
  const text = commandHelp(command)
  const words = name.split(' ')
  expectGolden(`help-${words.join('-')}`, text)
  expect(widest(text)).toBeLessThanOrEqual(80)
  expect(parseArguments(['help', ...words])).toEqual({ kind: 'help', command })
  expect(parseArguments([...words, '--config', 'x', '--help'])).toEqual({ kind: 'help', command })
})

test.each([[['ids']], [['ids', '--help']], [['ids', '--config', 'x', '-h']], [['help', 'ids']]])(
  '%j lists the commands of a group',
  (args) => {
    expect(parseArguments(args)).toEqual({ kind: 'help', group: 'ids' })
  },
)

test('the list of a group fits a terminal', () => {
  expectGolden('help-ids', usage('ids'))
  expect(widest(usage('ids'))).toBeLessThanOrEqual(80)
})

test('a command of two words takes any number of files', () => {
  const typed = parseArguments(['ids', 'learn', 'a.csv', '--config', 'c.yaml', 'b', '--json'])
  if (typed.kind !== 'run') throw new Error(typed.kind)
  const { events, files, has, text } = typed.given
  expect([typed.command.name, events, files, has('json'), has('pull'), text('config')]).toEqual([
    'ids learn',
    undefined,
    ['a.csv', 'b'],
    true,
    false,
    'c.yaml',
  ])
})

test('options and the file are read', () => {
  const typed = parseArguments(['preview', '--config', 'c.json', '--json', 'events.csv'])
  if (typed.kind !== 'run') throw new Error(typed.kind)
  const { events, text, has } = typed.given
  expect([events, text('config'), text('only'), has('json'), has('csv')]).toEqual([
    'events.csv',
    'c.json',
    undefined,
    true,
    false,
  ])
})

test('a dash is stdin', () => {
  expect(parseArguments(['preview', '--config=c.json', '-'])).toMatchObject({
    kind: 'run',
    command: { name: 'preview' },
  })
  const typed = parseArguments(['preview', '--config=c.json', '-'])
  expect(typed.kind === 'run' && typed.given.events).toBeUndefined()
})

test.each([
  [['sendd'], 'Did you mean send? There is no command sendd.', 'help lists the commands.'],
  [['preview'], 'preview needs --config FILE.', 'help preview explains its options.'],
  [['preview', '--confg', 'x'], 'Did you mean --config? preview has no option --confg.', 'help preview'],
  [['preview', '--config', 'a', '--json=1'], 'preview: --json takes no value.', 'help preview'],
  [['preview', '--config'], 'preview: --config needs a value: --config FILE.', 'help preview'],
  [['preview', '--config', 'a', 'b', 'c'], 'preview takes one file at a time.', 'help preview'],
  [['preview', '--config', '--json'], 'preview: --config needs a value: --config FILE.', 'help preview'],
  [['preview', '-x'], 'preview has no option -x: options are whole words behind two dashes.', 'help preview'],
  [
    ['preview', '-c', 'x'],
    'Did you mean --config or --csv? preview has no option -c: options are whole',
    'help preview',
  ],
  [['send', '-nv'], 'Did you mean --no-progress? send has no option -nv: options are whole', 'help send'],
  [['send', '-n'], 'Did you mean --no-progress? send has no option -n:', 'help send'],
  [['preview', '-config', 'x'], 'Did you mean --config? preview has no option -config:', 'help preview'],
  [['preview', '--config', 'c', '-5'], 'preview has no option -5:', 'help preview'],
  [
    ['preview', '--config', '-c'],
    'preview: --config needs a value: --config FILE. --config=-c takes -c as one.',
    'help preview',
  ],
  [['spec', '-o'], 'spec has no option -o: it takes none.', 'help spec'],
  [['-v'], 'Did you mean -V, the version? The command comes first, then its options.', 'help lists'],
  [['-x'], 'The command comes first, then its options.', 'help lists'],
  [['--config', 'c', 'send', 'x'], 'Did you mean send …? The command comes first, then its options.', 'help lists'],
  [['demo', 'x'], 'demo takes options only.', 'help demo'],
  [['completion'], 'completion is followed by one of bash, zsh, fish.', 'help completion'],
  [['completion', 'bsh'], 'Did you mean completion bash? It is followed by one of bash, zsh, fish.', 'help completion'],
  [['validate', 'x y.yaml'], "validate takes options only: use --config 'x y.yaml'.", 'help validate'],
  [['spec', 'b'], 'spec takes options only.', 'help spec'],
  [['write', '--config', 'a'], 'write needs --catalog FILE.', 'help write'],
  [['--config', 'a'], 'The command comes first, then its options.', 'help lists'],
  [['help', 'nonsense'], 'There is no command nonsense.', 'help lists'],
  [['constructor'], 'There is no command constructor.', 'help lists'],
  [['idz', 'learn'], 'Did you mean ids? There is no command idz.', 'help lists'],
  [['look-up'], 'Did you mean ids look-up? There is no command look-up.', 'help lists'],
  [['ids-learn'], 'Did you mean ids learn? There is no command ids-learn.', 'help lists'],
  [['ids', 'lern'], 'Did you mean ids learn? There is no command ids lern.', 'help ids lists its commands.'],
  [['ids', 'lookup'], 'Did you mean ids look-up? There is no command ids lookup.', 'help ids lists'],
  [['help', 'ids', 'stat'], 'Did you mean ids stats? There is no command ids stat.', 'help ids lists'],
  [['ids', '--config', 'a'], 'ids is followed by one of learn, look-up, forget, stats.', 'help ids lists'],
  [['ids', 'look-up', '--config', 'a'], 'ids look-up needs --user ID.', 'help ids look-up explains its options.'],
  [['ids', 'stats', '--config', 'a', '--user', 'b'], 'ids stats has no option --user.', 'help ids stats'],
])('%j is refused, with the way to the help', (args, message, help) => {
  const typed = parseArguments(args)
  if (typed.kind !== 'refused') throw new Error(typed.kind)
  const text = describeRefusal(typed)
  expect(text).toContain(message)
  expect(text).toContain(`appsflyer-destination ${help}`)
})

test('what stands behind -- is no option', () => {
  const typed = parseArguments(['preview', '--config', 'c', '--', '-x.ndjson'])
  expect(typed.kind === 'run' && typed.given.events).toBe('-x.ndjson')
  const odd = parseArguments(['preview', '--config', 'c', '--', '--x.ndjson'])
  expect(odd.kind === 'run' && odd.given.events).toBe('--x.ndjson')
})

test('a long word behind one dash may be a secret and is not repeated', () => {
  const typed = parseArguments(['check', '--config', 'c', '-kQ3xYp9Tz'])
  expect(typed).toMatchObject({ kind: 'refused', message: expect.stringContaining('check has no option -k…:') })
  expect(JSON.stringify(typed)).not.toContain('Q3xYp9Tz')
})

test('what may be a part of a user id is not repeated', () => {
  const typed = parseArguments(['ids', 'forget', '--config', 'a', '--user', 'Jane', 'Doe'])
  expect(typed).toMatchObject({ kind: 'refused', message: expect.stringContaining('stands in quotes') })
  expect(JSON.stringify(typed)).not.toContain('Doe')
})

test('a dash is a value: the user id stands on stdin', () => {
  const typed = parseArguments(['ids', 'forget', '--config', 'a', '--user', '-'])
  expect(typed.kind === 'run' && typed.given.text('user')).toBe('-')
})
