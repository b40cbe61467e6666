import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createAdvanceActivities,
  createExternalEffectActivities,
  MailSender,
  Outbound,
  PublicAddresses,
  type Services,
  UrlCalls,
} from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { FrozenGraphs } from '@perennial/services';
import { CallSecrets, SecretBox } from '@perennial/stripe';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

const now = new Date('2027-03-01T09:00:00Z');
const appSecret = Buffer.alloc(32).toString('base64');
const box = new SecretBox(appSecret);
/** With characters that an address and JSON write in another way. */
const canary = 'sk&canary=4711 "x"';
const logged: unknown[][] = [];
const silent = createLogger('silent', 'spec');
const log: Services['log'] = Object.assign(Object.create(silent), { warn: (...words: unknown[]) => void logged.push(words) });

let db: TestDatabase;
let server: Server;
let host: string;
let school: string;
let secrets: CallSecrets;
let services: Services;
let people = 0;
const asked: { url: string; authorization: string | undefined; body: string }[] = [];

beforeAll(async () => {
  db = await openDatabase('secret_calls', { wall: () => now });
  school = await db.school('kiln');
  secrets = new CallSecrets(db.tenancy, box);
  services = { ...servicesOf(db, box), log };
  // Answers with everything it was sent, as services do that explain what was wrong with a request.
  server = createServer(async (request, response) => {
    const seen = { url: request.url ?? '', authorization: request.headers.authorization, body: await text(request) };
    asked.push(seen);
    response.end(`${JSON.stringify(seen)} ${decodeURIComponent(seen.url)}`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await db.close();
});

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);

/** A call with one secret in its address, a header and its body; takes a new person up to it. */
async function reach(address: string, sealedFor = address): Promise<string> {
  const named = { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: `call ${++people}` }] };
  const config = {
    url: `http://${sealedFor}/hook?key={{ secret.api_key }}&for={{ contact.name }}`,
    headers: [{ name: 'Authorization', value: 'Bearer {{ secret.api_key }}' }],
    body: [{ name: 'key', value: '{{ secret.api_key }}' }],
    secrets: [{ name: 'api_key', value: canary }],
  };
  const drawn = line(
    { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named } },
    { id: 'call', kind: 'callUrl', config },
  );
  const contactId = await inSchool(async () => {
    const sealed = JSON.stringify(await secrets.seal(drawn, [])).replaceAll(sealedFor, address);
    await publish(db, JSON.parse(sealed));
    const made = await db.tenancy.repo(Contact).insert({ email: `person${people}@example.com`, name: 'Ana' });
    const id: string = made.identifiers[0]?.id;
    const data = { name: `call ${people}`, properties: {} };
    await db.events.record({ type: 'custom.event', contactId: id, occurredAt: now, data });
    return id;
  });
  await drain(relayOver(db.relay, { wall: () => now }));
  const { id, revision } = await inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ contactId }));
  await createAdvanceActivities(services).advance({ schoolId: school, runId: id, expectedRevision: revision });
  return id;
}

async function call(runId: string): Promise<void> {
  const mail = new MailSender(
    services,
    { send: () => Promise.reject(new Error('no mail here')), close() {} },
    new PublicAddresses('http://admin', 'http://{slug}', appSecret),
  );
  const outbound = new Outbound([host]);
  try {
    await createExternalEffectActivities(services, mail, new UrlCalls(services, outbound, secrets)).callUrl({
      schoolId: school,
      runId,
    });
  } finally {
    await outbound.close();
  }
}

/** Every row of the school that holds a part of the secret. */
async function leaks(): Promise<string[]> {
  return inSchool(async () => {
    const tables = await db.tenancy.rows<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'school_id'`,
    );
    const found: string[] = [];
    // One after the other: a transaction has one connection.
    for (const { name } of tables)
      found.push(...(await db.tenancy.rows(`select 1 from "${name}" t where t::text like '%canary%'`)).map(() => name));
    return found;
  });
}

describe('a secret of a call', () => {
  it('is sent in the address, a header and the body, and no table keeps it, nor the answer that repeats it', async () => {
    const runId = await reach(host);
    await call(runId);
    expect(asked).toEqual([
      {
        url: `/hook?key=${encodeURIComponent(canary)}&for=Ana`,
        authorization: `Bearer ${canary}`,
        body: JSON.stringify({ key: canary }),
      },
    ]);
    const [effect] = await inSchool(() =>
      db.tenancy.rows<{ outputs: { body: string } }>(`select outputs from effect where key like $1 || ':%'`, [runId]),
    );
    expect(effect?.outputs.body).toContain('key=••••&for=Ana');
    expect(await leaks()).toEqual([]);
  });

  it('is not sent to another host', async () => {
    const runId = await reach(host, 'example.com');
    const before = asked.length;
    await expect(call(runId)).rejects.toMatchObject({ type: 'misconfigured' });
    expect(asked.length).toBe(before);
  });

  it('is in no log, failure or row when there is no response', async () => {
    await new Promise((closed) => server.close(closed));
    const runId = await reach(host);
    const refused = await call(runId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ type: 'url_unreachable' });
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify([logged, refused])).not.toContain('canary');
    expect(await leaks()).toEqual([]);
  });

  it('whose value is no template that can be filled in fails without quoting it', async () => {
    const runId = await reach(host);
    const bad = await inSchool(() =>
      secrets.seal(
        {
          nodes: [
            { id: 'x', kind: 'callUrl', config: { url: `http://${host}/`, headers: [{ name: 'X', value: '{{ canary | nope' }] } },
          ],
        },
        [],
      ),
    );
    await inSchool(() =>
      db.tenancy.rows(
        `update automation_version v set graph = jsonb_set(graph, '{nodes,1,config,headers}', $2) from automation_run r
          where r.version_id = v.id and r.id = $1 returning v.id`,
        [runId, JSON.stringify(bad.nodes[0]?.config.headers)],
      ),
    );
    services = { ...services, graphs: new FrozenGraphs() };
    const refused = await call(runId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ type: 'misconfigured' });
    expect(JSON.stringify([refused, String(refused)])).not.toContain('canary');
    expect(await leaks()).toEqual([]);
  });
});
