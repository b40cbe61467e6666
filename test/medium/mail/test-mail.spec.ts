import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, founder, type Visitor } from '../api/support.js';
import { type MailFixture, mailFixture } from './mail-fixture.js';

let fixture: Fixture;
let owner: Visitor;
let mailer: MailFixture;
let templateId: string;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  mailer = mailFixture(fixture);
  const { items } = (await owner.get('/api/admin/email-templates?pageSize=100')).body;
  templateId = items.find((item: { builtInKey: string }) => item.builtInKey === 'member.trial_ending').id;
}, 60_000);
afterAll(() => fixture.close());

const ask = (body: object, id = templateId) => owner.send('POST', `/api/admin/email-templates/${id}/test`, body);
const asked = () =>
  fixture.rows<{ id: string; data: { to: string } }>(
    fixture.kiln,
    `select id, data from event where type = 'mail.test_requested' order by id`,
  );
const send = async () => {
  const eventId = (await asked()).at(-1)?.id ?? '';
  return mailer.systemMail.sendSystemMail({ schoolId: fixture.kiln, eventId, contactId: null });
};

describe('a test of a template', () => {
  it('is sent to the person who requested it, once, filled in for an invented person', async () => {
    const answer = await ask({ eventType: 'trial.ending' });
    expect([answer.status, answer.body]).toEqual([202, { to: founder('kiln').email }]);
    await send();
    await send();
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.sent[0]).toMatchObject({
      to: { address: founder('kiln').email },
      from: { name: 'Kiln', address: 'hello@kiln.localhost' },
      subject: 'Test: Your free trial ends in 3 days',
    });
    expect(mailer.sent[0]?.text).toContain('Hi Ana');
  });

  it('stands in the ledger, and in nobody’s mails', async () => {
    const [event] = await asked();
    const ledger = await fixture.rows(fixture.kiln, 'select key, kind, state from effect');
    expect(ledger).toEqual([{ key: `system-mail:${event?.id}`, kind: 'email', state: 'done' }]);
    expect(await fixture.rows(fixture.kiln, 'select * from email_message')).toEqual([]);
    const { lately } = (await owner.get('/api/admin/home')).body;
    expect(lately.filter(({ type }: { type: string }) => type === 'mail.test_requested')).toEqual([]);
  });

  it('may go to the support address and to others on the staff', async () => {
    await fixture.rows(
      fixture.kiln,
      `insert into staff (email, name, role, password_hash) values ('jo@kiln.example', 'Jo', 'support', 'x')`,
    );
    for (const to of ['help@kiln.example', 'JO@kiln.example'])
      expect((await ask({ to, eventType: 'trial.ending' })).status).toBe(202);
    expect((await asked()).slice(-2).map(({ data }) => data.to)).toEqual(['help@kiln.example', 'jo@kiln.example']);
  });

  it.each(['ana@example.com', 'owner@bread.example'])('does not go to %s, who does not work here', async (to) => {
    const before = (await asked()).length;
    const { status, body } = await ask({ to, eventType: 'trial.ending' });
    expect([status, body.error.code, body.error.field]).toEqual([422, 'rule_refused', 'to']);
    expect(body.error.message).toContain('help@kiln.example');
    expect(await asked()).toHaveLength(before);
  });

  it('is refused where a button would lead nowhere, and for templates of others', async () => {
    const certificate = (await owner.get('/api/admin/email-templates?pageSize=100')).body.items.find(
      (item: { builtInKey: string }) => item.builtInKey === 'member.certificate_issued',
    );
    const { status, body } = await ask({ eventType: 'tag.added' }, certificate.id);
    expect([status, body.error.code]).toEqual([422, 'template_invalid']);
    const stranger = await fixture.owner('bread');
    const theirs = await stranger.send('POST', `/api/admin/email-templates/${templateId}/test`, { eventType: 'trial.ending' });
    expect(theirs.status).toBe(404);
  });

  it('that the server refuses shows Temporal a code, and keeps the server’s words here', async () => {
    await ask({ eventType: 'trial.ending' });
    mailer.outage.error = new Error('450 greylisted owner@kiln.example');
    await expect(send()).rejects.toThrow();
    mailer.outage.error = null;
    await send();
    expect(mailer.sent).toHaveLength(2);
    const [last] = await fixture.rows(fixture.kiln, 'select state, attempts from effect order by claimed_at desc limit 1');
    expect(last).toEqual({ state: 'done', attempts: 2 });
  });

  it('has an end: too many are refused', async () => {
    const nowhere = '01920000-0000-7000-8000-000000000001';
    const statuses = new Set<number>();
    for (let i = 0; i < 31; i++) statuses.add((await ask({ eventType: 'trial.ending' }, nowhere)).status);
    expect([...statuses].at(-1)).toBe(429);
  });
});
