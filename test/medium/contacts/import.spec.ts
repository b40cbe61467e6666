import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createContactImportActivities } from '@perennial/activities';
import { taskQueues, workflows } from '@perennial/contracts';
import { ContactImport } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { FrozenGraphs } from '@perennial/services';
import { SecretBox, StripeClients } from '@perennial/stripe';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { openTemporal, type TestTemporal } from '../../support/temporal.js';

const log = createLogger('silent', 'spec');
let db: TestDatabase;
let school: string;
let temporal: TestTemporal;
/** Batches that fail before they commit, as when the worker is killed. */
let failures = 0;

beforeAll(async () => {
  db = await openDatabase('import');
  school = await db.school('kiln');
  const { tenancy, clocks, events, access } = db;
  const stripe = new StripeClients(tenancy, new SecretBox(Buffer.alloc(32).toString('base64')));
  const { importContacts } = createContactImportActivities({
    ...{ tenancy, clocks, events, access, stripe, log },
    graphs: new FrozenGraphs(),
  });
  temporal = await openTemporal(
    `import-${randomUUID()}`,
    {
      [taskQueues.lifecycle]: {
        importContacts: async (input: Parameters<typeof importContacts>[0]) => {
          const progress = await importContacts(input);
          if (failures-- > 0) throw new Error('killed behind the commit');
          return progress;
        },
      },
    },
    log,
  );
}, 120_000);
afterAll(async () => {
  await temporal.close();
  await db.close();
}, 30_000);

const inSchool = <T>(work: () => Promise<T>): Promise<T> => db.tenancy.withSchool(school, work);

interface Line {
  readonly email: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A started import of these people. */
const started = (lines: readonly Line[]): Promise<string> =>
  inSchool(async () => {
    const made = await db.tenancy
      .repo(ContactImport)
      .insert({ fileName: 'people.csv', staffId: randomUUID(), state: 'running', startedAt: new Date() });
    const importId = String(made.identifiers[0]?.id);
    await db.tenancy.em.query(
      `insert into contact_import_row (import_id, line, email, name, tags, field_values)
       select $1, ordinality + 1, row->>'email', coalesce(row->>'name', ''), array(select jsonb_array_elements_text(coalesce(row->'tags', '[]'))), row->'fields'
         from jsonb_array_elements($2) with ordinality as rows (row, ordinality)`,
      [importId, JSON.stringify(lines)],
    );
    return importId;
  });

const run = (importId: string) =>
  temporal.client.workflow.execute('contactImport', {
    workflowId: workflows.contactImport.id(importId),
    taskQueue: taskQueues.lifecycle,
    args: [{ schoolId: school, importId }],
  });

const outcomes = (importId: string) =>
  inSchool(() =>
    db.tenancy.rows<{ outcome: string; count: number }>(
      'select outcome, count(*)::int as count from contact_import_row where import_id = $1 group by outcome order by outcome',
      [importId],
    ),
  );

describe('an import', () => {
  it('continues where it was killed: every person once, every tag once with its event', async () => {
    const importId = await started(
      Array.from({ length: 450 }, (_, index) => ({ email: `p${index}@many.example`, name: `P ${index}`, tags: ['spring'] })),
    );
    failures = 2;
    await run(importId);
    expect(await outcomes(importId)).toEqual([{ outcome: 'created', count: 450 }]);
    const counts = await inSchool(() =>
      db.tenancy.row<{ people: number; tags: number; events: number }>(
        `select (select count(*)::int from contact where email like '%@many.example') as people,
                (select count(*)::int from contact_tag c join tag t on t.id = c.tag_id where t.name = 'spring') as tags,
                (select count(*)::int from event where type = 'tag.added' and data->>'tag' = 'spring') as events`,
      ),
    );
    expect(counts).toEqual({ people: 450, tags: 450, events: 450 });
    const found = await inSchool(() => db.tenancy.repo(ContactImport).findOneByOrFail({ id: importId }));
    expect([found.state, found.finishedAt]).toEqual(['done', expect.any(Date)]);
  });

  it('gives people who are known the tags, and leaves their name', async () => {
    await run(await started([{ email: 'ana@known.example', name: 'Ana', tags: ['a'] }]));
    const again = await started([{ email: 'ana@known.example', name: 'Somebody else', tags: ['a', 'b'] }]);
    await run(again);
    expect(await outcomes(again)).toEqual([{ outcome: 'known', count: 1 }]);
    const [person] = await inSchool(() =>
      db.tenancy.rows<object>(
        `select c.name, array(select t.name from contact_tag o join tag t on t.id = o.tag_id where o.contact_id = c.id order by t.name) as tags
           from contact c where c.email = 'ana@known.example'`,
      ),
    );
    expect(person).toEqual({ name: 'Ana', tags: ['a', 'b'] });
  });

  it('stores values of contact fields, also of people who are known, with an event for each that differs', async () => {
    const [level, gone] = await inSchool(async () => {
      const made = await db.tenancy.rows<{ id: string }>(
        `insert into contact_field (name, type) values ('Level', 'number'), ('Gone', 'text') returning id`,
      );
      return made.map(({ id }) => id) as [string, string];
    });
    const values = async (number: number, others: object = {}) => {
      const importId = await started([{ email: 'ana@fields.example', fields: { [level]: number, ...others } }]);
      await run(importId);
    };
    await values(3);
    await values(3);
    // A field that is deleted before the import reaches the row is left out.
    await inSchool(() => db.tenancy.em.query('delete from contact_field where id = $1', [gone]));
    await values(4, { [gone]: 'x' });
    const changes = await inSchool(() =>
      db.tenancy.rows<{ change: string }>(
        `select concat(data->>'before', '>', data->>'value') as change from event e join contact c on c.id = e.contact_id
          where c.email = 'ana@fields.example' and e.type = 'contact.field_changed' order by e.id`,
      ),
    );
    expect(changes.map(({ change }) => change)).toEqual(['>3', '3>4']);
  });

  it('that was cancelled imports nobody', async () => {
    const importId = await started([{ email: 'late@cancelled.example' }]);
    await inSchool(() => db.tenancy.repo(ContactImport).update({ id: importId }, { state: 'cancelled' }));
    await run(importId);
    expect(await outcomes(importId)).toEqual([{ outcome: null, count: 1 }]);
  });

  it('of one school creates nobody in another', async () => {
    const other = await db.school('bread');
    const importId = await started([{ email: 'ana@borders.example' }]);
    await run(importId);
    const found = await db.tenancy.withSchool(other, () =>
      db.tenancy.rows<object>(`select 1 from contact where email = 'ana@borders.example'`),
    );
    expect(found).toEqual([]);
  });
});
