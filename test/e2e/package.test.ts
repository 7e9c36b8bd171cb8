import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const root = join(__dirname, '../..')
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>
}
const folder = mkdtempSync(join(tmpdir(), 'package-'))
const installed = join(folder, 'node_modules/appsflyer-destination')
const command = join(installed, 'bin/appsflyer-destination')

/** What a registry would serve, unpacked as an installation has it, with the dependencies alone beside it. */
beforeAll(() => {
  const options = { cwd: root, encoding: 'utf8' } as const
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], options)
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1'])
  for (const name of [...Object.keys(dependencies), '@duckdb/node-api']) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

function run(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' })
  return { stdout: stripVTControlCharacters(stdout), stderr, status }
}

test('the demo runs from the package', () => {
  const { stdout, stderr, status } = run('demo')
  expect([stderr, status]).toEqual([expect.stringContaining('calls of the Pull API'), 0])
  expect(stdout).toContain("A shop's day: 2,654 records")
  expect(stdout).toContain('Proof: what AppsFlyer recorded of')
}, 60_000)

test('init, validate and preview of the shipped examples run from the package', () => {
  expect(run('init', '--output', 'made.yaml').status).toBe(0)
  expect(run('validate', '--config', 'made.yaml').status).toBe(1)
  const examples = join(installed, 'examples')
  const preview = run('preview', '--config', join(examples, 'configuration.json'), join(examples, 'events.ndjson'))
  expect([preview.stderr, preview.status]).toEqual(['', 3])
}, 60_000)

test('each program of the package has its source map, with the source; what develops the Segment side is not there', () => {
  const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
  const programs = files.filter((name) => /^(spec|src|destination)[\\/].*\.js$/.test(name))
  expect(programs.length).toBeGreaterThan(400)
  expect(programs.filter((name) => !files.includes(`${name}.map`))).toEqual([])
  const map = JSON.parse(readFileSync(join(installed, 'dist/src/cli.js.map'), 'utf8'))
  expect(map.sourcesContent).toEqual([readFileSync(join(root, 'src/cli.ts'), 'utf8')])
  expect(files.filter((name) => name.includes('development'))).toEqual([])
})
