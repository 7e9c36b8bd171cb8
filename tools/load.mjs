// Loads TypeScript of the project into this process, bundled and not compiled.
import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buildSync } from 'esbuild'
import { root } from './run.mjs'

/** What a module of these contents, in the project's folder, exports. */
export function load(contents) {
  const program = `${root}node_modules/.cache/loaded-${process.pid}.cjs`
  mkdirSync(`${root}node_modules/.cache`, { recursive: true })
  buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: program,
    bundle: true,
    platform: 'node',
    packages: 'external',
  })
  try {
    return createRequire(import.meta.url)(program)
  } finally {
    rmSync(program)
  }
}
