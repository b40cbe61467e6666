import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createAdvanceActivities,
  FirstAttempts,
  type Mailer,
  MailSender,
  Outbound,
  PublicAddresses,
  UrlCalls,
} from '@perennial/activities';
import { AutomationRun, Clock, Contact, EmailTemplate } from '@perennial/db';
import type { EmailLimits } from '@perennial/domain/school';
import { CallSecrets, SecretBox } from '@perennial/stripe';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';
import { Statements } from '../../support/statements.js';
import { eventNamed, startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
let templateId: string;
let names = 0;
const statements = new Statements('perennial');
const outbound = new Outbound([]);
const start = new Date('2027-03-01T09:00:00Z');
const none: EmailLimits = { quietFrom: null, quietTo: null, perDay: null, perWeek: null, giveUpAfterDays: 7 };
const night: EmailLimits = { ...none, quietFrom: '21:00', quietTo: '08:00' };

beforeAll(async () => {
  walks = await Walks.open('email_limits');
  templateId = await walks.inSchool(async () => {
    const template = { subject: 'News', previewText: '', blocks: [{ type: 'text', html: '<p>Hi</p>' }] };
    const { identifiers } = await walks.db.tenancy.repo(EmailTemplate).insert({ name: 'News', template });
    return identifiers[0]?.id as string;
  });
});
afterAll(async () => {
  await outbound.close();
  await walks.close();
});
beforeEach(() => {
  walks.now = start;
});

const limited = (limits: EmailLimits | null) =>
  walks.db.asOwner('update school set email_limits = $2 where id = $1', [walks.school, limits && JSON.stringify(limits)]);

/** An automation that sends an email, and then tags the person. */
async function mailing(more: object = {}, category = 'marketing'): Promise<string> {
  const name = `mailing ${names++}`;
  const mail = { id: 'mail', kind: 'sendEmail', config: { templateId, audience: 'contact', category } };
  await walks.publish({ ...line(startedBy(name), mail, { id: 'end', kind: 'exit' }), ...more }, name);
  return name;
}
const agree = (contactId: string) =>
  walks.inSchool(() => walks.db.tenancy.repo(Contact).update({ id: contactId }, { marketingConsentAt: start }));
/** A person who agreed to marketing email. */
async function person(timeZone?: string): Promise<string> {
  const contactId = await walks.person(timeZone);
  await agree(contactId);
  return contactId;
}
const at = (instant: string) => {
  walks.now = new Date(instant);
};
const runOf = (id: string) => walks.inSchool(() => walks.db.tenancy.repo(AutomationRun).findOneByOrFail({ id }));
const reasons = async (runId: string) =>
  (
    await walks.db.asOwner<{ reason: string }>(
      `select evidence->>'reason' as reason from run_visit where run_id = $1 and node_id = 'mail' order by visit`,
      [runId],
    )
  ).map(({ reason }) => reason);

describe('a marketing email in the quiet hours of the person', () => {
  it('is held until they end, with its reason, and is then sent once', async () => {
    await limited(night);
    const name = await mailing();
    at('2027-03-01T20:30:00Z');
    const berlin = await walks.enter(await person('Europe/Berlin'), name);
    const newYork = await walks.enter(await person('America/New_York'), name);
    expect(await walks.advance(berlin)).toMatchObject({
      ...{ kind: 'wait', nodeId: 'mail', reason: 'sendEmail', at: '2027-03-02T07:00:00.000Z' },
    });
    expect(await walks.advance(newYork)).toMatchObject({ kind: 'act', effect: 'sendEmail' });
    expect(await reasons(berlin)).toEqual(['Held until 2 Mar 2027, 08:00 (Europe/Berlin): quiet hours from 21:00 to 08:00.']);
    const { state, revision } = await runOf(berlin);
    expect(state).toBe('waiting');
    // Advanced again before its time, for example by its own workflow: nothing is written.
    expect(await walks.advance(berlin)).toMatchObject({ kind: 'wait', at: '2027-03-02T07:00:00.000Z', revision });
    at('2027-03-02T07:00:00Z');
    expect(await walks.advance(berlin)).toMatchObject({ kind: 'act', effect: 'sendEmail', nodeId: 'mail' });
    expect(await walks.path(berlin)).toBe('start:next mail:');
  });

  it('uses the time zone of the school for people without one', async () => {
    await limited(night);
    at('2027-03-01T20:30:00Z');
    const contactId = await person();
    await walks.inSchool(() => walks.db.tenancy.repo(Contact).update({ id: contactId }, { timeZone: null }));
    const runId = await walks.enter(contactId, await mailing());
    // The school is in Berlin.
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', at: '2027-03-02T07:00:00.000Z' });
  });

  it('is sent if it is transactional, and if the school has no limits', async () => {
    at('2027-03-01T22:00:00Z');
    await limited(night);
    const transactional = await walks.enter(await person(), await mailing({}, 'transactional'));
    expect(await walks.advance(transactional)).toMatchObject({ kind: 'act' });
    await limited(null);
    expect(await walks.advance(await walks.enter(await person(), await mailing()))).toMatchObject({ kind: 'act' });
  });

  it('is decided by the person’s own clock', async () => {
    await limited(night);
    const contactId = await person('Europe/Berlin');
    const clockId = await walks.inSchool(async () => {
      const { identifiers } = await walks.db.tenancy.repo(Clock).insert({ name: 'Later', now: new Date('2027-06-01T20:00:00Z') });
      const id = identifiers[0]?.id as string;
      await walks.db.tenancy.repo(Contact).update({ id: contactId }, { clockId: id });
      return id;
    });
    const runId = await walks.enter(contactId, await mailing());
    // In June, Berlin is two hours ahead: it is 22:00 on their clock.
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', clockId, at: '2027-06-02T06:00:00.000Z' });
    await walks.inSchool(() => walks.db.tenancy.repo(Clock).update({ id: clockId }, { now: new Date('2027-06-02T06:00:00Z') }));
    expect(await walks.advance(runId)).toMatchObject({ kind: 'act' });
  });
});

describe('a held email', () => {
  /** A run whose email is held overnight. */
  async function held(more: object = {}) {
    await limited(night);
    at('2027-03-01T20:30:00Z');
    const contactId = await person();
    const runId = await walks.enter(contactId, await mailing(more));
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait' });
    return { contactId, runId };
  }

  it('ends with the journey when an exit rule applies', async () => {
    const { contactId, runId } = await held({
      exitRules: [{ eventType: 'custom.event', filters: eventNamed('bought'), sameRecord: true }],
    });
    await walks.event(contactId, 'bought');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'finish' });
    expect((await runOf(runId)).state).toBe('exited');
  });

  it('is withheld at the moment the person unsubscribes', async () => {
    const { contactId, runId } = await held();
    await walks.inSchool(async () => {
      await walks.db.tenancy.repo(Contact).update({ id: contactId }, { unsubscribedAt: walks.now });
      await walks.db.events.record({
        type: 'contact.unsubscribed',
        contactId,
        occurredAt: walks.now,
        data: { source: 'unsubscribe_page' },
      });
    });
    await drain(relayOver(walks.db.relay, { wall: () => walks.now }));
    const wakes = await walks.db.asOwner('select 1 from wake where owner_id = $1', [runId]);
    expect(wakes).toHaveLength(1);
    // The sender records why it is withheld, as for every other email.
    expect(await walks.advance(runId)).toMatchObject({ kind: 'act' });
  });

  it('is not sent while its automation is paused and holds people, and is decided again afterwards', async () => {
    const { runId } = await held();
    const { automationId } = await runOf(runId);
    const pause = (since: Date | null) =>
      walks.db.asOwner('update automation set held_at = $2 where id = $1', [automationId, since]);
    await pause(walks.now);
    at('2027-03-02T07:00:00Z');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'park', code: 'paused' });
  });

  it('ends when staff stop the journey', async () => {
    const { contactId, runId } = await held();
    await walks.inSchool(() =>
      walks.db.events.record({ type: 'run.operated', contactId, occurredAt: walks.now, data: { runId, action: 'stop' } }),
    );
    await drain(relayOver(walks.db.relay, { wall: () => walks.now }));
    expect(await walks.advance(runId)).toMatchObject({ kind: 'finish' });
  });

  it('is given up if it would be held for too long: the journey continues, and shows why', async () => {
    await limited({ ...none, perWeek: 1, giveUpAfterDays: 2 });
    const contactId = await person();
    expect(await walks.advance(await walks.enter(contactId, await mailing()))).toMatchObject({ kind: 'act' });
    const second = await walks.enter(contactId, await mailing());
    expect(await walks.advance(second)).toMatchObject({ kind: 'finish' });
    expect(await walks.path(second)).toBe('start:next mail:next end:');
    expect((await reasons(second))[0]).toMatch(/^Not sent: it would have been held until 8 Mar 2027, 10:00 \(Europe\/Berlin\)/);
  });
});

