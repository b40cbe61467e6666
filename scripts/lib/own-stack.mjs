import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { anyPort } from './ports.mjs';
import { attachStack, startStack } from './stack.mjs';

/**
 * The product that a script works on, with two workers: one of its own in a temporary folder, unless TEST_STACK names the data
 * folder of one that runs. `close` stops the script's own, and removes its folder unless its data is wanted.
 * @param {string} name
 * @param {(line: string) => void} say
 * @returns {Promise<{ stack: import('./stack.d.mts').Stack | import('./stack.d.mts').AttachedStack, close: (how: { keepData: boolean }) => Promise<void> }>}
 */
export async function openStack(name, say) {
  const running = process.env.TEST_STACK;
  if (running) return { stack: attachStack(running), close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), `perennial-${name}-`));
  // Postgres runs as another account where we are root.
  chmodSync(folder, 0o755);
  const stack = await startStack({
    dataDir: folder,
    workers: 2,
    say,
    prepare: (supervisor) => ensureBuilt(supervisor),
    env: { OUTBOUND_ALLOWED: `127.0.0.1:${await anyPort()}` },
  });
  const close = async (/** @type {{ keepData: boolean }} */ { keepData }) => {
    await stack.stop();
    if (!keepData) rmSync(folder, { recursive: true, force: true });
  };
  return { stack, close };
}
