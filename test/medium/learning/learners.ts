import { createHash, randomUUID } from 'node:crypto';
import { Clock, Contact } from '@perennial/db';
import { AccessService } from '@perennial/services';
import type { Fixture, Visitor } from '../api/support.js';

/** A member signed in to the portal, on a test clock of their own. */
export interface Learner extends Visitor {
  readonly id: string;
  readonly clockId: string;
}

/** A member who can open some courses, on a test clock at `now`, signed in. */
export async function learner(
  fixture: Fixture,
  school: 'kiln' | 'bread',
  courses: readonly string[],
  now: Date,
  change: Partial<Contact> = {},
): Promise<Learner> {
  const { tenancy } = fixture;
  const access = fixture.app.get(AccessService, { strict: false });
  const ids = await tenancy.withSchool(fixture[school], async () => {
    const clockId: string = (await tenancy.repo(Clock).insert({ name: 'spec', now })).identifiers[0]?.id;
    const person = { email: `${randomUUID()}@example.com`, name: 'Ana', timeZone: 'Europe/Berlin', clockId, ...change };
    const id: string = (await tenancy.repo(Contact).insert(person)).identifiers[0]?.id;
    await access.claim(
      { contactId: id, source: 'grant', sourceId: id, productIds: courses, startsAt: now, endsAt: null },
      now,
      null,
    );
    await tenancy.em.query('insert into member_account (contact_id) values ($1)', [id]);
    return { id, clockId };
  });
  const token = `token-${ids.id}`;
  await fixture.rows(
    fixture[school],
    `insert into session (audience, subject_id, token_hash, expires_at) values ('member', $1, $2, now() + interval '1 day')`,
    [ids.id, createHash('sha256').update(token).digest('hex')],
  );
  const visitor = fixture.visitor(school);
  visitor.cookies.set('perennial_member', token);
  return { ...visitor, ...ids };
}

/** Sets a member's test clock. */
export const setClock = (fixture: Fixture, { clockId }: Learner, at: string): Promise<unknown> =>
  fixture.rows(fixture.kiln, 'update clock set now = $2 where id = $1', [clockId, new Date(at)]);

/** A published course with this outline. Returns its ID and those of its lessons. */
export async function newCourse(by: Visitor, modules: readonly object[]): Promise<{ id: string; lessons: string[] }> {
  const made = await by.send('POST', '/api/admin/products', { kind: 'course', title: 'Wheel' });
  await by.send('POST', `/api/admin/products/${made.body.id}/publish`);
  const saved = await by.send('PUT', `/api/admin/products/${made.body.id}/outline`, { revision: 1, modules });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  return { id: made.body.id, lessons: lessonsOf(saved.body).map(({ id }) => id) };
}

/** A lesson in the response for the player. */
export interface SeenLesson {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly bodyHtml: string | null;
  readonly opensAt: string | null;
}

/** The lessons of a response, in course order. */
export const lessonsOf = (body: { modules: { lessons: SeenLesson[] }[] }): SeenLesson[] =>
  body.modules.flatMap(({ lessons }) => lessons);
