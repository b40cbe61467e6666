import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';
import { checkCompose } from './compose.mjs';
import { checkFeatures } from './features.mjs';
import { checkGenerated } from './generated.mjs';
import { checkGuide } from './guide.mjs';
import { checkImports } from './imports.mjs';
import { checkLockFile } from './lock-file.mjs';
import { checkRegularExpressions } from './regular-expressions.mjs';

const COMPILER = 'node_modules/ts7/bin/tsc';

/**
 * Checks the code without running it.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 * @param {import('./report.mjs').Report} report
 */
export async function checkStatic(supervisor, report) {
  /** @param {string} name @param {string[]} args */
  const node = (name, args) => supervisor.run({ name, command: process.execPath, args, lastLines: 60, env: { NO_COLOR: '1' } });
  /** @type {{ name: string, when?: string, run: () => Promise<unknown> }[]} */
  const checks = [
    { name: 'types of the specs', run: () => node('types-specs', [COMPILER, '-p', 'tsconfig.specs.json', '--noEmit']) },
    { name: 'types of the scripts', run: () => node('types-scripts', [COMPILER, '-p', 'scripts/tsconfig.json']) },
    {
      name: 'types of the web app',
      when: 'web/tsconfig.json',
      run: () => node('types-web', [COMPILER, '-p', 'web/tsconfig.json', '--noEmit']),
    },
    {
      name: 'lint and format',
      run: () =>
        node('biome', [
          'node_modules/@biomejs/biome/bin/biome',
          'ci',
          '--colors=off',
          '--reporter=summary',
          '--max-diagnostics=200',
        ]),
    },
    { name: 'import table', run: () => checkImports(supervisor) },
    { name: 'nothing unused', run: () => node('knip', ['node_modules/knip/bin/knip.js', '--no-progress']) },
    { name: 'generated files are current', run: () => checkGenerated(supervisor) },
    { name: 'compose file', when: 'docker-compose.yml', run: checkCompose },
    { name: 'variables in the operator guide', run: checkGuide },
    { name: 'feature list', run: async () => checkFeatures() },
    { name: 'regular expressions are linear', run: checkRegularExpressions },
    { name: 'lock file is complete', run: checkLockFile },
    { name: 'tests of the scripts', run: () => node('scripts', ['--test', ...scriptTests()]) },
  ];
  for (const { name, when, run } of checks) if (!when || existsSync(inRoot(when))) await report.check(name, run);
}

/** Of the scripts, and beside the sources of the benches. Node 20 takes files, later ones also patterns. */
const scriptTests = () =>
  ['test/static', 'bench'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.mjs'))
      .map((name) => `${folder}/${name}`),
  );
