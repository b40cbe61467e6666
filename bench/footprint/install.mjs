import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, outputOf } from '../../scripts/lib/binaries.mjs';
import { inRoot, root } from '../../scripts/lib/paths.mjs';

/** What the Dockerfile copies into the image. */
const FOLDERS = ['libs', 'activities', 'workflows', 'relay', 'apps/api', 'apps/worker', 'web', 'deploy'];

/**
 * Makes a production install as the Dockerfile does: the packages without those for development, and the folders that it copies.
 * @param {import('../../scripts/lib/supervisor.mjs').Supervisor} supervisor
 * @param {string} folder
 * @returns {Promise<number>} its size in MB
 */
export async function productionInstall(supervisor, folder) {
  const target = join(folder, 'install');
  mkdirSync(target);
  const files = execFileSync(
    'git',
    ['ls-files', ...FOLDERS, 'package.json', 'package-lock.json', 'apps/stripe-sandbox/package.json'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  for (const file of files.split('\n').filter(Boolean)) cpSync(inRoot(file), join(target, file), { recursive: true });
  for (const path of distFolders()) cpSync(inRoot(path), join(target, path), { recursive: true });
  const { command, args } = npmCommand();
  await supervisor.run({
    name: 'production-install',
    command,
    args: [...args, 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    cwd: target,
  });
  return sizeMb(target);
}

const distFolders = () =>
  execFileSync('find', [...FOLDERS, '-name', 'dist', '-type', 'd', '-not', '-path', '*/node_modules/*', '-prune'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);

/**
 * Disk that a folder takes, in MB.
 * @param {string} path
 */
export const sizeMb = (path) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, file) => sum + lstatSync(join(path, file)).blocks * 512,
    0,
  ) / 1e6;

/**
 * Size of the image in MB.
 * @param {import('../../scripts/lib/supervisor.mjs').Supervisor} supervisor
 * @throws where this machine cannot build one
 */
export async function imageSizeMb(supervisor) {
  await supervisor.run({ name: 'image', command: 'docker', args: ['build', '--quiet', '--tag', 'perennial-bench', root] });
  return Number(outputOf('docker', ['image', 'inspect', '--format', '{{.Size}}', 'perennial-bench']) ?? Number.NaN) / 1e6;
}
