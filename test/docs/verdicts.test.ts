import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { silentLosses } from '../../spec/appsflyer/answers/silent-losses'
import { verdicts as proofVerdicts, reasons } from '../../src/proof/verdict'
import { verdicts as sandboxVerdicts } from '../../src/sandbox/inbox/arrival'
import { read, root } from './documents'

/** docs/verdicts.md has every verdict, reason and note that the sandbox and the proof can say, and no other. */

const page = read('docs/verdicts.md')

/** The codes in the first column of a section's table. */
function codesOf(title: string): readonly string[] {
  const [, section = ''] = page.split(`\n${title}\n`)
  const [body = ''] = section.split(/\n#{2,3} /)
  const cells = [...body.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell)
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code = '']) => code))
}

const folders = ['verdict', 'erasure'].map((name) => join(root, 'src/sandbox', name))
const judges = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
const sources = [...judges, join(root, 'src/sandbox/inbox/arrival.ts')]
const code = sources.map((name) => readFileSync(name, 'utf8')).join('\n')
/** Codes that the sandbox writes out as such. */
const written = [...code.matchAll(/code: '(\w+)'|noSuchEndpoint\(\d+, '(\w+)'/g)].map(([, one, other]) => one ?? other)

const losses = codesOf('### Reasons of what is lost')
const refusals = codesOf('### Reasons of a refusal')
const notes = codesOf('### Notes')

test('the verdicts, in their order', () => {
  expect(codesOf("## The sandbox's verdicts")).toEqual(sandboxVerdicts)
  expect(codesOf("## Proof's verdicts")).toEqual(proofVerdicts)
})

test('each reason why it cannot be told, word by word', () => {
  expect(codesOf('### Why it cannot be told')).toEqual(Object.keys(reasons))
  for (const [name, { why, act }] of Object.entries(reasons))
    expect(page).toContain(`| \`${name}\` | ${why} | ${act} |`)
})

test('each silent loss, with what it loses', () => {
  for (const { code: name, loses } of silentLosses)
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| ${loses} \\|`, 'm'))
})

test('each code that the sandbox writes is there', () => {
  expect(written.length).toBeGreaterThan(20)
  expect([...losses, ...refusals, ...notes]).toEqual(expect.arrayContaining(written))
})

test('each code that is there is one of the sandbox', () => {
  const known = new Set<string>(silentLosses.map(({ code: name }) => name))
  const strange = [...losses, ...refusals, ...notes].filter((name) => {
    return !known.has(name) && !name.startsWith('missing_') && !new RegExp(`['\\s]${name}\\b`).test(code)
  })
  expect(strange).toEqual([])
})
