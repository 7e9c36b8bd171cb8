import { spawnSync } from 'node:child_process'
import { root } from './read-dockerfile'

test('the lock file has the optional packages of all platforms, so that npm ci takes it (else: tools/complete-lock.mjs)', () => {
  const ask = `import { readFileSync } from 'node:fs'
    import { missingEntries } from './tools/complete-lock.mjs'
    console.log(JSON.stringify(missingEntries(JSON.parse(readFileSync('package-lock.json', 'utf8')))))`
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', ask], { cwd: root, encoding: 'utf8' })
  expect(result.stderr).toBe('')
  expect(JSON.parse(result.stdout)).toEqual([])
})
