import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createAdvanceActivities,
  createExternalEffectActivities,
  FirstAttempts,
  type Mailer,
  MailSender,
  Outbound,
  PublicAddresses,
  UrlCalls,
} from '@perennial/activities';
import { AutomationRun, Contact, EmailTemplate } from '@perennial/db';
import { CallSecrets, SecretBox } from '@perennial/stripe';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';

type Sent = Parameters<Mailer['send']>[0];

let db: TestDatabase;
let school: string;
let now = new Date('2027-03-01T09:00:00Z');
let people = 0;
let names = 0;
const sent: Sent[] = [];
let deliver: (mail: Sent) => Promise<void>;
const outbound = new Outbound([]);

beforeAll(async () => {
  db = await openDatabase('first_emails', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(async () => {
  await outbound.close();
  await db.close();
});
beforeEach(() => {
  sent.length = 0;
  deliver = async () => {};
});

/** A worker: its first attempts, its activities, and its emails that take long. */
function worker() {
  const secret = Buffer.alloc(32).toString('base64');
  const box = new SecretBox(secret);
  const services = servicesOf(db, box);
  const mailer: Mailer = {
    async send(mail) {
      sent.push(mail);
      await deliver(mail);
    },
    close() {},
  };
  const mail = new MailSender(services, mailer, new PublicAddresses('http://admin', 'http://{slug}.localhost', secret));
  const calls = new UrlCalls(services, outbound, new CallSecrets(db.tenancy, box));
  return {
    ...createAdvanceActivities(services, { attempts: new FirstAttempts(services, calls, mail) }),
    ...createExternalEffectActivities(services, mail, calls),
    mail,
  };
}
const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);

/** Lets new people into an automation that sends them an email and then tags them. */
async function enter(count: number, { category = 'transactional', subject = 'Hello {{ contact.name }}' } = {}) {
  const name = `entered ${names++}`;
  const filters = { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] };
  const start = { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters } };
  const ids: string[] = [];
  await inSchool(async () => {
    const template = { subject, previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] };
    const { identifiers } = await db.tenancy.repo(EmailTemplate).insert({ name, template });
    const email = { id: 'email', kind: 'sendEmail', config: { templateId: identifiers[0]?.id, audience: 'contact', category } };
    await publish(db, line(start, email, { id: 'tag', kind: 'addTag', config: { tag: 'mailed' } }), name);
    for (let i = 0; i < count; i++) {
      const person = `mailed${people++}`;
      const row = await db.tenancy.repo(Contact).insert({ email: `${person}@example.com`, name: person });
      const contactId = row.identifiers[0]?.id as string;
      await db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties: {} } });
      ids.push(contactId);
    }
  });
  await drain(relayOver(db.relay, { wall: () => now }));
  const runs = await inSchool(() => db.tenancy.repo(AutomationRun).find());
  return ids.map((contactId) => ({ contactId, runId: runs.find((run) => run.contactId === contactId)?.id as string }));
}
const request = (runId: string, expectedRevision = 0) => ({ schoolId: school, runId, expectedRevision });
const effectOf = async (runId: string) =>
  (
    await db.asOwner<{ state: string; attempts: number; outputs: object | null; leased: boolean }>(
      `select state, attempts, outputs, leased_until is not null as leased from effect where split_part(key, ':', 1) = $1`,
      [runId],
    )
  )[0];
const emailsOf = (contactId: string) =>
  db.asOwner('select state, attempts, problem from email_message where contact_id = $1', [contactId]);

