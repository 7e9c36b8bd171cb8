import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * `npm run check` holds the directions of imports (.dependency-cruiser.cjs) and that there are no circles (biome.json).
 * Here: that these rules bite, on breaches of every kind, and that no folder stands without a rule.
 */

const root = join(__dirname, '..')
let house: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'house-'))
  for (const name of ['.dependency-cruiser.cjs', 'biome.json', 'package.json'])
    cpSync(join(root, name), join(house, name))
  // Biome looks for what git ignores only where there is a git.
  const biome = JSON.parse(readFileSync(join(house, 'biome.json'), 'utf8'))
  writeFileSync(join(house, 'biome.json'), JSON.stringify({ ...biome, vcs: { enabled: false } }))
  mkdirSync(join(house, 'node_modules/undici'), { recursive: true })
  writeFileSync(join(house, 'node_modules/undici/index.js'), '')
  for (const folder of ['spec', 'destination']) mkdirSync(join(house, folder))
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

/** What a tool of the project's says of a house with these files; empty when it is content. */
function complaints(tool: string, args: readonly string[], files: Readonly<Record<string, string>>): string {
  rmSync(join(house, 'src'), { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true })
    writeFileSync(join(house, name), text)
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: house,
    encoding: 'utf8',
  })
  return status === 0 ? '' : stdout.replace(/\s+/g, ' ') + stderr
}

const cruise = (files: Readonly<Record<string, string>>) =>
  complaints('dependency-cruiser/bin/dependency-cruise.mjs', ['-T', 'err-long', 'spec', 'src', 'destination'], files)
const lint = (files: Readonly<Record<string, string>>) =>
  complaints('@biomejs/biome/bin/biome', ['lint', '--only=noImportCycles', '--only=noRestrictedImports', 'src'], files)

const engine = { 'src/delivery/engine/engine.ts': 'export interface Engine { a: 1 }\n' }
const event = { 'src/core/domain/event.ts': 'export interface Event { a: 1 }\n' }
const settings = { 'src/delivery/settings.ts': 'export const settings = 1\n' }

test.each([
  [
    'the core with the engine',
    {
      ...engine,
      'src/core/mapping/x.ts': "import type { Engine } from '../../delivery/engine/engine'\nexport type X = Engine\n",
    },
  ],
  [
    'reading with mapping',
    {
      'src/core/mapping/plan.ts': 'export const plan = 1\n',
      'src/core/reading/x.ts': "export { plan } from '../mapping/plan'\n",
    },
  ],
  ['the engine with undici', { 'src/delivery/engine/x.ts': "export const u = require('undici')\n" }],
  [
    'the sandbox with the core',
    { ...event, 'src/sandbox/x.ts': "export type { Event } from '../core/domain/event'\n" },
  ],
  [
    'the protocol with delivery',
    { ...settings, 'src/airbyte/protocol/x.ts': "export { settings } from '../../delivery/settings'\n" },
  ],
  [
    'the destination with the engine',
    { ...engine, 'destination/x.ts': "export type { Engine } from '../src/delivery/engine/engine'\n" },
  ],
  ['spec with the core', { ...event, 'spec/x.ts': "export type { Event } from '../src/core/domain/event'\n" }],
  ['the core with files', { 'src/core/mapping/x.ts': "export { readFile } from 'node:fs/promises'\n" }],
  ['the limits with a clock', { 'src/delivery/limits/x.ts': "export { setTimeout } from 'node:timers/promises'\n" }],
  ['person with files', { 'src/core/person/x.ts': "export { readFile } from 'fs'\n" }],
  [
    "the page with the sandbox's server",
    {
      'src/sandbox/server/x.ts': 'export const x = 1\n',
      'src/page/x.ts': "export { x } from '../sandbox/server/x'\n",
    },
  ],
  ['what is not there', { 'src/core/mapping/x.ts': "export { nothing } from './nowhere'\n" }],
])('complains about %s, and says how to mend it', (_what, files) => {
  expect(cruise(files)).toMatch(/Mend it|mend the path/)
  for (const name of ['destination/x.ts', 'spec/x.ts']) rmSync(join(house, name), { force: true })
})

test('is content with the ways that are open', () => {
  const files = {
    ...event,
    ...settings,
    'src/delivery/transport/x.ts': "export const u = require('undici')\n",
    'src/core/mapping/x.ts': "export type { Event } from '../domain/event'\n",
    'src/delivery/limits/x.ts': "export { settings } from '../settings'\n",
    'src/sandbox/x.ts': "export { readFile } from 'node:fs/promises'\n",
    'src/core/person/x.ts': "export { hash } from 'node:crypto'\n",
  }
  expect(cruise(files)).toBe('')
})

test('no import hides in a type, where the tools do not see it', () => {
  const hidden = sourceFiles().filter((file) =>
    /[:=<|&,(]\s*(typeof\s+)?import\(['"]\.[^)]*\)(\.|\[|\s*[;,>|&)]|\s*$)/m.test(readFileSync(file, 'utf8')),
  )
  // The playground is loaded when its tab is opened.
  expect(hidden.filter((file) => !file.endsWith('playground-tab.tsx'))).toEqual([])
})

test('what is clean or a hash is made in src/core/person, and claimed nowhere', () => {
  const claim = /\bas\s+(CleanText|CleanValues|Sha256Hex)\b/
  const claiming = sourceFiles().filter((file) => claim.test(readFileSync(file, 'utf8')))
  expect(claiming.filter((file) => !file.startsWith(join(root, 'src/core/person/')))).toEqual([])
  expect(claiming).not.toEqual([])
})

function sourceFiles(): readonly string[] {
  return ['spec', 'src', 'destination'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name)),
  )
}

test('finds circles, of types too', () => {
  const other = (name: string, from: string) =>
    `import type { T${from} } from './${from}'\nexport type T${name} = T${from}\n`
  expect(lint({ 'src/core/a.ts': other('a', 'b'), 'src/core/b.ts': other('b', 'a') })).toContain('part of a cycle')
})

test("keeps the page's components away from the core", () => {
  const page = "import { prepare } from '../../core/prepare'\nexport const x = prepare\n"
  expect(lint({ 'src/page/inbox/x.tsx': page })).toContain('Mend it')
  expect(lint({ 'src/page/playground/x.tsx': page })).toBe('')
})

test('no folder stands without a rule, and every folder of a rule is there', () => {
  const { forbidden } = require(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] }
  const rooms = forbidden.flatMap(({ name }) => /^imports of (src\/\S+\/)$/.exec(name)?.[1] ?? [])
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => `${join(parentPath, name)}/`.slice(root.length + 1))
  const missing = folders.filter(
    (folder) => folder !== 'src/commands/' && !rooms.some((room) => folder.startsWith(room) || room.startsWith(folder)),
  )
  expect(missing).toEqual([])
  expect(rooms.filter((room) => !folders.includes(room))).toEqual([])
})
