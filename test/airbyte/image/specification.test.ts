import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { root } from './read-dockerfile'

/** `spec` prints a file that the build writes (`npm test` builds first). */

const specification = JSON.parse(JSON.stringify(connectorSpecification()))

test('the built specification is the one that the code makes', () => {
  const built = readFileSync(join(root, 'dist/spec/airbyte/connector-specification.json'), 'utf8')
  expect(JSON.parse(built)).toEqual(specification)
})

/** Tells on stderr, when the process ends, which packages it loaded. */
const watch = `
import { createRequire } from 'node:module'
const { cache } = createRequire(${JSON.stringify(join(root, 'package.json'))})
process.on('exit', () => process.stderr.write(Object.keys(cache).filter((path) => /node_modules/.test(path)).join(' ')))
`

test.each([['spec'], ['--version'], ['--help'], ['write', '--help']])(
  '%s %s prints without loading a package',
  (...args) => {
    const preload = `data:text/javascript,${encodeURIComponent(watch)}`
    const program = join(root, 'bin/destination-appsflyer')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', preload, program, ...args], {
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).not.toBe('')
    if (args[0] === 'spec') expect(JSON.parse(stdout)).toEqual({ type: 'SPEC', spec: specification })
  },
)