describe('emails that runs reach together', () => {
  it('are sent together, each once and to its person, and the runs continue', async () => {
    const entered = await enter(25);
    const runs = entered.map(({ runId }) => ({ runId, expectedRevision: 0 }));
    const { results } = await worker().advanceMany({ schoolId: school, runs });
    expect(results.map((result) => result?.kind)).toEqual(Array(25).fill('finish'));
    expect(sent.map(({ subject, to }) => [subject, to.address]).sort()).toEqual(
      sent.map(({ to }) => [`Hello ${to.name}`, `${to.name}@example.com`]).sort(),
    );
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(25);
    for (const { contactId, runId } of entered) {
      expect(await effectOf(runId)).toMatchObject({ state: 'done', attempts: 1, outputs: { sent: 1 } });
      expect(await emailsOf(contactId)).toEqual([{ state: 'sent', attempts: 1, problem: null }]);
    }
    // Asked again, nothing is sent again.
    await worker().advanceMany({ schoolId: school, runs });
    expect(sent).toHaveLength(25);
  });

  it('of many groups take turns, so that a burst leaves none of them to an activity', async () => {
    const entered = await enter(120);
    let inProgress = 0;
    let most = 0;
    deliver = async () => {
      most = Math.max(most, ++inProgress);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inProgress -= 1;
    };
    const { advanceMany } = worker();
    const groups = Array.from({ length: 40 }, (_, group) => entered.slice(group * 3, group * 3 + 3));
    const answers = await Promise.all(
      groups.map((group) => advanceMany({ schoolId: school, runs: group.map(({ runId }) => ({ runId, expectedRevision: 0 })) })),
    );
    expect(new Set(answers.flatMap(({ results }) => results.map((result) => result?.kind)))).toEqual(new Set(['finish']));
    expect(sent).toHaveLength(120);
    // Four groups of three.
    expect(most).toBeLessThanOrEqual(12);
  });

  it('of more groups than there is time for are postponed without a claim, and sent once when they are asked for again', async () => {
    const entered = await enter(40);
    deliver = () => new Promise((resolve) => setTimeout(resolve, 900));
    const { advanceMany } = worker();
    const ask = async (of: typeof entered) =>
      Promise.all(
        of.map(async ({ runId }) => {
          const { results } = await advanceMany({ schoolId: school, runs: [{ runId, expectedRevision: 0 }] });
          return results[0]?.kind ?? 'again';
        }),
      );
    const first = await ask(entered);
    expect(new Set(first)).toEqual(new Set(['finish', 'again']));
    const postponed = entered.filter((_, i) => first[i] === 'again');
    expect(sent).toHaveLength(entered.length - postponed.length);
    for (const { runId } of postponed) expect(await effectOf(runId)).toBeUndefined();
    deliver = async () => {};
    expect(new Set(await ask(postponed))).toEqual(new Set(['finish']));
    expect(new Set(sent.map(({ to }) => to.address)).size).toBe(40);
    expect(sent).toHaveLength(40);
    for (const { runId } of entered) expect(await effectOf(runId)).toMatchObject({ state: 'done', attempts: 1 });
  }, 30_000);

  it('are withheld from a person who has not agreed to news, and say where the others agreed', async () => {
    const [agreed, not] = await enter(2, { category: 'marketing' });
    await inSchool(async () => {
      await db.tenancy.repo(Contact).update({ id: agreed?.contactId ?? '' }, { marketingConsentAt: now });
    });
    await db.asOwner(
      `insert into marketing_consent (school_id, contact_id, decision, source, decided_at) values ($1, $2, 'given', 'checkout', $3)`,
      [school, agreed?.contactId, now],
    );
    const runs = [agreed, not].map((each) => ({ runId: each?.runId ?? '', expectedRevision: 0 }));
    const { results } = await worker().advanceMany({ schoolId: school, runs });
    expect(results.map((result) => result?.kind)).toEqual(['finish', 'finish']);
    expect(sent.map(({ to }) => to.name)).toEqual([`mailed${people - 2}`]);
    expect(sent[0]?.text).toContain('when you joined on 1 March 2027');
    expect(sent[0]?.unsubscribeUrl).toContain(`contact=${agreed?.contactId}`);
    expect(await emailsOf(not?.contactId ?? '')).toMatchObject([{ state: 'withheld' }]);
    expect(await effectOf(not?.runId ?? '')).toMatchObject({ outputs: { sent: 0, withheld: 'no_consent' } });
  });

  it('that the server refuses park their runs, and do not hold up the others', async () => {
    const [refused, fine] = await enter(2);
    const { MailRefusedError } = await import('../../../activities/src/messaging/mailer.port.js');
    deliver = async ({ to }) => {
      if (to.name === `mailed${people - 2}`) throw new MailRefusedError('550 no such user');
    };
    const runs = [refused, fine].map((each) => ({ runId: each?.runId ?? '', expectedRevision: 0 }));
    const { results } = await worker().advanceMany({ schoolId: school, runs });
    expect(results).toMatchObject([{ kind: 'park', code: 'mail_refused' }, { kind: 'finish' }]);
    expect(await emailsOf(refused?.contactId ?? '')).toMatchObject([{ state: 'failed', problem: '550 no such user' }]);
  });

  it('that fail for now are left to an activity, which sends under the same Message-ID', async () => {
    const [one] = await enter(1);
    const runId = one?.runId ?? '';
    deliver = async () => {
      throw new Error('connection lost');
    };
    const own = worker();
    expect(await own.advance(request(runId))).toMatchObject({ kind: 'act', effect: 'sendEmail', revision: 1 });
    expect(await effectOf(runId)).toMatchObject({ state: 'unknown' });
    deliver = async () => {};
    await own.sendEmail({ schoolId: school, runId });
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await emailsOf(one?.contactId ?? '')).toEqual([{ state: 'sent', attempts: 2, problem: null }]);
    expect((await own.advance(request(runId, 1))).kind).toBe('finish');
  });

  it('that cannot be filled in are left to the activity, which reports why', async () => {
    const [one] = await enter(1, { subject: 'Paid {{ contact.name | money: "eur" }}' });
    const runId = one?.runId ?? '';
    const own = worker();
    expect((await own.advance(request(runId))).kind).toBe('act');
    await expect(own.sendEmail({ schoolId: school, runId })).rejects.toMatchObject({ type: 'mail_unrenderable' });
    expect(sent).toEqual([]);
  });
});