describe('a limit on marketing emails', () => {
  it('counts across automations: two runs in the same second do not both send', async () => {
    await limited({ ...none, perDay: 1 });
    const [one, other] = [await mailing(), await mailing()];
    for (let round = 0; round < 8; round++) {
      const contactId = await person();
      const runs = [await walks.enter(contactId, one), await walks.enter(contactId, other)];
      const results = await Promise.all(runs.map((runId) => walks.advance(runId)));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['act', 'wait']);
    }
  });

  it('does not count an email twice when its advance is repeated', async () => {
    await limited({ ...none, perDay: 2 });
    const contactId = await person();
    const first = await walks.enter(contactId, await mailing());
    const result = await walks.advance(first);
    expect(await walks.again({ schoolId: walks.school, runId: first, expectedRevision: 0 })).toEqual(result);
    expect(await walks.advance(await walks.enter(contactId, await mailing()))).toMatchObject({ kind: 'act' });
    expect(await walks.advance(await walks.enter(contactId, await mailing()))).toMatchObject({ kind: 'wait' });
  });

  it('does not count an email that is withheld', async () => {
    await limited({ ...none, perDay: 1 });
    const contactId = await walks.person();
    expect(await walks.advance(await walks.enter(contactId, await mailing()))).toMatchObject({ kind: 'act' });
    await agree(contactId);
    expect(await walks.advance(await walks.enter(contactId, await mailing()))).toMatchObject({ kind: 'act' });
  });

  it('lets the higher priority go first when several held emails could be sent', async () => {
    await limited({ ...none, perDay: 1 });
    const contactId = await person();
    await walks.advance(await walks.enter(contactId, await mailing()));
    at('2027-03-01T10:00:00Z');
    const low = await walks.enter(contactId, await mailing({ emailPriority: 'low' }));
    const normal = await walks.enter(contactId, await mailing());
    const high = await walks.enter(contactId, await mailing({ emailPriority: 'high' }));
    for (const runId of [low, normal, high])
      expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', at: '2027-03-02T09:00:00.000Z' });
    at('2027-03-02T09:00:00Z');
    // Their timers fire in any order. Those that are not first wait for a moment.
    for (const runId of [low, normal])
      expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', at: '2027-03-02T09:01:00.000Z' });
    expect(await walks.advance(high)).toMatchObject({ kind: 'act' });
    at('2027-03-02T09:01:00Z');
    for (const runId of [low, normal])
      expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', at: '2027-03-03T09:00:00.000Z' });
    at('2027-03-03T09:00:00Z');
    expect(await walks.advance(normal)).toMatchObject({ kind: 'act' });
    expect(await walks.advance(low)).toMatchObject({ kind: 'wait', at: '2027-03-04T09:00:00.000Z' });
  });
});

