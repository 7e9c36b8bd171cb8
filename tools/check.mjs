// Format, lint (circles too), types, import rules, dead code, slow regular expressions and the package's own shape: everything that can be known without running the tests.
import './build.mjs'
import { run, runBinary } from './run.mjs'

runBinary('@biomejs/biome', ['check', '--error-on-warnings', '.'], { command: 'biome' })
runBinary('typescript', ['-p', 'tsconfig.json'], { command: 'tsc' })
runBinary('typescript', ['-p', 'destination/tsconfig.json'], { command: 'tsc' })
runBinary('typescript', ['-p', 'src/page/tsconfig.json'], { command: 'tsc' })
runBinary('dependency-cruiser', ['--output-type', 'err-long', 'spec', 'src', 'destination'], { command: 'depcruise' })
runBinary('knip', [])
run(process.execPath, ['tools/check-regexes.mjs', 'spec', 'src', 'destination'])
runBinary('publint', ['--strict'])
