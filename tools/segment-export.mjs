// npm run segment:export DIR: writes DIR/appsflyer as Segment's monorepo has it under
// packages/destination-actions/src/destinations, with the core it needs beside it.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, sep } from 'node:path'
import { root } from './run.mjs'

const tests = ['actions', 'batch', 'erase-user', 'errors', 'presets', 'reverse-etl'].map((name) => `${name}.test.ts`)
const support = ['deliveries.ts', 'local-server.ts', 'workspace.ts']
const inImports = /(\bfrom\s+|\brequire\(|\bimport\(|^import\s+)'(\.{1,2}\/?[^']*)'/gm

const [directory] = process.argv.slice(2)
if (directory === undefined) fail('Which folder? npm run segment:export DIR')
const target = join(directory, 'appsflyer')
if (existsSync(target)) fail(`${target} exists already: remove it first, or give another folder.`)

const files = withImports([
  ...sourcesOf('destination'),
  ...[...tests, ...support].map((name) => `test/destination/${name}`),
])
for (const file of files) write(file)
for (const name of tests) {
  const snapshot = `test/destination/__snapshots__/${name}.snap`
  if (existsSync(root + snapshot)) copy(snapshot)
}
writeFileSync(join(target, 'README.md'), readme())
console.log(`Wrote ${files.length} files to ${target}.`)

function sourcesOf(folder) {
  return readdirSync(root + folder, { recursive: true })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('destination/development/'))
}

/** The files and all that they import, directly or not. */
function withImports(entries) {
  const found = new Set(entries)
  for (const file of found) for (const imported of importsOf(file)) found.add(imported)
  return [...found].sort()
}

function importsOf(file) {
  return [...readFileSync(root + file, 'utf8').matchAll(inImports)].map((match) => resolveImport(file, match[2]))
}

function resolveImport(file, specifier) {
  const path = posix.join(posix.dirname(file), specifier).replace(/\/$/, '')
  const resolved = [`${path}.ts`, `${path}/index.ts`].find((candidate) => existsSync(root + candidate))
  return resolved ?? fail(`${file} imports ${specifier}, which is no file`)
}

/** Where a file of the project stands in the export. */
function placeOf(file) {
  if (file.startsWith('destination/')) return file.slice('destination/'.length)
  if (file.startsWith('test/destination/')) {
    const name = file.slice('test/destination/'.length)
    // Jest takes everything in __tests__ for a test.
    return support.includes(name) ? `test-support/${name}` : `__tests__/${name}`
  }
  return `core/${file}`
}

function write(file) {
  const place = placeOf(file)
  const text = readFileSync(root + file, 'utf8').replace(inImports, (_whole, before, specifier) => {
    const wanted = placeOf(resolveImport(file, specifier)).replace(/(\/index)?\.ts$/, '')
    const path = posix.relative(posix.dirname(place), wanted === 'index' ? '.' : wanted)
    return `${before}'${path === '' ? '.' : path.startsWith('.') ? path : `./${path}`}'`
  })
  mkdirSync(dirname(join(target, place)), { recursive: true })
  writeFileSync(join(target, place), text)
}

function copy(file) {
  const place = join(target, placeOf(file))
  mkdirSync(dirname(place), { recursive: true })
  copyFileSync(root + file, place)
}

function readme() {
  const { dependencies, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const imported = files.flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/from '([a-z@][^':]*)'/g)])
  const packages = [...new Set([...imported.map((match) => match[1]), 'libphonenumber-js'])]
  const needed = packages
    .filter((name) => dependencies[name] !== undefined)
    .map((name) => `- \`${name}\` ${dependencies[name]}`)
  return `# AppsFlyer

Written by appsflyer-destination ${version} (npm run segment:export). \`core/\` is the part that is shared with the
Airbyte connector: it turns an event into AppsFlyer's request. Change it there, and export again.

1. Put this folder into \`packages/destination-actions/src/destinations\`.
2. Add its name to \`destinations/index.ts\` with \`register('<id>', './appsflyer')\`; Segment gives the id.
3. Add to the dependencies of \`packages/destination-actions\`:
   ${needed.join('\n   ')}
4. \`yarn test appsflyer\` runs its tests, and \`validate\` Segment's own checks.
`
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
