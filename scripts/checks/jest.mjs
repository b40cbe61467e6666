import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { messageOf } from '../lib/say.mjs';

/** For a test or a hook, in milliseconds. With real servers on a busy machine, creating a database alone may take ten seconds. */
const TIMEOUTS = { small: 5_000, others: 60_000 };
const PRODUCT_FOLDERS = ['libs', 'apps', 'activities', 'relay', 'web'];

/**
 * Whether a jest project has anything to run.
 * @param {string} project
 */
export function hasSpecs(project) {
  if (project === 'components') return containsSpec('web', '.spec.tsx');
  const folders = project === 'small' ? PRODUCT_FOLDERS : [project === 'workflows' ? 'workflows/src' : `test/${project}`];
  return folders.some((folder) => containsSpec(folder));
}

/**
 * @param {string} folder
 * @param {string} [ending]
 * @returns {boolean}
 */
function containsSpec(folder, ending = '.spec.ts') {
  if (!existsSync(inRoot(folder))) return false;
  return readdirSync(inRoot(folder), { withFileTypes: true }).some((entry) => {
    if (entry.isFile()) return entry.name.endsWith(ending);
    return (
      entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name) && containsSpec(`${folder}/${entry.name}`, ending)
    );
  });
}

/**
 * Runs a jest project and counts its tests.
 * @param {object} options
 * @param {import('../lib/supervisor.mjs').Supervisor} options.supervisor
 * @param {import('./report.mjs').Report} options.report
 * @param {string} options.project
 * @param {string[]} options.args further arguments of jest
 * @param {Record<string, string>} [options.env]
 */
export async function runJest({ supervisor, report, project, args, env = {} }) {
  if (!hasSpecs(project)) return report.say('  no specs');
  const outputFile = join(tmpdir(), `perennial-jest-${process.pid}-${project}.json`);
  const problem = await supervisor
    .run({
      name: `test-${project}`,
      command: process.execPath,
      args: [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--testTimeout', String(project === 'small' ? TIMEOUTS.small : TIMEOUTS.others)],
        // A browser, the whole product and its servers already fill two cores. With two browsers, pages answered after seconds.
        ...[
          '--selectProjects',
          project,
          `--maxWorkers=${project === 'e2e' ? 1 : 2}`,
          '--json',
          `--outputFile=${outputFile}`,
          ...args,
        ],
      ],
      env: { NODE_ENV: 'test', ...env },
      inherit: true,
    })
    .then(() => undefined, messageOf);
  if (!existsSync(outputFile)) throw new Error(problem ?? 'jest wrote no result');
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  rmSync(outputFile);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numTotalTests, testResults } = result;
  report.count(numPassedTests, 0);
  for (const { name, message, assertionResults } of testResults) {
    const file = name.replace(inRoot('/'), '');
    const failed = assertionResults.filter((/** @type {{ status: string }} */ { status }) => status === 'failed');
    for (const { fullName } of failed) report.count(0, 1, `${file}: ${fullName}`);
    if (failed.length === 0 && message && assertionResults.length === 0) report.count(0, 1, `${file} did not run\n${message}`);
  }
  if (numTotalTests === 0 && numRuntimeErrorTestSuites === 0) report.count(0, 1, 'there are spec files, and no test ran');
  else if (problem && numFailedTests + numRuntimeErrorTestSuites === 0) report.count(0, 1, problem);
}