describe('a mail server that takes long', () => {
  it('gets one copy: the run continues in its workflow, and the activity of any worker awaits the outcome', async () => {
    const [slow] = await enter(1);
    const runId = slow?.runId ?? '';
    let accept = () => {};
    deliver = () =>
      new Promise((resolve) => {
        accept = resolve;
      });
    const first = worker();
    expect((await first.advance(request(runId))).kind).toBe('act');
    expect(await effectOf(runId)).toMatchObject({ state: 'claimed', attempts: 1, leased: true });
    const [next] = await enter(1);
    // The next email is an activity at once: the server has just been slow.
    expect((await first.advance(request(next?.runId ?? ''))).kind).toBe('act');
    const activity = worker().sendEmail({ schoolId: school, runId });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent).toHaveLength(1);
    accept();
    await activity;
    await first.mail.close();
    expect(sent).toHaveLength(1);
    expect(await effectOf(runId)).toMatchObject({ state: 'done', attempts: 1, leased: false });
    expect(await emailsOf(slow?.contactId ?? '')).toEqual([{ state: 'sent', attempts: 1, problem: null }]);
  }, 20_000);

  it('loses nothing with its worker: after the lease an activity sends again', async () => {
    const [one] = await enter(1);
    const runId = one?.runId ?? '';
    let end = () => {};
    deliver = () =>
      new Promise((resolve) => {
        end = resolve;
      });
    const killed = worker();
    expect((await killed.advance(request(runId))).kind).toBe('act');
    deliver = async () => {};
    const before = now;
    now = new Date(now.getTime() + 30_001);
    await worker().sendEmail({ schoolId: school, runId });
    now = before;
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await effectOf(runId)).toMatchObject({ state: 'done', attempts: 2 });
    end();
    await killed.mail.close();
  }, 20_000);
});
