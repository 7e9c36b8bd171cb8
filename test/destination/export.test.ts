import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transform } from '@segment/actions-core'
import { build } from 'esbuild'
import fc from 'fast-check'
import own from '../../destination'
import { installToolchain, Monorepo } from './monorepo'
import { calls } from './segment-events'
import { defaultMapping, settings } from './workspace'

/** The export, under the toolchain and the rules of the repository that it is for. */

jest.setTimeout(300_000)

const toolchain = installToolchain()
const check = toolchain === undefined ? test.skip : test
let monorepo: Monorepo

beforeAll(async () => {
  if (toolchain === undefined) return
  monorepo = await Monorepo.create(toolchain)
  await monorepo.export()
})
afterAll(() => monorepo && rm(monorepo.folder, { recursive: true, force: true }))

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

const content = { isContent: true, said: '' }

check('it is as small as a reviewer can read: some thirty files, none of Airbyte, no schema library', async () => {
  const files = await filesOf(monorepo.destination)
  const names = files.map((file) => file.slice(monorepo.destination.length + 1))
  expect(names).toEqual(
    expect.arrayContaining([
      'index.ts',
      'versioning-info.ts',
      'metadata.json',
      'generated-types.ts',
      ...['mobileEvent', 'webEvent', 'webVisit', 'pbaUserId'].flatMap((action) => [
        `${action}/index.ts`,
        `${action}/generated-types.ts`,
      ]),
      '__tests__/index.test.ts',
      '__tests__/snapshot.test.ts',
    ]),
  )
  expect(names.length).toBeLessThan(42)
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.includes('__tests__'))) {
    const text = await readFile(file, 'utf8')
    // Columns that Airbyte adds to a row are known here, nothing else of it.
    expect(text.match(/^.*(airbyte(?!_|, Fivetran)|\bzod\b|biome).*$/gim)).toBeNull()
    const packages = [...text.matchAll(/from '([^'.][^']*)'/g)].map((match) => match[1])
    expect(['@segment/actions-core', 'google-libphonenumber', 'node:crypto']).toEqual(expect.arrayContaining(packages))
  }
})

check('it compiles with TypeScript 5.5 and the library of ES2020', async () => {
  expect(await monorepo.run('typescript/lib/tsc.js', ['-p', '.'])).toEqual(content)
})

check('Prettier 2.4 would change nothing', async () => {
  const { isContent, said } = await monorepo.run('prettier/bin-prettier.js', ['--check', 'src/destinations/**/*.ts'])
  expect([isContent, said]).toEqual([true, expect.stringContaining('All matched files use Prettier code style!')])
})

check('ESLint 7 has neither an error nor a warning', async () => {
  expect(await monorepo.run('eslint/bin/eslint.js', ['--ext', '.ts', 'src/destinations'])).toEqual(content)
})

check('its own tests pass under Jest 27 and nock 13', async () => {
  const mayWrite = process.env['UPDATE_GOLDEN'] === '1'
  const mode = mayWrite ? ['--ci=false', '--updateSnapshot'] : ['--ci']
  const { isContent, said } = await monorepo.run('jest/bin/jest.js', [...mode, '--runInBand', 'src/destinations'])
  if (mayWrite) await monorepo.keepSnapshots()
  expect([isContent, said]).toEqual([true, expect.stringMatching(/Tests: +\d+ passed, \d+ total/)])
  expect(said).not.toMatch(/obsolete|not written/)
})

/** The export as their build has it, with their libraries. */
async function loadExport(folder: string): Promise<typeof own> {
  const outfile = join(folder, 'export.cjs')
  const entryPoints = [join(monorepo.destination, 'index.ts')]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'error' })
  return createRequire(outfile)(outfile).default
}

check('it sends the same bytes as the destination here, and refuses the same events', async () => {
  const exported = await loadExport(monorepo.folder)
  const outcomes = new Map<string, number>()
  for (const event of fc.sample(calls, 150)) {
    for (const action of ['mobileEvent', 'webEvent', 'webVisit', 'pbaUserId']) {
      const payload = transform(defaultMapping(action), JSON.parse(JSON.stringify(event)))
      const [ours, theirs] = await Promise.all(
        [own, exported].map((definition) => outcomeOf(definition, action, payload)),
      )
      expect(theirs).toEqual(ours)
      const [kind = ''] = Object.keys(ours ?? {})
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    }
  }
  for (const kind of ['sent', 'error']) expect(outcomes.get(kind)).toBeGreaterThan(30)
})

/** What one event leads to: the request, or the error. */
async function outcomeOf(definition: typeof own, action: string, payload: object): Promise<object> {
  let sent: object | undefined
  const request = (url: string, options: object) => {
    sent = { url, options }
    return Promise.resolve({ status: 200, content: 'ok' })
  }
  const mapping = defaultMapping(action)
  const data = { payload, settings, mapping, rawMapping: mapping } as never
  try {
    const result = await definition.actions[action]?.perform(request as never, data)
    return sent === undefined ? { result } : { sent, result }
  } catch (error) {
    return { error: (error as Error).message }
  }
}
