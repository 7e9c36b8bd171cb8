import { rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { installMissing, root, runBinary } from './run.mjs'

installMissing()
rmSync(`${root}dist`, { recursive: true, force: true })
runBinary('typescript', ['-p', 'tsconfig.build.json'], { command: 'tsc' })
// `spec` prints it without loading the schema it is made of.
const specification = `${root}dist/spec/airbyte/connector-specification`
const { connectorSpecification } = createRequire(import.meta.url)(`${specification}.js`)
writeFileSync(`${specification}.json`, JSON.stringify(connectorSpecification()))
// Only now: esbuild may just have been installed.
const { buildPage } = await import('./build-page.mjs')
await buildPage(`${root}dist/page`)
