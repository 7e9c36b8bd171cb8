// Format, lint, types, dead code and the package's own shape: everything that can be known without running the tests.
import './build.mjs'
import { runBinary } from './run.mjs'

runBinary('@biomejs/biome', ['check', '--error-on-warnings', '.'], { command: 'biome' })
runBinary('typescript', ['-p', 'tsconfig.json'], { command: 'tsc' })
runBinary('typescript', ['-p', 'src/sandbox/page/tsconfig.json'], { command: 'tsc' })
runBinary('knip', [])
runBinary('publint', ['--strict'])
