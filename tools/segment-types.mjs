// Writes destination/**/generated-types.ts from the fields of the actions and settings. Bundled and not compiled, since
// the sources have no right types before these are written.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { installMissing, root } from './run.mjs'

installMissing()
// Only now: it may just have been installed.
const { buildSync } = await import('esbuild')

const actions = ['mobileEvent', 'webEvent', 'webVisit']
const program = `${root}node_modules/.cache/segment-types.cjs`
mkdirSync(`${root}node_modules/.cache`, { recursive: true })
buildSync({
  stdin: {
    contents: [
      "export { typesOf } from './destination/development/types-of'",
      "export { settings } from './destination/settings'",
      ...actions.map((action) => `export { fields as ${action} } from './destination/${action}'`),
    ].join('\n'),
    resolveDir: root,
    loader: 'ts',
  },
  outfile: program,
  bundle: true,
  platform: 'node',
  packages: 'external',
})
const { typesOf, settings, ...fields } = createRequire(import.meta.url)(program)
rmSync(program)

writeFileSync(`${root}destination/generated-types.ts`, typesOf('Settings', settings))
for (const action of actions) {
  writeFileSync(`${root}destination/${action}/generated-types.ts`, typesOf('Payload', fields[action]))
}
