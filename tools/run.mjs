import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's folder, with a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the project's folder, showing its output; a failure ends this process with the same exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** The file behind a package's command, so that it can be run with the Node that runs us. */
export function binary(packageName, command = packageName) {
  const manifest = JSON.parse(readFileSync(`${root}node_modules/${packageName}/package.json`, 'utf8'))
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command]
  return `${root}node_modules/${packageName}/${path}`
}

/** Runs a package's command with the Node that runs us. */
export function runBinary(packageName, args, options = {}) {
  run(process.execPath, [binary(packageName, options.command), ...args], options)
}

/** Installs the dependencies as the lock file has them, unless they are there already. */
export function installMissing() {
  const lock = `${root}package-lock.json`
  const installed = `${root}node_modules/.package-lock.json`
  if (existsSync(installed) && sameDependencies(lock, installed)) return
  console.error('Installing dependencies (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
}

/** npm leaves out the optional packages of other platforms, so only what it did install is compared. */
function sameDependencies(lockPath, installedPath) {
  const wanted = JSON.parse(readFileSync(lockPath, 'utf8')).packages
  const present = JSON.parse(readFileSync(installedPath, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  )
}
