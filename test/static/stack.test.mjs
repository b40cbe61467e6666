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

test('a stack that is started again has the addresses of before, so that links in earlier emails lead to it', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stack-again-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const start = async () => {
    const stack = await startStack({ dataDir, services: ['mail'], say: () => {} });
    await stack.stop();
    const { addresses, env } = stack;
    return { addresses, portal: env.PUBLIC_PORTAL_URL, admin: env.PUBLIC_ADMIN_URL, database: env.DATABASE_URL };
  };
  assert.deepEqual(await start(), await start());
});

test('two stacks that start at the same moment run side by side', async (t) => {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'stack-twin-')));
  const stacks = await Promise.all(
    folders.map((dataDir) => startStack({ dataDir, services: ['mail'], ports: 'preferred', say: () => {} })),
  );
  t.after(async () => {
    for (const stack of stacks) await stack.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const [one, other] = stacks.map(({ addresses }) => new Set(Object.values(addresses)));
  assert.deepEqual(
    [...(one ?? [])].filter((address) => other?.has(address)),
    [],
  );
  for (const { addresses } of stacks) assert.equal((await fetch(`${addresses.mail}/api/messages?limit=1`)).status, 200);
});
