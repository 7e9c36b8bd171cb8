import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Damage, RawBlock } from '../../src/raw-data/raw-block'
import { readRawFiles } from '../../src/raw-data/read-raw-files'

let folder = ''

/** A folder of its own for each test, with these files. */
export function filesIn(files: Readonly<Record<string, string | Uint8Array>>): string {
  removeFiles()
  folder = mkdtempSync(join(tmpdir(), 'raw-data-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

export function removeFiles(): void {
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
  folder = ''
}

interface Told {
  readonly damages: Damage[]
  readonly warnings: string[]
}

/** Somebody who listens to what reading tells. */
export function listener() {
  const told: Told = { damages: [], warnings: [] }
  const options = {
    onDamage: (damage: Damage) => told.damages.push(damage),
    onWarning: (warning: string) => told.warnings.push(warning),
  }
  return { told, options }
}

export async function collect(blocks: AsyncIterable<RawBlock>) {
  const all: RawBlock[] = []
  for await (const block of blocks) all.push(block)
  return { blocks: all, rows: all.flatMap(({ rows }) => rows) }
}

/** Everything that reading these paths gives and tells, without the test's own folder. */
export async function read(paths: readonly string[], columns?: readonly string[]) {
  const { told, options } = listener()
  const only = columns === undefined ? {} : { columns: new Set(columns) }
  const { blocks, rows } = await collect(readRawFiles(paths, { ...options, ...only }))
  const short = (text: string) => text.replaceAll(`${folder}/`, '')
  return {
    rows,
    sources: [...new Set(blocks.map(({ source }) => source))].map((source) => ({
      ...source,
      name: short(source.name),
    })),
    damages: told.damages.map(({ line, why }) => ({ line, why: short(why) })),
    warnings: told.warnings.map(short),
  }
}
