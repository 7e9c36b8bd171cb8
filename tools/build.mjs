import { rmSync } from 'node:fs'
import { installMissing, root, runBinary } from './run.mjs'

installMissing()
rmSync(`${root}dist`, { recursive: true, force: true })
runBinary('typescript', ['-p', 'tsconfig.build.json'], { command: 'tsc' })
