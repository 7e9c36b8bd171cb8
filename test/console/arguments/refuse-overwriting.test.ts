import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../../../src/console/arguments/command-table'
import { parseArguments } from '../../../src/console/arguments/parse-arguments'
import { refuseOverwriting } from '../../../src/console/arguments/refuse-overwriting'
import { Unusable } from '../../../src/console/unusable'

const home = process.cwd()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overwriting-'))
  process.chdir(folder)
  for (const name of ['x', 'other', 'c.yaml']) writeFileSync(name, '')
  symlinkSync('x', 'soft')
  linkSync('x', 'hard')
  mkdirSync('days/h=1', { recursive: true })
  writeFileSync('days/h=1/part.csv', '')
  writeFileSync('days/proof.html', '')
})
afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

function refusal(...words: readonly string[]): string | undefined {
  const typed = parseArguments(words)
  if (typed.kind !== 'run') throw new Error(`${words.join(' ')}: ${typed.kind}`)
  try {
    refuseOverwriting(typed.command, typed.given)
    return undefined
  } catch (error) {
    if (error instanceof Unusable) return error.message
    throw error
  }
}

/** Every option of every command that names a file to write, and one that names a file to read. */
const pairs = commands.flatMap((command) => {
  const needed = command.options.filter(({ name, isOptional }) => name === 'config' && isOptional !== true)
  const base = [...command.name.split(' '), ...needed.flatMap(({ name }) => [`--${name}`, 'c.yaml'])]
  const written = command.options.filter(({ written }) => written !== undefined)
  const catalog = command.options.some(({ name }) => name === 'catalog') ? ['--catalog', 'other'] : []
  return written.map(({ name }) => ({ base: [...base, ...catalog], option: `--${name}`, command }))
})

test('every option that names a file to write is known as one', () => {
  expect(pairs.map(({ command, option }) => `${command.name} ${option}`).sort()).toEqual([
    'erase --output',
    'init --output',
    'preview --html',
    'reconcile --html',
    'reconcile --missing',
    'send --metrics-file',
    'send --progress',
    'send --rejected',
    'send --report',
    'write --metrics-file',
    'write --report',
  ])
})

test.each(pairs)('$command.name $option does not overwrite what is read', ({ base, option, command }) => {
  expect(refusal(...base, option, 'new')).toBeUndefined()
  if (base.includes('--config')) {
    expect(refusal(...base, option, 'c.yaml')).toContain(`${option} and --config are the same file`)
    expect(refusal(...base, option, './days/../c.yaml')).toContain('the same file')
  }
  if (base.includes('--catalog')) expect(refusal(...base, option, 'other')).toContain('--catalog')
  if (command.takes === undefined) return
  for (const name of ['x', 'soft', 'hard']) expect(refusal(...base, option, name, 'x')).toContain('the same file')
  expect(refusal(...base, option, 'other', 'x')).toBeUndefined()
})

test('two options do not write the same file, also one that is not there yet', () => {
  const send = ['send', '--config', 'c.yaml', '--report', 'new']
  expect(refusal(...send, '--rejected', 'days/../new')).toContain('--report and --rejected are the same file')
  expect(refusal(...send, '--rejected', '/dev/null', '--metrics-file', '/dev/null')).toBeUndefined()
  expect(refusal('send', '--config', 'c.yaml', '--rejected', 'x.progress', 'x')).toContain('--progress')
  expect(refusal('send', '--config', 'c.yaml', '--no-progress', '--rejected', 'x.progress', 'x')).toBeUndefined()
})

test('raw data in a folder that is read stays, a page there is written anew', () => {
  const reconcile = ['reconcile', '--config', 'c.yaml', '--raw', 'days']
  expect(refusal(...reconcile, '--missing', 'days/h=1/part.csv')).toContain('stands in that folder')
  expect(refusal(...reconcile, '--html', 'days/proof.html')).toBeUndefined()
  expect(refusal(...reconcile, '--missing', 'days-missing.ndjson')).toBeUndefined()
})
