// Writes the Segment destination as Segment's repository has one: few files, their libraries, their format.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import prettier from 'prettier'
import { load } from '../load.mjs'
import { root } from '../run.mjs'
import { writeBundles } from './bundle.mjs'
import { metadataOf } from './metadata.mjs'
import { headers, placeOf } from './places.mjs'
import { readSources } from './sources.mjs'

const monorepo = 'tools/segment-export/monorepo/'
/** Segment's repository has libraries of its own for these. */
const replaced = {
  'src/core/person/sha256.ts': `${root}${monorepo}sha256.ts`,
  'src/core/person/phone-library.ts': `${root}${monorepo}phone-library.ts`,
}

/** As their package.json has it. */
const format = { parser: 'typescript', semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 }

/** @returns how many files were written into the folder. */
export function writeExport(target) {
  const statements = readSources({
    entries: ['destination/index.ts'],
    replaced,
    isKept: (file) => file.startsWith('destination/'),
  })
  const { default: definition } = load("export { default } from './destination'")
  const files = new Map([
    ...[...writeBundles(statements, { placeOf, headers })].map(([place, text]) => [place, formatted(text)]),
    ...testsOf('__tests__/'),
    ['metadata.json', `${JSON.stringify(metadataOf(definition.slug, definition), null, 2)}\n`],
  ])
  for (const [place, text] of files) {
    const path = join(target, place)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return files.size
}

/** Tests, and the snapshots that Jest wrote for them. */
function testsOf(folder) {
  return readdirSync(root + monorepo + folder, { recursive: true })
    .filter((name) => /\.(ts|snap)$/.test(name))
    .map((name) => {
      const text = readFileSync(root + monorepo + folder + name, 'utf8')
      return [folder + name, name.endsWith('.ts') ? formatted(text) : text]
    })
}

function formatted(text) {
  return prettier.format(text, format)
}
