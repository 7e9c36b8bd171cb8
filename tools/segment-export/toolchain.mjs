// The toolchain of Segment's repository, from the npm registry, in a folder of its own. Prints where it is; ends with 3
// where it cannot be had.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from '../run.mjs'

const from = fileURLToPath(new URL('toolchain/', import.meta.url))
const folder = `${root}node_modules/.cache/segment-toolchain`
/** Not installed as a dependency: of its hundreds of files the destinations' shared ones are needed, none of its packages. */
const destinations = '@segment/action-destinations@3.497.0'
const lock = readFileSync(`${from}package-lock.json`, 'utf8') + destinations

if (!isInstalled()) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(from + file, `${folder}/${file}`)
  npm(['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'])
  npm(['pack', '--silent', destinations])
  const unpacked = `${folder}/node_modules/@segment/action-destinations`
  mkdirSync(unpacked, { recursive: true })
  run('tar', [
    '-xzf',
    'segment-action-destinations-3.497.0.tgz',
    '-C',
    unpacked,
    '--strip-components=1',
    'package/dist/lib',
  ])
  writeFileSync(`${folder}/installed`, lock)
}
console.log(folder)

function isInstalled() {
  return existsSync(`${folder}/installed`) && readFileSync(`${folder}/installed`, 'utf8') === lock
}

function npm(args) {
  run('npm', args)
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  console.error(`Segment's toolchain cannot be had: ${command} ${args[0]} failed. ${error?.message ?? stderr.trim()}`)
  process.exit(3)
}
