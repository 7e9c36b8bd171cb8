// Runs the tests under other majors of Node, each from the npm package `node`: 22 and 24, or those named. A major that
// cannot be had is skipped, aloud.
import { spawnSync } from 'node:child_process'
import './build.mjs'
import { binary, root } from './run.mjs'

const majors = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument))
let failed = 0
for (const major of majors.length > 0 ? majors : ['22', '24']) {
  const folder = `${root}node_modules/.cache/node-${major}`
  const node = `${folder}/node_modules/.bin/node`
  const install = ['install', '--no-save', '--silent', '--prefix', folder, `node@${major}`]
  spawnSync('npm', install, { stdio: 'inherit', shell: process.platform === 'win32' })
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
  if (!version?.startsWith(`v${major}.`)) {
    console.log(`Node ${major}: skipped, the npm package node@${major} could not be installed`)
    continue
  }
  console.log(`Node ${version}`)
  const path = `${folder}/node_modules/.bin:${process.env['PATH']}`
  const tests = spawnSync(node, [binary('jest'), '--silent'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  if (tests.status !== 0) failed++
}
process.exitCode = failed === 0 ? 0 : 1
