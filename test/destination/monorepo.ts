import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

/**
 * As much of segmentio/action-destinations as a destination needs: the toolchain in the repository's versions, the files
 * that all destinations share (from the registry, as published), and the rules of its configuration files.
 */

const run = promisify(execFile)

/** The folder of the toolchain; undefined, said aloud, where it cannot be had. */
export function installToolchain(): string | undefined {
  try {
    const tool = resolve('tools/segment-export/toolchain.mjs')
    return execFileSync(process.execPath, [tool], { encoding: 'utf8' }).trim()
  } catch (error) {
    if ((error as { status?: number }).status !== 3) throw error
    process.stderr.write(
      'SKIPPED: the checks of Segment’s repository, whose toolchain the npm registry does not serve.\n',
    )
    return undefined
  }
}

const compilerOptions = {
  module: 'commonjs',
  target: 'es2020',
  lib: ['es2020'],
  moduleResolution: 'node',
  esModuleInterop: true,
  resolveJsonModule: true,
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  // Emitted, since some errors show only there.
  declaration: true,
  outDir: 'dist',
}

/** The rules that its .eslintrc.js has for packages/destination-actions. */
const lintRules = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 2019, project: ['./tsconfig.json'] },
  env: { node: true },
  extends: [
    'eslint:recommended',
    'plugin:@typescript-eslint/recommended',
    'plugin:@typescript-eslint/recommended-requiring-type-checking',
    'prettier/@typescript-eslint',
    'prettier',
  ],
  plugins: ['@typescript-eslint', 'lodash', 'jest'],
  rules: {
    'lodash/import-scope': ['error', 'method'],
    '@typescript-eslint/ban-types': 'off',
    '@typescript-eslint/explicit-module-boundary-types': 'off',
    '@typescript-eslint/no-empty-interface': 'off',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'warn',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
    'no-unused-vars': 'off',
    '@typescript-eslint/no-unused-vars': [
      'error',
      { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    '@typescript-eslint/require-await': 'off',
    '@typescript-eslint/restrict-plus-operands': 'off',
    '@typescript-eslint/restrict-template-expressions': 'off',
    '@typescript-eslint/unbound-method': 'off',
    '@typescript-eslint/no-unsafe-argument': 'warn',
    '@typescript-eslint/no-misused-promises': 'warn',
    '@typescript-eslint/no-unnecessary-type-assertion': 'warn',
    'no-restricted-syntax': [
      'error',
      { selector: "ImportDeclaration[source.value='crypto'] ImportSpecifier[imported.name='createHash']" },
    ],
  },
  overrides: [
    {
      files: ['**/__tests__/**/*.ts'],
      env: { jest: true },
      rules: { '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-explicit-any': 'off' },
    },
  ],
}

const prettierRules = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 }

const jestRules = {
  preset: 'ts-jest',
  roots: ['<rootDir>/src'],
  globals: { 'ts-jest': { isolatedModules: true } },
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/setup-after-env.ts'],
}

/** No test may reach the network, but servers of its own. */
const setUp = `import nock from 'nock'
beforeEach(() => nock.cleanAll())
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
})
afterAll(() => nock.restore())
`

export class Monorepo {
  private constructor(
    /** Where packages/destination-actions is. */
    readonly folder: string,
    private readonly toolchain: string,
  ) {}

  static async create(toolchain: string): Promise<Monorepo> {
    const folder = await mkdtemp(join(tmpdir(), 'segment-monorepo-'))
    const monorepo = new Monorepo(folder, toolchain)
    await symlink(join(toolchain, 'node_modules'), join(folder, 'node_modules'), 'dir')
    const files: Readonly<Record<string, string | object>> = {
      'package.json': { private: true, jest: jestRules, prettier: prettierRules },
      'tsconfig.json': { compilerOptions, include: ['src', 'test'], exclude: ['dist'] },
      '.eslintrc.json': lintRules,
      'test/setup-after-env.ts': setUp,
      'src/lib/hashing-utils.ts': "export * from '@segment/action-destinations/dist/lib/hashing-utils'\n",
      'src/lib/test-data.ts': "export * from '@segment/action-destinations/dist/lib/test-data'\n",
    }
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    }
    return monorepo
  }

  get destination(): string {
    return join(this.folder, 'src/destinations/appsflyer')
  }

  /** Puts the export where a destination stands. */
  async export(): Promise<void> {
    await run(process.execPath, [resolve('tools/segment-export/export.mjs'), dirname(this.destination)])
  }

  /** Keeps the snapshots that the destination's tests have written. */
  async keepSnapshots(): Promise<void> {
    const kept = resolve('tools/segment-export/monorepo/__tests__/__snapshots__')
    await cp(join(this.destination, '__tests__/__snapshots__'), kept, { recursive: true })
  }

  /** Runs a program of the toolchain; what it says, and whether it was content. */
  async run(program: string, args: readonly string[], node = process.execPath) {
    const path = join(this.toolchain, 'node_modules', program)
    const options = { cwd: this.folder, maxBuffer: 100_000_000, env: { ...process.env, TZ: 'UTC', NODE_ENV: 'test' } }
    return run(node, [path, ...args], options).then(
      ({ stdout, stderr }) => ({ isContent: true, said: stdout + stderr }),
      (error: { stdout?: string; stderr?: string }) => ({
        isContent: false,
        said: `${error.stdout ?? ''}${error.stderr ?? ''}`,
      }),
    )
  }
}
