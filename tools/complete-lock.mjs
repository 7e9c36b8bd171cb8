// Completes package-lock.json with the optional packages of other platforms. npm leaves out those that its registry does
// not serve at the time, and then refuses the lock file (npm ci) everywhere. Run it after npm install.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from './run.mjs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el']

/** The optional packages that no entry stands for: where they belong, and the entry each should have. */
export function missingEntries({ packages }) {
  const isThere = (from, name) => {
    const above = `${from}/`.split('node_modules/').slice(0, -1)
    const folders = [`${from}/`, ...above.map((_, depth) => above.slice(0, depth + 1).join('node_modules/'))]
    return folders.some((folder) => packages[`${folder === '/' ? '' : folder}node_modules/${name}`] !== undefined)
  }
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isThere(from, name))
      .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, entry.dev)]),
  )
}

/** Such packages carry their platform in their name, and are asked for in one version only. */
function entryFor(name, version, dev) {
  if (!/^\d+\.\d+\.\d+\S*$/.test(version))
    throw new Error(`${name} is asked for as ${version}, which is no one version`)
  const parts = name.split(/[/-]/)
  const os = systems.filter((system) => parts.includes(system))
  const cpu = processors.filter((processor) => parts.includes(processor))
  return { version, ...(cpu.length > 0 && { cpu }), ...(dev && { dev }), optional: true, ...(os.length > 0 && { os }) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = `${root}package-lock.json`
  const lock = JSON.parse(readFileSync(path, 'utf8'))
  const missing = missingEntries(lock)
  const entries = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) })
  lock.packages = Object.fromEntries(entries.sort(([left], [right]) => left.localeCompare(right, 'en')))
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} entries added.`)
}
