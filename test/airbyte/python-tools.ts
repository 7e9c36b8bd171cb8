import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** A Python with packages of its own, or why there is none. */
export type PythonTools = { readonly folder: string; readonly python: string } | { readonly missing: string }

/** Makes, once, a virtual environment with exactly these packages (`name==version`). */
export function pythonTools(packages: readonly string[]): PythonTools {
  const mark = createHash('sha256').update(packages.join()).digest('hex').slice(0, 12)
  const folder = join(root, `node_modules/.cache/python-${mark}`)
  const python = join(folder, 'bin/python')
  if (existsSync(join(folder, 'complete'))) return { folder, python }
  const found = ['python3.12', 'python3.11', 'python3.10', 'python3'].find(
    (name) => spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']).status === 0,
  )
  if (found === undefined) return { missing: 'no Python 3.10 or newer here' }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, '..'), { recursive: true })
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [found, ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--retries', '1', ...packages]],
    [python, ['-c', `open(${JSON.stringify(join(folder, 'complete'))}, 'w')`]],
  ]
  const failed = steps.find(([command, args]) => spawnSync(command, args, { timeout: 120_000 }).status !== 0)
  return failed === undefined ? { folder, python } : { missing: 'PyPI does not give the packages' }
}

/** The test function for what needs the tools: skipped, aloud, where they are missing. */
export function testWith(tools: PythonTools): typeof test | typeof test.skip {
  if (!('missing' in tools)) return test
  process.stderr.write(`SKIPPED: ${tools.missing}.\n`)
  return test.skip
}
