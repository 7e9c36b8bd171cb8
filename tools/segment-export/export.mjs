// npm run segment:export DIR: writes DIR/appsflyer as Segment's monorepo has a destination under
// packages/destination-actions/src/destinations.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installMissing } from '../run.mjs'

installMissing()
// Only now: what it imports may just have been installed.
const { writeExport } = await import('./write-export.mjs')

const [directory] = process.argv.slice(2)
if (directory === undefined) fail('Which folder? npm run segment:export DIR')
const target = join(directory, 'appsflyer')
if (existsSync(target)) fail(`${target} exists already: remove it first, or give another folder.`)
console.log(`Wrote ${writeExport(target)} files to ${target}.`)

function fail(message) {
  console.error(message)
  process.exit(1)
}
