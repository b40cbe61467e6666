import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Statements } from '../../support/statements.js';
import { addressOf, type Belongings, furnish } from './belongings.js';
import { type Operation, operations, sample } from './described.js';
import type { Answer } from './http.js';
import { Fixture } from './support.js';

jest.setTimeout(120_000);

let fixture: Fixture;
let kiln: Belongings;
const statements = new Statements();

beforeAll(async () => {
  fixture = await Fixture.open({ stripe: true });
  kiln = await furnish(fixture, 'kiln');
}, 120_000);
afterAll(() => fixture.close());

let callers = 0;

/** Sends an operation as somebody who may use it, and answers with the statements that it made. */
async function made(operation: Operation): Promise<{ answer: Answer; transactions: number; statements: readonly string[] }> {
  const host = operation.path.startsWith('/api/admin/') ? 'admin' : kiln.slug;
  const visitor = operation.who === 'member' ? await kiln.member() : operation.who === 'staff' ? kiln.owner : null;
  statements.forget();
  const answer = await fixture.request({
    method: operation.method,
    path: addressOf(operation, kiln),
    body: operation.body ? (sample(operation.body) as object) : undefined,
    headers: {
      host: `${host}.localhost:3000`,
      origin: `http://${host}.localhost:3000`,
      'x-forwarded-for': `198.18.0.${callers++ & 255}`,
      cookie: [...(visitor?.cookies ?? [])].map(([key, value]) => `${key}=${value}`).join('; '),
      ...(operation.who === 'apiKey' && { authorization: `Bearer ${kiln.apiKeyToken}` }),
    },
  });
  return { answer, transactions: statements.transactions, statements: [...statements.all] };
}

/** Operations that open several, and what they do between them, where a transaction must not be open. */
const between: Readonly<Record<string, string>> = {
  'POST /api/admin/clocks': 'Stripe',
  'PATCH /api/admin/plans/{id}': 'Stripe',
  'POST /api/admin/plans/{id}/archive': 'Stripe',
  'POST /api/admin/plans/{id}/publish': 'Stripe',
  'POST /api/admin/plans/{id}/unpublish': 'Stripe',
  'POST /api/portal/memberships/{id}/cancel': 'Stripe',
  'POST /api/portal/memberships/{id}/card': 'Stripe',
  'POST /api/portal/memberships/{id}/card/confirm': 'Stripe',
};

/** A stream does not end, and the key and the sessions that others need are ended last. */
const last = new Set(['DELETE /api/admin/api-keys/{id}', 'DELETE /api/admin/session', 'DELETE /api/portal/session']);
const place = ({ name, method }: Operation): number => (last.has(name) ? 3 : ['GET', 'POST', 'DELETE'].indexOf(method) + 1 || 1);
const walked = operations.filter(({ path }) => !path.endsWith('/changes')).sort((a, b) => place(a) - place(b));

describe('a request', () => {
  // Before the walk, which ends the session.
  it('of staff learns who they are in one statement, outside any transaction', async () => {
    const { statements: sent } = await made(walked.find(({ name }) => name === 'GET /api/admin/api-keys') as Operation);
    expect(sent[0]).toContain('staff_by_session');
    expect(sent.slice(1, 3)).toEqual(['START TRANSACTION', expect.stringContaining('set_config')]);
    expect(sent).toHaveLength(5);
    expect(sent.at(-1)).toBe('COMMIT');
  });

  it('of a member learns the school and who they are in one statement, outside any transaction', async () => {
    const { statements: sent } = await made(walked.find(({ name }) => name === 'GET /api/portal/me') as Operation);
    expect(sent).toEqual([
      expect.stringContaining('portal_visit'),
      'START TRANSACTION',
      expect.stringContaining('set_config'),
      expect.stringContaining('from session'),
      'COMMIT',
    ]);
  });

  it('for the home of a member sends the same statements for one course and for four', async () => {
    const home = walked.find(({ name }) => name === 'GET /api/portal/home') as Operation;
    const { statements: forOne, answer } = await made(home);
    expect(answer.body.courses).toHaveLength(1);
    await fixture.rows(
      kiln.schoolId,
      `with course as (
         insert into product (kind, title, slug, status)
         select 'course', 'Course ' || n, 'course-' || n, 'published' from generate_series(1, 3) n returning id)
       insert into entitlement (contact_id, product_id, source, source_id, starts_at)
       select $1, id, 'grant', id::text, now() - interval '1 day' from course`,
      [kiln.ids.contacts],
    );
    const { statements: forFour, answer: more } = await made(home);
    expect(more.body.courses).toHaveLength(4);
    expect(forFour).toEqual(forOne);
  });

  // A route that writes and names no topic for open screens fails before its body is read.
  it('opens one transaction at most, unless it does something in between, and fails on no route', async () => {
    await made(walked.find(({ name }) => name === 'GET /v1/contacts') as Operation);
    const several: string[] = [];
    const failed: string[] = [];
    let worked = 0;
    for (const operation of walked) {
      const { answer, transactions } = await made(operation);
      if (answer.status < 400) worked++;
      if (answer.status === 500) failed.push(operation.name);
      if (transactions > 1) several.push(operation.name);
    }
    expect(failed).toEqual([]);
    expect(several.sort()).toEqual(Object.keys(between).sort());
    expect(worked).toBeGreaterThan(80);
  });
});
