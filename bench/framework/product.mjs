import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { urlInRoot } from '../../scripts/lib/paths.mjs';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { query } from '../../scripts/lib/postgres.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';
import { Counter } from './counter.mjs';
import { postJson } from './http.mjs';
import { until } from './until.mjs';

/**
 * @typedef {import('./types.d.mts').Context} Context
 * @typedef {import('../../scripts/lib/stack.d.mts').Stack} Stack
 * @typedef {object} Product
 * @property {Stack} stack durable: its Postgres and its Temporal wait for the disk
 * @property {Counter} counter what `callUrl` may call; an execution counts when it was called
 * @property {import('../../test/dist/story/surface.js').Surface} admin signed in as the owner of the demo school
 * @property {() => Promise<void>} signIn signs the owner in again, as after a change of school
 * @property {string} key of a program that may send events
 * @property {string} schoolId
 * @property {(graph: object, name?: string) => Promise<string>} publish answers the ID of the automation
 * @property {(count: number) => Promise<string[]>} contacts adds contacts to the demo school and answers their addresses
 * @property {(sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>} asOwner a statement past row-level security
 * @property {(name: string, email: string, properties?: object, more?: { occurredAt?: string, idempotencyKey?: string }) => Promise<string>} send an event of a program,
 *   straight to the API; answers the body of its 202
 * @property {(name: string) => Promise<string>} peerDatabase an empty database of a peer on the same server; answers its URL
 * @property {() => Promise<void>} idle waits until no event is to be delivered and no run is in progress
 */

/**
 * Starts the product as an operator would run it: one worker unless told otherwise, with commits that wait for the disk. Stops
 * it at the end
 * of the bench.
 * @param {Context} context
 * @param {{ workers?: number, env?: Record<string, string> }} [options]
 * @returns {Promise<Product>}
 */
export async function openProduct({ folder, say, label, defer }, { workers = 1, env = {} } = {}) {
  const address = `127.0.0.1:${await anyPort()}`;
  const counter = await Counter.open(address);
  defer(() => counter.close());
  const stack = await startStack({
    dataDir: join(folder, 'product'),
    workers,
    durable: true,
    say,
    prepare: (supervisor) => ensureBuilt(supervisor),
    env: { OUTBOUND_ALLOWED: address, LOG_LEVEL: 'warn', ...env },
  });
  defer(() => stack.stop());
  for (const { name, pid } of stack.processes) label(pid, name);

  const { default: pg } = await import('pg');
  const owner = new pg.Pool({ connectionString: stack.env.DATABASE_MIGRATION_URL, max: 2 });
  owner.on('error', () => {});
  defer(() => owner.end());
  const asOwner = async (/** @type {string} */ sql, /** @type {readonly unknown[]} */ values = []) =>
    (await owner.query(sql, [...values])).rows;

  const admin = await surfaceOf(stack);
  await signIn(stack, admin);
  const { key } = await admin.post('/api/admin/api-keys', { name: 'Bench', scopes: ['events:write'] });
  const [school] = await asOwner('select id from school where slug = $1', [stack.seed.slug ?? 'kiln']);
  const schoolId = String(school?.id);
  return {
    stack,
    counter,
    admin,
    signIn: () => signIn(stack, admin),
    key,
    schoolId,
    asOwner,
    publish: (graph, name = `Bench ${randomBytes(4).toString('hex')}`) => publish(admin, name, graph),
    contacts: (count) => addContacts(asOwner, schoolId, count),
    send: (name, email, properties = {}, { occurredAt, idempotencyKey } = {}) =>
      postJson(
        `${stack.addresses.api}/v1/events`,
        { name, contact: { email }, properties, occurredAt },
        { authorization: `Bearer ${key}`, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) },
      ),
    peerDatabase: async (name) => {
      const url = new URL(stack.env.DATABASE_MIGRATION_URL ?? '');
      url.pathname = `/peer_${name}`;
      await query(stack.env.DATABASE_MIGRATION_URL ?? '', `create database peer_${name}`);
      return url.href;
    },
    idle: () => untilIdle(asOwner),
  };
}

/** @param {Stack} stack */
async function surfaceOf(stack) {
  /** @type {typeof import('../../test/dist/story/surface.js')} */
  const { Surface } = await import(urlInRoot('test/dist/story/surface.js'));
  return new Surface(stack.env.PUBLIC_ADMIN_URL ?? '');
}

/**
 * @param {Stack} stack
 * @param {Product['admin']} admin
 */
async function signIn(stack, admin) {
  const login = stack.logins.find(({ who }) => who === 'Owner');
  await admin.post('/api/admin/session', { email: login?.email, password: login?.password });
}

/**
 * @param {Product['admin']} admin
 * @param {string} name
 * @param {object} graph
 */
async function publish(admin, name, graph) {
  const { id } = await admin.post('/api/admin/automations', { name });
  const { draftRevision } = await admin.get(`/api/admin/automations/${id}`);
  const drawn = { schemaVersion: 1, entry: { policy: 'every_event' }, exitRules: [], goal: null, ...graph };
  const saved = await admin.put(`/api/admin/automations/${id}/draft`, { graph: drawn, revision: draftRevision });
  await admin.post(`/api/admin/automations/${id}/publish`, { revision: saved.draftRevision });
  return id;
}

/**
 * @param {Product['asOwner']} asOwner
 * @param {string} schoolId
 * @param {number} count
 */
async function addContacts(asOwner, schoolId, count) {
  const word = randomBytes(4).toString('hex');
  const rows = await asOwner(
    `insert into contact (school_id, email, name) select $1, 'p' || i || '.${word}@bench.example', 'Person ' || i
       from generate_series(1, $2::int) i returning email`,
    [schoolId, count],
  );
  await asOwner('analyze contact');
  return rows.map(({ email }) => String(email));
}

/**
 * Three checks in a row: between an event and its run there is a moment without either.
 * @param {Product['asOwner']} asOwner
 */
async function untilIdle(asOwner) {
  let quiet = 0;
  await until(
    'no event is to be delivered and no run is in progress',
    async () => {
      const [row] = await asOwner(
        `select exists (select from outbox) or exists (select from automation_run where state = 'running') as busy`,
      );
      quiet = row?.busy ? 0 : quiet + 1;
      return quiet >= 3;
    },
    { everyMs: 200 },
  );
}
