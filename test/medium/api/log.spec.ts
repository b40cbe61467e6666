import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
const lines: string[] = [];
beforeAll(async () => {
  fixture = await Fixture.open({ log: { write: (line) => lines.push(line) } });
  owner = await fixture.owner('kiln');
}, 60_000);
afterAll(() => fixture.close());

const canary = 'canary.person';
const email = `${canary}@example.org`;

describe('the log', () => {
  it('names no person whose request was refused', async () => {
    const visitor = fixture.visitor('kiln');
    const admin = fixture.visitor('admin');
    const made = await owner.send('POST', '/api/admin/contacts', { email, name: 'Canary Person' });
    const other = await owner.send('POST', '/api/admin/contacts', { email: 'other@example.org' });
    const refusals = [
      await owner.send('POST', '/api/admin/contacts', { email }),
      await owner.send('PATCH', `/api/admin/contacts/${other.body.id}`, { email }),
      await owner.send('POST', '/api/admin/contacts', { email: `${canary}@` }),
      await owner.get(`/api/admin/contacts/${encodeURIComponent(email)}`),
      await owner.get(`/api/admin/contacts?q=${encodeURIComponent(email)}&pageSize=x`),
      await visitor.send('POST', '/api/portal/session', { email, password: 'wrong' }),
      await admin.send('POST', '/api/admin/session', { email, password: 'wrong' }),
      await visitor.send('POST', '/api/portal/plans/none/checkout', { email }),
      await fixture.request({ method: 'GET', path: `/%ff${email}`, headers: { host: 'kiln.localhost:3000' } }),
    ];
    expect(made.status).toBeLessThan(300);
    expect(refusals.filter(({ status }) => status < 400).map(({ status }) => status)).toEqual([]);
    await visitor.send('POST', '/api/portal/sign-in-link', { email });
    await visitor.get(`/api/portal/verify/${encodeURIComponent(email)}`);
    const written = lines.join('');
    expect(lines.length).toBeGreaterThan(refusals.length);
    expect(written).toContain('"code":"email_taken"');
    expect(written.match(/canary/gi) ?? []).toEqual([]);
  });
});
