import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from '../lib/paths.mjs';

const FOLDERS = ['libs', 'activities', 'workflows', 'relay', 'apps', 'web', 'test', 'bench', 'scripts'];

/**
 * Checks the import table of `.dependency-cruiser.cjs`. A misconfigured cruiser checks nothing and passes, so every folder of the
 * table must have been checked.
 * @param {import('../lib/supervisor.mjs').Supervisor} supervisor
 */
export async function checkImports(supervisor) {
  /** @type {{ forbidden: { name: string }[] }} */
  const { forbidden } = createRequire(inRoot('package.json'))('./.dependency-cruiser.cjs');
  const told = forbidden.flatMap(({ name }) => (name.startsWith('imports of ') ? [name.slice('imports of '.length)] : []));
  const untold = workspaceFolders().filter((folder) => !told.includes(folder));
  if (untold.length > 0) throw new Error(`no row in the import table of .dependency-cruiser.cjs: ${untold.join(', ')}`);

  const output = await supervisor.run({
    name: 'imports',
    command: process.execPath,
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      ...FOLDERS.filter((folder) => existsSync(inRoot(folder))),
    ],
    // The exit code is the number of violations.
    okCodes: 'any',
  });
  /** @type {{ modules: { source: string }[], summary: { violations: { from: string, to: string, rule: { name: string, severity: string } }[] } }} */
  const { modules, summary } = JSON.parse(output);
  const unseen = told.filter(
    (folder) => existsSync(inRoot(folder, 'src')) && !modules.some(({ source }) => source.startsWith(`${folder}/src/`)),
  );
  if (unseen.length > 0) throw new Error(`the cruiser saw no module of: ${unseen.join(', ')}`);
  const wrong = summary.violations.filter(({ rule }) => rule.severity === 'error');
  if (wrong.length > 0) throw new Error(wrong.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`).join('\n'));
}

/** @returns {string[]} */
function workspaceFolders() {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return Object.keys(lock.packages).filter((path) => path && !path.includes('node_modules'));
}
