import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Approval } from '@perennial/db';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let automationId: string;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  automationId = (await owner.send('POST', '/api/admin/automations', { name: 'Refunds' })).body.id;
}, 60_000);
afterAll(() => fixture.close());

let runs = 0;
/** A question that a journey asked. */
const asked = (part: Partial<Approval> = {}): Promise<string> =>
  fixture.tenancy.withSchool(fixture.kiln, async () => {
    const { identifiers } = await fixture.tenancy.repo(Approval).insert({
      automationId,
      runId: `01920000-0000-7000-8000-${String(runs++).padStart(12, '0')}`,
      ...{ nodeId: 'ask', visit: 2, contactId: null, role: 'admin', question: 'Refund?' },
      ...{ requestedAt: new Date(), until: new Date(Date.now() + 86_400_000), ...part },
    });
    return identifiers[0]?.id as string;
  });
const decide = (visitor: Visitor, id: string, answer: string, note = '') =>
  visitor.send('POST', `/api/admin/approvals/${id}/decide`, { answer, note });
const decided = async (id: string) =>
  (
    await fixture.rows<{ count: number }>(
      fixture.kiln,
      `select count(*)::int as count from event where type = 'approval.decided' and data->>'approvalId' = $1`,
      [id],
    )
  )[0]?.count;

describe('approvals', () => {
  it('are listed until they are answered, and then with who decided and the note', async () => {
    const id = await asked({ question: 'Refund the first?' });
    const open = (await owner.get('/api/admin/approvals')).body;
    expect(open.items).toContainEqual(
      expect.objectContaining({
        id,
        question: 'Refund the first?',
        automation: { id: automationId, name: 'Refunds' },
        answer: null,
      }),
    );
    expect((await owner.get('/api/admin/home')).body.needsYou.approvals).toBe(open.total);
    const { status, body } = await decide(owner, id, 'approved', 'Was broken.');
    expect([status, body.answer, body.note]).toEqual([200, 'approved', 'Was broken.']);
    expect((await owner.get('/api/admin/approvals')).body.total).toBe(open.total - 1);
    const [latest] = (await owner.get('/api/admin/approvals?state=answered')).body.items;
    expect(latest).toMatchObject({ id, answer: 'approved', answeredBy: body.answeredBy });
  });

  it('are decided once: a repeated answer changes nothing, and whoever is second reads who was first', async () => {
    const id = await asked();
    const first = await decide(owner, id, 'declined');
    const again = await decide(owner, id, 'declined');
    expect([first.status, again.status, again.body.answeredAt]).toEqual([200, 200, first.body.answeredAt]);
    const other = await decide(owner, id, 'approved');
    expect([other.status, other.body.error.code]).toEqual([409, 'conflict']);
    expect(other.body.error.message).toContain(`${first.body.answeredBy} has already declined this`);
    expect(await decided(id)).toBe(1);
  });

  it('that two people answer at the same moment have one answer', async () => {
    const id = await asked();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => decide(owner, id, index % 2 === 0 ? 'approved' : 'declined')),
    );
    const given = answers.filter(({ status }) => status === 200).map(({ body }) => body.answer);
    expect(new Set(given).size).toBe(1);
    expect(answers.filter(({ status }) => status === 409).length).toBe(3);
    expect(await decided(id)).toBe(1);
  });

  it('are decided by staff with the role and by owners only', async () => {
    const setRole = (role: string) =>
      fixture.rows(fixture.kiln, `update staff set role = $1 where email = (select email from staff order by id limit 1)`, [
        role,
      ]);
    const [forOwners, forAdmins, forAll] = [await asked({ role: 'owner' }), await asked(), await asked({ role: 'everyone' })];
    await setRole('support');
    try {
      for (const id of [forOwners, forAdmins]) {
        const { status, body } = await decide(owner, id, 'approved');
        expect([status, body.error.code]).toEqual([403, 'forbidden']);
      }
      expect((await decide(owner, forAll, 'approved')).status).toBe(200);
      const mine = (await owner.get('/api/admin/approvals?mine=true')).body.items.map(({ id }: { id: string }) => id);
      expect(mine).not.toContain(forAdmins);
    } finally {
      await setRole('owner');
    }
    expect((await decide(owner, forAdmins, 'approved')).status).toBe(200);
  });

  it('of a journey that has continued can no longer be answered', async () => {
    const id = await asked({ closedAt: new Date() });
    const { status, body } = await decide(owner, id, 'approved');
    expect([status, body.error.code]).toEqual([409, 'not_possible_now']);
  });

  it('of another school are neither listed nor decided', async () => {
    const id = await asked();
    expect((await stranger.get('/api/admin/approvals')).body).toEqual({ items: [], total: 0 });
    expect((await decide(stranger, id, 'approved')).status).toBe(404);
    expect(await decided(id)).toBe(0);
  });

  it('are listed and decided by programs, with the scope and the name of the key', async () => {
    const key = async (scopes: string[], who = owner) =>
      (await who.send('POST', '/api/admin/api-keys', { name: 'Back office', scopes })).body.key as string;
    const call = (token: string, method: 'GET' | 'POST', path: string, body?: object) =>
      fixture.request({ method, path, body, headers: { authorization: `Bearer ${token}` } });
    const id = await asked();
    const [reads, writes] = [await key(['automations:read']), await key(['automations:write'])];
    const list = await call(reads, 'GET', '/v1/approvals');
    expect(list.body.items.map((item: { id: string }) => item.id)).toContain(id);
    expect((await call(reads, 'POST', `/v1/approvals/${id}/decide`, { answer: 'approved' })).status).toBe(403);
    const theirs = await key(['automations:write'], stranger);
    expect((await call(theirs, 'POST', `/v1/approvals/${id}/decide`, { answer: 'approved' })).status).toBe(404);
    const { status, body } = await call(writes, 'POST', `/v1/approvals/${id}/decide`, { answer: 'approved', note: 'Order 17' });
    expect([status, body.answeredBy, body.note]).toEqual([200, 'Back office', 'Order 17']);
  });
});
