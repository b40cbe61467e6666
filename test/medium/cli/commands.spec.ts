import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Approval, createDataSource } from '@perennial/db';
import type { Relay } from '@perennial/relay';
import type { DataSource } from 'typeorm';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { drafted, person, programOf, runAt, saved } from '../api/programs.js';
import { Fixture, type Visitor } from '../api/support.js';
import { type Ended, start } from './program.js';

// Each command is a process of its own.
jest.setTimeout(60_000);

let fixture: Fixture;
let owner: Visitor;
let database: DataSource;
let relay: Relay;
let key: string;
const folder = mkdtempSync(join(tmpdir(), 'perennial-cli-'));
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  database = createDataSource({ url: fixture.databaseUrl, poolSize: 4, role: 'relay' });
  await database.initialize();
  relay = relayOver(database);
  key = (await programOf(fixture, owner, ['automations:read', 'automations:write', 'contacts:read'], 'Deploy')).key;
});
afterAll(async () => {
  await database.destroy();
  await fixture.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = () => `http://127.0.0.1:${fixture.port}`;
const environment = (apiKey = key) => ({ PERENNIAL_URL: address(), PERENNIAL_API_KEY: apiKey });
const perennial = (...args: string[]): Promise<Ended> => start(args, environment()).ended;
/** The one value that a command with --json prints. */
const value = async (...args: string[]) => JSON.parse((await perennial(...args, '--json')).out);

const trigger = { id: 'start', kind: 'trigger', config: { eventType: 'automation.requested' } };
const wait = (id: string, amount = 1) => ({ id, kind: 'waitDuration', config: { amount, unit: 'days' } });
const graphOf = (...steps: Parameters<typeof line>) => ({ ...line(trigger, ...steps), schemaVersion: 1 });

async function published(name: string): Promise<{ id: string; revision: number }> {
  const draft = await drafted(owner, name, graphOf(wait('a'), wait('b')));
  expect((await perennial('automations', 'publish', name)).code).toBe(0);
  return draft;
}

describe('perennial doctor', () => {
  it('says that the key works, for which school and with which scopes', async () => {
    const { code, out, err } = await perennial('doctor');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Perennial answers at ${address()}.`);
    expect(out).toContain('The key “Deploy” works, for the school Kiln.');
    expect(out).toMatch(/automations:write +yes/);
    expect(out).toMatch(/events:write +no/);
    expect(await value('doctor')).toMatchObject({
      ...{ reachable: true, encrypted: true, school: { name: 'Kiln' } },
      missingScopes: ['contacts:write', 'events:write'],
    });
  });

  it('exits with 1 for a wrong key, with 3 where nobody answers, and with 2 without a key', async () => {
    const wrong = await start(['doctor'], environment('pk_0123456789012345678901234567890')).ended;
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('The key in PERENNIAL_API_KEY is wrong or was revoked');
    const nobody = await start(['doctor', '--url', 'http://127.0.0.1:9', '--json'], environment()).ended;
    expect([nobody.code, JSON.parse(nobody.out).error.code]).toEqual([3, 'unreachable']);
    const { code, err } = await start(['doctor'], { PERENNIAL_URL: address() }).ended;
    expect([code, err]).toEqual([2, expect.stringContaining('PERENNIAL_API_KEY is not set')]);
  });
});

describe('perennial automations', () => {
  it('lists, shows and publishes an automation by its name', async () => {
    const { id } = await drafted(owner, 'Shown', graphOf(wait('a')));
    expect((await perennial('automations', 'list')).out).toMatch(new RegExp(`^Shown +draft +${id}$`, 'm'));
    expect((await value('automations', 'list', '--state', 'draft')).items).toContainEqual({
      ...{ id, name: 'Shown', state: 'draft', version: null },
    });
    const { code, out, err } = await perennial('automations', 'publish', 'shown', '--note', 'From a shell');
    expect([code, out, err]).toEqual([0, '“Shown” is published as version 1.\n', '']);
    expect((await perennial('automations', 'show', id)).out).toMatch(/State +active\nVersion +1, published/);
  });

  it('publishes only the revision that was checked, and lists the issues of a draft', async () => {
    const { id, revision } = await drafted(owner, 'Checked', graphOf(wait('a', -1)));
    const broken = await perennial('automations', 'publish', id);
    expect([broken.code, broken.out]).toEqual([1, '']);
    expect(broken.err).toMatch(/^perennial: Fix 1 issue before publishing\.\n {2}\S.*\n {2}Request ID for support: /);
    await saved(owner, id, graphOf(wait('a')), revision);
    const stale = await start(['automations', 'publish', id, '--revision', String(revision), '--json'], environment()).ended;
    expect([stale.code, JSON.parse(stale.out).error.code]).toEqual([1, 'stale_revision']);
  });

  it('pauses and resumes', async () => {
    await published('Paused');
    expect((await perennial('automations', 'pause', 'Paused', '--people', 'hold')).out).toBe('“Paused” is paused.\n');
    expect((await value('automations', 'show', 'Paused')).heldSince).toEqual(expect.any(String));
    expect((await value('automations', 'resume', 'Paused')).state).toBe('active');
  });

  it('exports to a file and imports it as a draft, also from standard input', async () => {
    await drafted(owner, 'Exported', graphOf(wait('a')));
    const file = join(folder, 'exported.json');
    expect((await perennial('automations', 'export', 'Exported', '--out', file)).code).toBe(0);
    const printed = (await perennial('automations', 'export', 'Exported')).out;
    expect(printed).toBe(readFileSync(file, 'utf8'));
    const { imported } = await value('automations', 'import', file);
    expect(imported).toEqual([{ file, id: expect.any(String) }]);
    const piped = await start(['automations', 'import', '-'], environment(), printed).ended;
    expect([piped.code, piped.out]).toEqual([0, expect.stringMatching(/^Imported - as draft 0/)]);
    const broken = await start(['automations', 'import', '-'], environment(), '{').ended;
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('- is not JSON')]);
  });

  it('starts an automation for people, and waits until they entered', async () => {
    const { id } = await published('Started');
    const ana = await person(owner, 'Ana');
    const running = start(
      ['automations', 'start', 'Started', '--email', ana.email, '--email', 'nobody@kiln.example', '--json'],
      environment(),
    );
    await running.says('0 of 1 added');
    await drain(relay);
    const { code, out } = await running.ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ total: 1, entered: 1, refused: 0, unknown: ['nobody@kiln.example'] });
    expect((await value('runs', 'list', id)).items).toEqual([
      expect.objectContaining({ contact: expect.objectContaining({ email: ana.email }) }),
    ]);
  });

  it('runs scenarios, and exits with 1 if one fails', async () => {
    const scenario = (endings: string) => ({
      scenarios: [
        {
          ...{ id: 'ends', name: 'Ends', eventType: 'automation.requested', startAt: '2027-01-20T10:00:00Z' },
          expect: [{ kind: 'ends', ending: endings }],
        },
      ],
    });
    const { id, revision } = await drafted(owner, 'Scenarios', { ...graphOf(wait('a')), ...scenario('completed') });
    const passed = await perennial('automations', 'scenarios', 'run', id);
    expect([passed.code, passed.out]).toEqual([0, 'passed   Ends\n\n1 scenario passed.\n']);
    await saved(owner, id, { ...graphOf(wait('a')), ...scenario('exited') }, revision);
    const failing = await start(['automations', 'scenarios', 'run', id, '--json'], environment()).ended;
    expect([failing.code, failing.err, JSON.parse(failing.out).passed]).toEqual([1, '', false]);
  });
});

describe('perennial runs', () => {
  it('lists who is where over several pages, and shows a journey', async () => {
    const { id } = await published('Where');
    const ana = await person(owner, 'Ana');
    const run = await runAt(fixture, { automationId: id, nodeId: 'a', contactId: ana.id });
    for (let index = 0; index < 104; index++)
      await runAt(fixture, { automationId: id, nodeId: 'b', contactId: ana.id, startedAt: '2027-01-18T10:00:00Z' });
    const all = await value('runs', 'list', 'Where', '--limit', '200');
    expect([all.items.length, all.next, all.items.at(-1).id]).toEqual([105, null, run]);
    const some = await value('runs', 'list', 'Where', '--limit', '2');
    expect([some.items.length, some.next]).toEqual([2, some.items[1].id]);
    const { out } = await perennial('runs', 'list', 'Where', '--step', 'a', '--email', ana.email);
    expect(out).toMatch(new RegExp(`^Ana +waiting +Wait +1 +2027-01-17 10:00 UTC +${run}$`, 'm'));
    expect((await perennial('runs', 'show', run)).out).toMatch(/Step +Wait \(a\)/);
  });

  it('retries a journey that needs attention, once per key', async () => {
    const { id } = await published('Parked');
    const run = await runAt(fixture, {
      automationId: id,
      nodeId: 'a',
      state: 'parked',
      contactId: (await person(owner, 'Ben')).id,
    });
    for (const round of [1, 2]) {
      const { code, out } = await perennial('runs', 'retry', run, '--idempotency-key', 'retry-ben');
      expect([round, code, out]).toEqual([
        round,
        0,
        `The step is retried: Ben. See the result with: perennial runs show ${run}\n`,
      ]);
    }
    const commands = await fixture.rows(
      fixture.kiln,
      `select from event where type = 'run.operated' and data->>'runId' = $1 and data->>'action' = 'retry'`,
      [run],
    );
    expect(commands).toHaveLength(1);
    expect((await perennial('runs', 'stop', run)).code).toBe(0);
    const waiting = await runAt(fixture, { automationId: id, nodeId: 'a', contactId: (await person(owner)).id });
    expect((await perennial('runs', 'skip', waiting)).code).toBe(1);
  });

  it('moves people, and Ctrl-C ends the waiting and not the move', async () => {
    const { id } = await published('Moved');
    await runAt(fixture, { automationId: id, nodeId: 'a', contactId: (await person(owner)).id });
    const running = start(['runs', 'move', 'Moved', '--from', '1:a', '--to', 'b', '--json'], environment());
    await running.says('0 of 1 done');
    running.interrupt();
    const { code, out, err } = await running.ended;
    const { id: moveId, ...move } = JSON.parse(out);
    expect([code, move]).toEqual([130, expect.objectContaining({ state: 'running', total: 1 })]);
    expect(err).toContain(`perennial runs move ${id} --watch ${moveId}`);
    await fixture.rows(fixture.kiln, `update run_move_item set outcome = 'moved', moved_at = now() where move_id = $1`, [moveId]);
    await fixture.rows(fixture.kiln, `update run_move set state = 'done', finished_at = now() where id = $1`, [moveId]);
    const watched = await perennial('runs', 'move', id, '--watch', moveId);
    expect([watched.code, watched.out]).toEqual([0, `1 of 1 done, 1 moved.\n\nMove ID: ${moveId}\n`]);
  });
});

describe('perennial contacts and approvals', () => {
  it('find and show a person, by a part of the name and by address', async () => {
    const { email } = await person(owner, 'Carla Ferreira');
    expect((await perennial('contacts', 'find', 'carla')).out).toMatch(new RegExp(`^Carla Ferreira +${email}`, 'm'));
    expect((await value('contacts', 'show', email)).name).toBe('Carla Ferreira');
    const gone = await perennial('contacts', 'show', 'nobody@kiln.example');
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('No contact has the address nobody@kiln.example')]);
  });

  it('list and decide the questions of journeys', async () => {
    const { id: automationId } = await drafted(owner, 'Asks', graphOf(wait('a')));
    const approval = await fixture.tenancy.withSchool(fixture.kiln, async () => {
      const { identifiers } = await fixture.tenancy.repo(Approval).insert({
        ...{ automationId, runId: '01920000-0000-7000-8000-000000000001', nodeId: 'ask', visit: 2, contactId: null },
        ...{ role: 'admin', question: 'Refund?', requestedAt: new Date(), until: new Date(Date.now() + 86_400_000) },
      });
      return String(identifiers[0]?.id);
    });
    expect((await perennial('approvals', 'list')).out).toMatch(new RegExp(`^Refund\\? +Asks .*${approval}$`, 'm'));
    const { code, out } = await perennial('approvals', 'decide', approval, 'approved', '--note', 'Order 17');
    expect([code, out]).toEqual([0, '“Refund?” is approved by Deploy.\n']);
    expect((await perennial('approvals', 'decide', approval, 'declined')).code).toBe(1);
    expect((await value('approvals', 'list', '--state', 'answered')).items[0]).toMatchObject({ id: approval, note: 'Order 17' });
  });
});

describe('a key without the scope', () => {
  it('is refused with 1, and the scope is named', async () => {
    const { key: reads } = await programOf(fixture, owner, ['automations:read']);
    await drafted(owner, 'Read only', graphOf(wait('a')));
    const { code, err } = await start(['automations', 'publish', 'Read only'], environment(reads)).ended;
    expect([code, err]).toEqual([1, expect.stringContaining('lacks the scope automations:write')]);
  });

  it('of another school finds none of these automations', async () => {
    const { id } = await drafted(owner, 'Not theirs', graphOf(wait('a')));
    const theirs = await programOf(fixture, await fixture.owner('bread'), ['automations:read', 'automations:write']);
    for (const reference of [id, 'Not theirs']) {
      const { code, out } = await start(['automations', 'show', reference, '--json'], environment(theirs.key)).ended;
      expect([code, JSON.parse(out).error.code]).toEqual([1, 'not_found']);
    }
  });
});
