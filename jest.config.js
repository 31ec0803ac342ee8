/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import each other as `./x.js`, as Node's resolver wants it; on disk they are `.ts`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // One worker more than a small machine has cores: while a test waits for a process, another runs.
  maxWorkers: 3,
  maxConcurrency: 20,
  // Tests that start processes take their time on a busy machine.
  testTimeout: 60_000,
  collectCoverageFrom: ['src/**/*.ts'],
}
