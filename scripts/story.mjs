/**
 * `npm run story`: plays a member's year on the running product and checks every step. Starts a product of its own,
 * unless TEST_STACK names the data folder of one that runs. `--json` prints the facts; `--seed N` plays another year, whose dates are worked out
 * apart from the product. The last line is the count.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { inRoot } from './lib/paths.mjs';
import { anyPort } from './lib/ports.mjs';
import { attachStack, startStack } from './lib/stack.mjs';

const seedAt = process.argv.indexOf('--seed');
const seed = seedAt < 0 ? null : Number(process.argv[seedAt + 1]);
if (seed !== null && !Number.isInteger(seed)) {
  process.stderr.write('--seed wants a whole number, such as --seed 7\n');
  process.exit(2);
}
const json = process.argv.includes('--json');
/** @param {string} line */
const say = (line) => void (json ? process.stderr : process.stdout).write(`${line}\n`);

const started = Date.now();
const running = process.env.TEST_STACK;
const folder = running ? null : mkdtempSync(join(tmpdir(), 'perennial-story-'));
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
const stage = own ?? attachStack(running ?? '');

/** @type {typeof import('../test/dist/story/play.js')} */
const { playStory } = await import(inRoot('test/dist/story/play.js'));
const { proofs, problem } = await playStory(stage, say, seed);
if (problem) say(`\n${problem}`);
await own?.stop();
if (folder && !problem) rmSync(folder, { recursive: true, force: true });
if (json) process.stdout.write(`${JSON.stringify(proofs)}\n`);
const failed = proofs.filter(({ holds }) => !holds).length + (problem ? 1 : 0);
say(`\nplayed in ${Math.round((Date.now() - started) / 1000)} s`);
say(`${proofs.length - proofs.filter(({ holds }) => !holds).length} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
