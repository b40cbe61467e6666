/**
 * Runs at the end of `npm install`: compiles the TypeScript projects, so that every tool finds the packages of the workspace built.
 * Silent where there is nothing to compile or nothing to compile with, and never fails an install.
 */

import { existsSync } from 'node:fs';
import { targets } from './lib/build.mjs';
import { inRoot } from './lib/paths.mjs';

const product = targets().find(({ name }) => name === 'product');
if (product && existsSync(inRoot('libs/domain/src'))) {
  const { runAlone } = await import('./lib/alone.mjs');
  const { ensureBuilt } = await import('./lib/build.mjs');
  await runAlone((supervisor) => ensureBuilt(supervisor, (name) => name === 'product')).catch(() => {});
  process.exitCode = 0;
}
