import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** The export is a folder that stands on its own: it compiles and passes its tests away from this project. */

const run = promisify(execFile)
const tool = resolve('tools/segment-export.mjs')
let directory: string
let files: string[]

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'segment-export-'))
  await run(process.execPath, [tool, directory])
  await symlink(resolve('node_modules'), join(directory, 'node_modules'), 'dir')
  const entries = await readdir(join(directory, 'appsflyer'), { recursive: true, withFileTypes: true })
  files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
})

afterAll(() => rm(directory, { recursive: true, force: true }))

test("it has what Segment's monorepo expects: definition, actions, generated types, tests with snapshots", () => {
  const names = files.map((file) => file.slice(join(directory, 'appsflyer').length + 1).replaceAll('\\', '/'))
  expect(names).toEqual(
    expect.arrayContaining([
      'README.md',
      'index.ts',
      'generated-types.ts',
      ...['mobileEvent', 'webEvent', 'webVisit'].flatMap((action) => [
        `${action}/index.ts`,
        `${action}/generated-types.ts`,
      ]),
      '__tests__/actions.test.ts',
      '__tests__/__snapshots__/actions.test.ts.snap',
      'core/src/core/prepare.ts',
    ]),
  )
})

test('it needs no package beside those its README names', async () => {
  const readme = await readFile(join(directory, 'appsflyer/README.md'), 'utf8')
  const texts = await Promise.all(
    files.filter((file) => file.endsWith('.ts') && !file.includes('__tests__')).map((file) => readFile(file, 'utf8')),
  )
  const imported = texts.flatMap((text) => [...text.matchAll(/(?:from |require\(|import\()'([^'.][^']*)'/g)])
  const packages = new Set(imported.map((match) => match[1] ?? ''))
  packages.delete('@segment/actions-core')
  for (const name of packages) if (!name.startsWith('node:')) expect(readme).toContain(`\`${name}\``)
  expect([...packages]).not.toContain('undici')
})

test('it compiles', async () => {
  const compilerOptions = { strict: true, noEmit: true, module: 'node16', target: 'es2022', skipLibCheck: true }
  const lib = ['ES2023', 'ES2024.String']
  const config = { compilerOptions: { ...compilerOptions, lib, types: ['node', 'jest'] }, include: ['appsflyer'] }
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(config))
  await writeFile(join(directory, 'package.json'), '{"type":"commonjs"}')
  const compiler = resolve('node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [compiler, '-p', directory]).catch((error) => error)
  expect(stdout).toBe('')
})

test('it passes its own tests', async () => {
  const config = {
    rootDir: join(directory, 'appsflyer'),
    testEnvironment: 'node',
    transform: {
      '\\.ts$': [resolve('node_modules/@swc/jest'), { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    },
  }
  const jest = resolve('node_modules/jest/bin/jest.js')
  const args = [jest, '--ci', '--runInBand', '--config', JSON.stringify(config)]
  const { stderr } = await run(process.execPath, args, { cwd: directory }).catch((error) => error)
  expect(stderr).toMatch(/Tests: +\d+ passed, \d+ total/)
  expect(stderr).not.toMatch(/failed|obsolete/)
})

test('it overwrites nothing', async () => {
  const again = run(process.execPath, [tool, directory])
  await expect(again).rejects.toMatchObject({ stderr: expect.stringContaining('exists already') })
})
