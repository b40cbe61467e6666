import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Certificate, Product } from '@perennial/db';
import { CertificateRequests } from '@perennial/services';
import { line } from '../../support/automation.js';
import { startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
let glazing: string;
let throwing: string;
let names = 0;

beforeAll(async () => {
  walks = await Walks.open('revoke_certificate');
  [glazing, throwing] = await walks.inSchool(async () => {
    const course = async (title: string): Promise<string> => {
      const { identifiers } = await walks.db.tenancy.repo(Product).insert({ kind: 'course', title, slug: title.toLowerCase() });
      return identifiers[0]?.id;
    };
    return [await course('Glazing'), await course('Throwing')];
  });
});
afterAll(() => walks.close());

/** Somebody with a certificate for each course. */
async function holder(): Promise<string> {
  const contactId = await walks.person();
  await walks.inSchool(async () => {
    const requests = new CertificateRequests(walks.db.tenancy, walks.db.events);
    for (const courseId of [glazing, throwing]) await requests.request(contactId, courseId, walks.now, null);
  });
  return contactId;
}

/** Lets a person's journey reach the step, and returns the journey. */
async function reach(contactId: string, config: object): Promise<string> {
  const name = `revoked ${names++}`;
  const step = { id: 'revoke', kind: 'revokeCertificate', config };
  await walks.publish(line(startedBy(name), step, { id: 'end', kind: 'exit' }), name);
  const run = await walks.enter(contactId, name);
  expect(await walks.advance(run)).toMatchObject({ kind: 'finish' });
  return run;
}

/** The reasons of a person's certificates by course; null for a valid one. */
const reasons = (contactId: string) =>
  walks.inSchool(async () => {
    const rows = await walks.db.tenancy.repo(Certificate).find({ where: { contactId }, order: { id: 'ASC' } });
    return Object.fromEntries(
      rows.map(({ courseId, revokedReason }) => [courseId === glazing ? 'glazing' : 'throwing', revokedReason]),
    );
  });
const events = (contactId: string) =>
  walks.db.asOwner<{ data: object }>(`select data from event where contact_id = $1 and type = 'certificate.revoked'`, [
    contactId,
  ]);

describe('a step that revokes certificates', () => {
  it('revokes the certificate of one course, with the reason that its page shows', async () => {
    const contactId = await holder();
    await reach(contactId, { courseFrom: 'fixed', courseId: glazing, reason: 'Refunded by {{ event.name }}' });
    const reason = `Refunded by revoked ${names - 1}`;
    expect(await reasons(contactId)).toEqual({ glazing: reason, throwing: null });
    expect(await events(contactId)).toEqual([{ data: expect.objectContaining({ courseTitle: 'Glazing', reason }) }]);
  });

  it('revokes all, and a certificate that is revoked already keeps its reason and has one event', async () => {
    const contactId = await holder();
    await reach(contactId, { courseFrom: 'fixed', courseId: glazing, reason: 'First' });
    await reach(contactId, { courseFrom: 'all', reason: 'Second' });
    expect(await reasons(contactId)).toEqual({ glazing: 'First', throwing: 'Second' });
    expect(await events(contactId)).toHaveLength(2);
  });

  it('leaves the certificates of others alone, and does nothing for somebody without one', async () => {
    const [other, contactId] = [await holder(), await walks.person()];
    await reach(contactId, { courseFrom: 'all', reason: 'Refunded' });
    expect(await reasons(other)).toEqual({ glazing: null, throwing: null });
    expect(await events(contactId)).toEqual([]);
  });
});
