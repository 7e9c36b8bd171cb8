// Builds dist: what the package runs, and the sandbox's page. Does nothing where dist was built from these very files.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { installMissing, root, runBinary } from './run.mjs'

const inputs = [
  'spec',
  'src',
  'destination',
  'examples',
  'bench',
  'package-lock.json',
  'package.json',
  'docs/findings.md',
  'tools/build.mjs',
  'tools/build-page.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
]
const stamp = `${root}dist/.built-from`

/** A hash of all that dist is made of. */
function hashOfInputs() {
  const hash = createHash('sha256')
  const add = (path) => hash.update(`${path}\n`).update(readFileSync(root + path))
  for (const input of inputs) {
    const files = /\.\w+$/.test(input) ? [input] : filesUnder(input)
    for (const file of files) add(file)
  }
  return hash.digest('hex')
}

function filesUnder(folder) {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()
}

installMissing()
const hash = hashOfInputs()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) await build()

async function build() {
  rmSync(`${root}dist`, { recursive: true, force: true })
  runBinary('typescript', ['-p', 'tsconfig.build.json'], { command: 'tsc' })
  // `spec` prints it without loading the schema it is made of.
  const specification = `${root}dist/spec/airbyte/connector-specification`
  const { connectorSpecification } = createRequire(import.meta.url)(`${specification}.js`)
  writeFileSync(`${specification}.json`, JSON.stringify(connectorSpecification()))
  // Only now: esbuild may just have been installed.
  const { buildPage } = await import('./build-page.mjs')
  await buildPage(`${root}dist/page`)
  writeFileSync(stamp, hash)
}
