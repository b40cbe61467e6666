import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { npmCommand } from './binaries.mjs';
import { inRoot } from './paths.mjs';
import { step, Trouble } from './say.mjs';

const STAMP = inRoot('node_modules/.perennial-lock');
const OLDEST_NODE = [20, 19];

/** @throws {Trouble} if this Node is too old for the packages */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Trouble(
    `This is Node ${version}; Perennial needs ${OLDEST_NODE.join('.')} or newer.`,
    'Install it from https://nodejs.org or with: nvm install 20',
  );
}

/** Whether node_modules holds what the lock file says. */
export function isInstalled() {
  const lockText = readFileSync(inRoot('package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true;
  if (!matches(JSON.parse(lockText))) return false;
  writeFileSync(STAMP, hash);
  return true;
}

/**
 * Compares with the list of installed packages that npm keeps, because npm may have been run by hand.
 * @param {{ packages: Record<string, { version?: string, link?: boolean, optional?: boolean }> }} lock
 */
function matches(lock) {
  const installedList = inRoot('node_modules/.package-lock.json');
  if (!existsSync(installedList)) return false;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  return Object.entries(lock.packages).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules/') || optional || (link ? installed[path]?.link : installed[path]?.version === version),
  );
}

/**
 * Installs the packages of the lock file if any is missing or has another version.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 */
export async function ensureInstalled(supervisor) {
  if (isInstalled()) return;
  const { command, args } = npmCommand();
  await step(supervisor.say, { title: 'Installing packages', estimate: '1 to 3 minutes' }, () =>
    supervisor.run({
      name: 'install',
      command,
      args: [...args, 'ci', '--no-audit', '--no-fund'],
      env: { npm_config_loglevel: 'warn' },
    }),
  );
  if (!isInstalled()) {
    throw new Trouble(
      'npm ci ended well, but node_modules is not what package-lock.json says.',
      'Run: npm ci\nand look at what it prints.',
    );
  }
}
