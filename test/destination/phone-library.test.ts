import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { type Examples, getExampleNumber } from 'libphonenumber-js'
import * as ours from '../../src/core/person/phone-library'
import { installToolchain } from './monorepo'

/** In Segment's repository Google's own library reads the numbers: the same hash must come out. */

const examples: Examples = require('libphonenumber-js/mobile/examples')
const toolchain = installToolchain()
const check = toolchain === undefined ? test.skip : test

function theirs(folder: string): typeof ours {
  const source = readFileSync('tools/segment-export/monorepo/phone-library.ts', 'utf8')
  const file = join(folder, 'phone-library.cjs')
  writeFileSync(file, transformSync(source, { loader: 'ts', format: 'cjs' }).code)
  return createRequire(file)(file)
}

check('numbers of all countries are read alike, however they are written', () => {
  const other = theirs(toolchain ?? '')
  expect([...other.phoneCountries()].sort()).toEqual([...ours.phoneCountries()].sort())
  let read = 0
  for (const country of ours.phoneCountries()) {
    const example = getExampleNumber(country as Parameters<typeof getExampleNumber>[0], examples)
    if (example === undefined) continue
    for (const text of [
      example.number,
      example.formatInternational(),
      example.formatNational(),
      example.nationalNumber,
    ]) {
      const [mine, its] = [ours, other].map(({ readNumber }) => readNumber(text.toString(), country))
      expect([text, its?.e164, its?.isPossible]).toEqual([text, mine?.e164, mine?.isPossible])
      read++
    }
  }
  expect(read).toBeGreaterThan(900)
})
