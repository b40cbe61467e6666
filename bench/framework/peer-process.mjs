import { inRoot } from '../../scripts/lib/paths.mjs';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { installPeer } from './peers.mjs';

/**
 * Runs a program of `bench/` with the packages of a peer. It gets `PORT`, and must answer there with any status once it is ready.
 * @param {import('./types.d.mts').Context} context
 * @param {import('./peers.mjs').Peer} peer
 * @param {string} file below `bench/`; loads its packages with {@link ../framework/packages.mjs}
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ url: string, folder: string }>}
 * @throws {import('./peers.mjs').PeerMissing}
 */
export async function startPeer(context, peer, file, env = {}) {
  const folder = await installPeer(context.supervisor, peer);
  const port = await anyPort();
  const url = `http://127.0.0.1:${port}`;
  await context.supervisor.start({
    name: `${peer.name}-${(file.split('/').at(-1) ?? '').replace('.mjs', '')}`,
    command: process.execPath,
    args: [inRoot('bench', file)],
    cwd: folder,
    env: { ...env, PORT: String(port), PEER_FOLDER: folder },
    ready: async () => {
      await fetch(url, { signal: AbortSignal.timeout(2000) });
      return true;
    },
  });
  return { url, folder };
}
