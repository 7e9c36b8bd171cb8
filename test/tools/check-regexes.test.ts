import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The gate of npm run check: a regular expression that may take a square's time does not get in. */

const root = join(__dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'regexes-'))
afterAll(() => rmSync(folder, { recursive: true }))

function check(source: string) {
  const path = join(folder, 'source.ts')
  writeFileSync(path, source)
  const { status, stderr } = spawnSync(process.execPath, ['tools/check-regexes.mjs', path], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, stderr }
}

test.each([
  ["export const trim = (text: string) => text.replace(/0+$/, '')", 'put (?<!x) before x+'],
  ['export const line = /^\\s*\\{\\s*(a.*[{,])?\\s*$/', 'make them exclude each other'],
  ['export const list = /^(?:\\d+)+$/', 'matches'],
])('complains about %s', (source, how) => {
  const { status, stderr } = check(source)
  expect(status).toBe(1)
  expect(stderr).toContain(source.slice(source.indexOf('/'), source.lastIndexOf('/') + 1))
  expect(stderr).toContain(how === 'matches' ? 'a repeated part can match the same text in several ways' : how)
})

test('is content with what is linear', () => {
  expect(check("export const trim = (text: string) => text.replace(/(?<!0)0+$/, '')")).toEqual({
    status: 0,
    stderr: '',
  })
})
