// Writes destination/**/generated-types.ts from the fields of the actions and settings. Bundled and not compiled, since
// the sources have no right types before these are written.
import { writeFileSync } from 'node:fs'
import { installMissing, root } from './run.mjs'

installMissing()
// Only now: it may just have been installed.
const { load } = await import('./load.mjs')

const actions = ['mobileEvent', 'webEvent', 'webVisit', 'pbaUserId']
const { typesOf, settings, ...fields } = load(
  [
    "export { typesOf } from './destination/development/types-of'",
    "export { settings } from './destination/settings'",
    ...actions.map((action) => `export { fields as ${action} } from './destination/${action}'`),
  ].join('\n'),
)

writeFileSync(`${root}destination/generated-types.ts`, typesOf('Settings', settings))
for (const action of actions) {
  writeFileSync(`${root}destination/${action}/generated-types.ts`, typesOf('Payload', fields[action]))
}
