import { rmSync } from 'node:fs'
import { installMissing, root, runBinary } from './run.mjs'

installMissing()
rmSync(`${root}dist`, { recursive: true, force: true })
runBinary('typescript', ['-p', 'tsconfig.build.json'], { command: 'tsc' })
// Only now: esbuild may just have been installed.
const { buildPage } = await import('./build-page.mjs')
await buildPage(`${root}dist/page`)
