/**
 * `npm run faults -- dispatch [--people 200] [--kills 20]`: kills workers while people enter several automations at once, and
 * counts what is lost or happens twice. Starts a product of its own, unless TEST_STACK names the data folder of one that runs
 * with two workers. The last line is `dispatch: lost N, twice N, of M`; exit code 1 unless both are 0.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { inRoot } from './lib/paths.mjs';
import { anyPort } from './lib/ports.mjs';
import { attachStack, startStack } from './lib/stack.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string', default: '200' }, kills: { type: 'string', default: '20' } },
});
const load = { people: Number(values.people), kills: Number(values.kills) };
if (positionals.join() !== 'dispatch' || !(load.people > 0) || !(load.kills > 0)) {
  process.stderr.write('Usage: npm run faults -- dispatch [--people 200] [--kills 20]\n');
  process.exit(2);
}
/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

const running = process.env.TEST_STACK;
const folder = running ? null : mkdtempSync(join(tmpdir(), 'perennial-faults-'));
// Postgres runs as another account where we are root.
if (folder) chmodSync(folder, 0o755);
const own = folder
  ? await startStack({
      dataDir: folder,
      workers: 2,
      say,
      prepare: (supervisor) => ensureBuilt(supervisor),
      env: { OUTBOUND_ALLOWED: `127.0.0.1:${await anyPort()}` },
    })
  : null;

/** @type {typeof import('../test/dist/faults/dispatch.js')} */
const { killDuringDispatch } = await import(inRoot('test/dist/faults/dispatch.js'));
const { lost, twice, of } = await killDuringDispatch(own ?? attachStack(running ?? ''), load, say);
await own?.stop();
const failed = lost > 0 || twice > 0;
if (folder && !failed) rmSync(folder, { recursive: true, force: true });
say(`dispatch: lost ${lost}, twice ${twice}, of ${of}`);
process.exit(failed ? 1 : 0);
