import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sayTo } from './say.mjs';
import { startStack } from './stack.mjs';

/**
 * Runs a measurement on a Postgres of its own, migrated and filled, and removes it afterwards.
 * @template T
 * @param {(migrationUrl: string) => Promise<T>} fill
 * @param {(url: string, filled: T) => Promise<void>} measure
 */
export async function measureOnPostgres(fill, measure) {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-measure-'));
  const stack = await startStack({
    dataDir: join(folder, 'data'),
    services: ['postgres', 'migrate'],
    say: sayTo(process.stderr),
  });
  try {
    await measure(stack.env.DATABASE_URL ?? '', await fill(stack.env.DATABASE_MIGRATION_URL ?? ''));
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
