import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSystemMailActivities, type Mailer, MailSender, PublicAddresses } from '@perennial/activities';
import { Approval, Contact, Event, Staff } from '@perennial/db';
import { drain, relayOver } from '../../support/relay.js';
import { servicesOf } from '../../support/services.js';
import { eventNamed, startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
let names = 0;
const sent: Parameters<Mailer['send']>[0][] = [];

beforeAll(async () => {
  walks = await Walks.open('approvals');
  await walks.inSchool(async () => {
    for (const role of ['owner', 'admin', 'support'] as const)
      await walks.db.tenancy.repo(Staff).insert({ email: `${role}@kiln.example`, name: role, role, passwordHash: 'x' });
  });
});
afterAll(() => walks.close());
beforeEach(() => {
  walks.now = new Date('2027-03-01T09:00:00Z');
  sent.length = 0;
});

const edge = (source: string, port: string, target: string) => ({ source, port, target });
const end = (id: string) => ({ id, kind: 'exit', config: {} });

/** A new person at a step that asks the staff: two days, with a reminder after one. */
async function asked(config: object = {}, more: object = {}) {
  const name = `asked ${names++}`;
  const ask = {
    id: 'ask',
    kind: 'approval',
    config: {
      ...{ role: 'admin', question: 'Refund order {{ event.properties.order }}?', limitAmount: 48, limitUnit: 'hours' },
      ...{ remindAfterHours: 24, ...config },
    },
  };
  await walks.publish(
    {
      nodes: [startedBy(name), ask, ...['yes', 'no', 'silence'].map(end)],
      edges: [
        edge('start', 'next', 'ask'),
        edge('ask', 'approved', 'yes'),
        edge('ask', 'declined', 'no'),
        edge('ask', 'noAnswer', 'silence'),
      ],
      ...more,
    },
    name,
  );
  const contactId = await walks.person();
  const runId = await walks.enter(contactId, name, { order: 'A-17' });
  expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'ask', reason: 'approval' });
  return { contactId, runId };
}
const approvalOf = (runId: string) => walks.inSchool(() => walks.db.tenancy.repo(Approval).findOneByOrFail({ runId }));

/** What the API does for the first answer. */
async function answered(runId: string, answer: 'approved' | 'declined', note: string | null = null) {
  await walks.inSchool(async () => {
    const { id, contactId } = await walks.db.tenancy.repo(Approval).findOneByOrFail({ runId });
    await walks.db.tenancy.repo(Approval).update({ id }, { answer, answeredBy: 'Ada', answeredAt: walks.now, note });
    await walks.db.events.record({
      type: 'approval.decided',
      contactId,
      occurredAt: walks.now,
      data: { approvalId: id, runId },
    });
  });
  await drain(relayOver(walks.db.relay, { wall: () => walks.now }));
}
const eventsAbout = (runId: string) =>
  walks.db.asOwner<{ id: string; type: string; contact_id: string }>(
    `select id, type, contact_id from event where type like 'approval.%' and data->>'runId' = $1 order by id`,
    [runId],
  );

describe('a journey that asks the staff', () => {
  it('waits with a question that has its values, asked once', async () => {
    const { runId } = await asked();
    expect(await approvalOf(runId)).toMatchObject({
      ...{ role: 'admin', question: 'Refund order A-17?', answer: null, closedAt: null },
      until: new Date('2027-03-03T09:00:00Z'),
    });
    const { revision } = (await walks.advance(runId)) as { revision: number };
    expect((await walks.advance(runId)) as object).toMatchObject({ kind: 'wait', at: '2027-03-02T09:00:00.000Z', revision });
    expect((await eventsAbout(runId)).map(({ type }) => type)).toEqual(['approval.requested']);
  });

  it.each([
    ['approved', 'yes', 'Approved by Ada. Note: “Fine.”'],
    ['declined', 'no', 'Declined by Ada. Note: “Fine.”'],
  ] as const)('continues on the branch of the answer when it is %s, and shows who decided', async (answer, target, text) => {
    const { runId } = await asked();
    await answered(runId, answer, 'Fine.');
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.path(runId)).toBe(`start:next ask:${answer} ${target}:`);
    const [visit] = await walks.db.asOwner<{ reason: string }>(
      `select evidence->>'reason' as reason from run_visit where run_id = $1 and node_id = 'ask'`,
      [runId],
    );
    expect(visit?.reason).toBe(text);
    // An answered question is not closed as unanswered; it is no longer open either.
    expect((await approvalOf(runId)).answer).toBe(answer);
  });

  it('reminds once, and continues on the branch for no answer at the time limit', async () => {
    const { runId } = await asked();
    walks.now = new Date('2027-03-02T09:00:00Z');
    for (const _ of [1, 2]) expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', at: '2027-03-03T09:00:00.000Z' });
    expect((await eventsAbout(runId)).map(({ type }) => type)).toEqual(['approval.requested', 'approval.reminded']);
    walks.now = new Date('2027-03-03T09:00:00Z');
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.path(runId)).toBe('start:next ask:noAnswer silence:');
    expect((await approvalOf(runId)).closedAt).toEqual(walks.now);
  });

  it('takes an answer that came before the time limit also if it is processed later', async () => {
    const { runId } = await asked();
    await answered(runId, 'approved');
    walks.now = new Date('2027-03-05T09:00:00Z');
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.path(runId)).toBe('start:next ask:approved yes:');
  });

  it('closes the question when an exit rule ends it', async () => {
    const { contactId, runId } = await asked(
      {},
      { exitRules: [{ eventType: 'custom.event', filters: eventNamed('left'), sameRecord: true }] },
    );
    await walks.event(contactId, 'left');
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect((await approvalOf(runId)).closedAt).not.toBeNull();
  });
});

describe('the email about a question', () => {
  const send = async (runId: string, type: string) => {
    const secret = Buffer.alloc(32).toString('base64');
    const services = servicesOf(walks.db);
    const mailer: Mailer = {
      async send(mail) {
        sent.push(mail);
      },
      close() {},
    };
    const mail = new MailSender(services, mailer, new PublicAddresses('http://admin', 'http://{slug}.localhost', secret));
    const event = (await eventsAbout(runId)).find((each) => each.type === type);
    const eventId = event?.id as string;
    await createSystemMailActivities(services, mail).sendSystemMail({
      ...{ schoolId: walks.school, eventId, contactId: event?.contact_id ?? null },
    });
  };

  it('goes to those with the role, once, with a link to a page that requires a sign-in', async () => {
    const { contactId, runId } = await asked();
    await walks.inSchool(() => walks.db.tenancy.repo(Contact).update({ id: contactId }, { name: 'Ana' }));
    for (const _ of [1, 2]) await send(runId, 'approval.requested');
    expect(sent.map(({ to, subject }) => [to.address, subject])).toEqual([['admin@kiln.example', 'Refund order A-17?']]);
    expect(sent[0]?.html).toContain('http://admin/automations/approvals');
    expect(sent[0]?.html).toContain('Ana');
    walks.now = new Date('2027-03-02T09:00:00Z');
    await walks.advance(runId);
    await send(runId, 'approval.reminded');
    expect(sent.map(({ subject }) => subject)).toEqual(['Refund order A-17?', 'Reminder: Refund order A-17?']);
  });

  it('is not sent after the answer', async () => {
    const { runId } = await asked();
    await answered(runId, 'declined');
    await send(runId, 'approval.requested');
    expect(sent).toEqual([]);
    const events = await walks.inSchool(() => walks.db.tenancy.repo(Event).countBy({ type: 'approval.decided' }));
    expect(events).toBeGreaterThan(0);
  });
});
