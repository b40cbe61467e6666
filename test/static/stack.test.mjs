import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { query } from '../../scripts/lib/postgres.mjs';
import { attachStack, startStack } from '../../scripts/lib/stack.mjs';

test('a stack keeps its data over a kill and a restart, and another process can order both', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stack-'));
  chmodSync(dataDir, 0o755);
  const stack = await startStack({ dataDir, services: ['postgres', 'mail'], say: () => {} });
  t.after(async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const url = stack.env.DATABASE_MIGRATION_URL ?? '';
  await query(url, 'create table kept (name text)');

  const attached = attachStack(dataDir);
  assert.deepEqual(attached.addresses, stack.addresses);
  await attached.kill('postgres', 'SIGKILL');
  assert.deepEqual(
    (await attached.processes()).map(({ name }) => name),
    ['mail'],
  );
  await assert.rejects(query(url, 'select 1'));
  await attached.restart('postgres');
  assert.equal((await query(url, 'select * from kept')).rowCount, 0);
  await assert.rejects(attached.kill('nobody'), /nobody is not running/);

  const role = await query(
    stack.env.DATABASE_URL ?? '',
    'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  assert.deepEqual(role.rows, [{ rolsuper: false, rolbypassrls: false }]);
});
