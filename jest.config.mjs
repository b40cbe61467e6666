// ESM mode: run through `npm test -- small|medium|e2e|replay`, which sets --experimental-vm-modules.
/** @param {{ tsx?: boolean, transform?: object }} [jsx] */
const swcWith = ({ tsx = false, transform = {} } = {}) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx },
      target: 'es2023',
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true, ...transform },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swcWith() },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  moduleNameMapper: {
    '^@perennial/domain/([a-z]+)$': '<rootDir>/libs/domain/src/$1/index.ts',
    '^@perennial/(contracts|config|db|logging|services|rendering|stripe|storage|api-client)$': '<rootDir>/libs/$1/src/index.ts',
    '^@perennial/(activities|relay|workflows)$': '<rootDir>/$1/src/index.ts',
    '^@perennial/(api|worker|stripe-sandbox)$': '<rootDir>/apps/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
export default {
  coverageProvider: 'v8',
  // A module that a spec file loads stays in memory (https://github.com/jestjs/jest/issues/11956): after fifty files, a worker only collected
  // garbage. It is replaced between two files.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...shared, displayName: 'small', testMatch: ['<rootDir>/{libs/*,apps/*,activities,relay,web}/src/**/*.spec.ts'] },
    { ...shared, displayName: 'workflows', testMatch: ['<rootDir>/workflows/src/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'components',
      testMatch: ['<rootDir>/web/src/**/*.spec.tsx'],
      testEnvironment: '<rootDir>/test/components/environment.mjs',
      setupFilesAfterEnv: ['<rootDir>/test/components/waits.ts'],
      extensionsToTreatAsEsm: ['.ts', '.tsx'],
      transform: { '^.+\\.tsx?$': swcWith({ tsx: true, transform: { react: { runtime: 'automatic' } } }) },
      moduleNameMapper: { ...shared.moduleNameMapper, '\\.css$': '<rootDir>/test/components/styles.cjs' },
    },
    {
      ...shared,
      displayName: 'medium',
      testMatch: ['<rootDir>/test/medium/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/one-query-at-a-time.ts'],
    },
    { ...shared, displayName: 'cases', testMatch: ['<rootDir>/test/cases/**/*.spec.ts'] },
    { ...shared, displayName: 'replay', testMatch: ['<rootDir>/test/replay/**/*.spec.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};
