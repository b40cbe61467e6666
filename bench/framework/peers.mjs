import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npmCommand } from '../../scripts/lib/binaries.mjs';
import { messageOf, step } from '../../scripts/lib/say.mjs';

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {Record<string, string>} packages exact versions
 * @property {Record<string, string>} [overrides]
 * @property {string} [estimate]
 */

/** A peer that is not to be had on this machine: its figures are named as missing. */
export class PeerMissing extends Error {}

/** One per user, outside the repository. */
const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'perennial', 'bench');

/**
 * Installs a peer in a folder of its own, once.
 * @param {import('../../scripts/lib/supervisor.mjs').Supervisor} supervisor
 * @param {Peer} peer
 * @returns {Promise<string>} its folder, whose `node_modules` has the packages
 * @throws {PeerMissing}
 */
export async function installPeer(supervisor, { name, packages, overrides = {}, estimate = 'about 10 s' }) {
  const manifest = `${JSON.stringify({ name: `peer-${name}`, private: true, dependencies: packages, overrides }, null, 2)}\n`;
  const hash = createHash('sha256').update(manifest).digest('hex').slice(0, 10);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  const stamp = join(folder, 'installed');
  if (existsSync(stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  const { command, args } = npmCommand();
  try {
    await step(supervisor.say, { title: `Installing ${name}`, estimate }, () =>
      supervisor.run({
        name: `install-${name}`,
        command,
        // Scripts of strangers are not run; each peer works without them.
        args: [...args, 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
        cwd: folder,
        env: { npm_config_loglevel: 'error', SCARF_ANALYTICS: 'false' },
      }),
    );
  } catch (error) {
    throw new PeerMissing(`${name} could not be installed: ${messageOf(error).split('\n')[0]}`);
  }
  writeFileSync(stamp, '');
  return folder;
}
