import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, sayTo } from './say.mjs';
import { Supervisor } from './supervisor.mjs';

/**
 * Runs some work of a command line tool with a supervisor of its own, stops all on a signal, and sets the exit code.
 * @param {(supervisor: Supervisor) => Promise<void>} work
 */
export async function runAlone(work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'perennial-'));
  const supervisor = new Supervisor({ dataDir, say: sayTo(process.stdout) });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(1));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  try {
    await work(supervisor);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
  await supervisor.stop();
}