describe('emails that runs reach together', () => {
  const sent: string[] = [];
  /** A worker that sends emails in groups. */
  function worker() {
    const secret = Buffer.alloc(32).toString('base64');
    const box = new SecretBox(secret);
    const services = servicesOf(walks.db, box);
    const mailer: Mailer = {
      async send({ to }) {
        sent.push(to.address);
      },
      close() {},
    };
    const mail = new MailSender(services, mailer, new PublicAddresses('http://admin', 'http://{slug}.localhost', secret));
    const calls = new UrlCalls(services, outbound, new CallSecrets(walks.db.tenancy, box));
    return createAdvanceActivities(services, { attempts: new FirstAttempts(services, calls, mail) });
  }
  /** Runs of people in both automations, in the order in which one dispatch would advance them. */
  async function entered(people: number) {
    const mailings = [await mailing(), await mailing()];
    const runs: { runId: string; expectedRevision: number }[] = [];
    for (let index = 0; index < people; index++) {
      const contactId = await person();
      for (const name of mailings) runs.push({ runId: await walks.enter(contactId, name), expectedRevision: 0 });
    }
    return runs;
  }

  it('keep the limit of each person, also when two groups are sent at the same moment', async () => {
    await limited({ ...none, perDay: 1 });
    const runs = await entered(10);
    sent.length = 0;
    // The first run of each person in one group, and the second in the other, in another order.
    const groups = [runs.filter((_, index) => index % 2 === 0), runs.filter((_, index) => index % 2 === 1).reverse()];
    const answers = await Promise.all(groups.map((some) => worker().advanceMany({ schoolId: walks.school, runs: some })));
    const kinds = answers.flatMap(({ results }) => results.map((result) => result?.kind));
    expect(kinds.filter((kind) => kind === 'finish')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'wait')).toHaveLength(10);
    expect(new Set(sent).size).toBe(10);
    expect(sent).toHaveLength(10);
  });

  it('are decided with as many statements for one as for many, and without any more where there are no limits', async () => {
    const countFor = async (people: number): Promise<readonly string[]> => {
      const runs = await entered(people);
      statements.forget();
      await worker().advanceMany({ schoolId: walks.school, runs });
      return statements.all.filter((statement) => /marketing_allowance|held_rank is not null/.test(statement));
    };
    await limited(null);
    expect(await countFor(3)).toEqual([]);
    await limited({ ...night, perDay: 1 });
    const one = await countFor(1);
    expect(one).toHaveLength(3);
    expect(await countFor(8)).toHaveLength(3);
  });
});
