/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    '/hyparquet.*\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }],
  },
  // ES modules, which Jest cannot load as they are.
  transformIgnorePatterns: ['/node_modules/(?!hyparquet)'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/seeded-fast-check.cjs' },
  testTimeout: 30_000,
  // Many tests wait for servers and clocks: by itself Jest leaves one processor of two idle.
  maxWorkers: '100%',
}
