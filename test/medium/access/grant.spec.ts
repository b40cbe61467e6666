import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGrantActivities } from '@perennial/activities';
import type { GrantInput, WorkflowCall } from '@perennial/contracts';
import { Clock, Contact, Membership, Plan, Product } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { FrozenGraphs } from '@perennial/services';
import { SecretBox, StripeClients } from '@perennial/stripe';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';

const day = 86_400_000;
const start = new Date('2027-01-01T10:00:00Z');
const log = createLogger('silent', 'spec');
let now = start;
let db: TestDatabase;
let school: string;
let people = 0;
const made: WorkflowCall[] = [];

beforeAll(async () => {
  db = await openDatabase('grant', { wall: () => now });
  school = await db.school('kiln');
});
beforeEach(() => {
  now = start;
  made.length = 0;
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>): Promise<T> => db.tenancy.withSchool(school, work);
const activities = () => {
  const { tenancy, clocks, events, access } = db;
  const stripe = new StripeClients(tenancy, new SecretBox(Buffer.alloc(32).toString('base64')));
  return createGrantActivities({ tenancy, clocks, events, access, stripe, graphs: new FrozenGraphs(), log });
};
const someone = (clockId: string | null = null) =>
  inSchool(async () => {
    const contact = await db.tenancy.repo(Contact).insert({ email: `p${people++}@example.com`, clockId });
    const product = await db.tenancy
      .repo(Product)
      .insert({ kind: 'course', title: 'Wheel', slug: `wheel-${people}`, status: 'published' });
    return { contactId: String(contact.identifiers[0]?.id), productId: String(product.identifiers[0]?.id) };
  });
type Someone = Awaited<ReturnType<typeof someone>>;

/** Gives access for some days from now on; null for no end. */
const grant = async ({ contactId, productId }: Someone, days: number | null, sourceId = 'one', at = now) => {
  const endsAt = days === null ? null : new Date(at.getTime() + days * day);
  const claim = {
    contactId,
    source: 'grant' as const,
    sourceId: `${contactId}:${sourceId}`,
    productIds: [productId],
    startsAt: at,
    endsAt,
  };
  await inSchool(() => db.access.claim(claim, at, null));
  await carry();
};
/** Relays events, and immediately does what Temporal would be asked to do. */
async function carry(): Promise<void> {
  const make = async (call: WorkflowCall) => {
    made.push(call);
    if (call.operation === 'start' && call.workflow === 'grant') await watch(call.input);
  };
  await drain(relayOver(db.relay, { wall: () => now, make }));
}
const watch = (input: GrantInput) => activities().watchGrant(input);
const watched = () => made.flatMap((call) => (call.operation === 'start' && call.workflow === 'grant' ? [call.input] : []));
const waits = ({ contactId }: Someone) =>
  db.asOwner<{ kind: string; at: Date; clock: string | null }>(
    'select owner_kind as kind, due_at as at, clock_id as clock from wait where contact_id = $1 order by due_at',
    [contactId],
  );
const told = async ({ contactId }: Someone) =>
  (
    await db.asOwner<{ type: string; at: Date }>(
      `select type, occurred_at as at from event where contact_id = $1 and type in ('access.gained', 'access.lost') order by id`,
      [contactId],
    )
  ).map(({ type, at }) => `${type} ${(at.getTime() - start.getTime()) / day}`);

describe('access that was given for some days', () => {
  it('is waited for, and its end is recorded once, on its day', async () => {
    const ana = await someone();
    await grant(ana, 3);
    expect(watched()).toEqual([{ schoolId: school, entitlementId: expect.any(String), contactId: ana.contactId, clockId: null }]);
    expect(await waits(ana)).toEqual([{ kind: 'grant', at: new Date(start.getTime() + 3 * day), clock: null }]);
    const [input] = watched();
    now = new Date(start.getTime() + 3 * day - 1);
    expect((await watch(input!)).next?.at).toBe('2027-01-04T10:00:00.000Z');
    now = new Date(start.getTime() + 3 * day);
    expect(await watch(input!)).toEqual({ next: null });
    for (let i = 0; i < 3; i++) await watch(input!);
    await Promise.all([watch(input!), watch(input!)]);
    expect(await told(ana)).toEqual(['access.gained 0', 'access.lost 3']);
    expect(await waits(ana)).toEqual([]);
    expect(await db.asOwner(`select * from wake where owner_kind = 'grant'`)).toEqual([]);
  });

  it('names what gave the end as the cause of the loss', async () => {
    const ana = await someone();
    await grant(ana, 1);
    now = new Date(start.getTime() + day);
    await watch(watched()[0]!);
    const [lost] = await db.asOwner(
      `select c.type from event e join event c on c.id = e.causation_id where e.type = 'access.lost' and e.contact_id = $1`,
      [ana.contactId],
    );
    expect(lost).toEqual({ type: 'grant.dated' });
  });

  it('is kept by a second grant that overlaps, until that ends too', async () => {
    const ana = await someone();
    await grant(ana, 2, 'short');
    await grant(ana, 5, 'long');
    const [short, long] = watched();
    now = new Date(start.getTime() + 2 * day);
    await watch(short!);
    expect(await told(ana)).toEqual(['access.gained 0']);
    expect(await waits(ana)).toHaveLength(1);
    now = new Date(start.getTime() + 5 * day);
    await watch(long!);
    expect(await told(ana)).toEqual(['access.gained 0', 'access.lost 5']);
  });

  it('follows its end when that is moved, there and back', async () => {
    const ana = await someone();
    await grant(ana, 2);
    await grant(ana, 9);
    expect((await waits(ana)).map(({ at }) => at)).toEqual([new Date(start.getTime() + 9 * day)]);
    await grant(ana, 2);
    expect(watched()).toHaveLength(3);
    expect((await waits(ana)).map(({ at }) => at)).toEqual([new Date(start.getTime() + 2 * day)]);
  });

  it('is asked of Temporal once, however often the same claim is made', async () => {
    const ana = await someone();
    for (let i = 0; i < 3; i++) await grant(ana, 2, 'one', start);
    expect(watched()).toHaveLength(1);
  });

  it('has no end once it is permanent', async () => {
    const ana = await someone();
    await grant(ana, 2);
    await grant(ana, null);
    now = new Date(start.getTime() + 2 * day);
    expect(await watch(watched()[0]!)).toEqual({ next: null });
    expect(await told(ana)).toEqual(['access.gained 0']);
    expect(await waits(ana)).toEqual([]);
  });

  it('is not recorded twice when it was revoked before', async () => {
    const ana = await someone();
    await grant(ana, 2);
    now = new Date(start.getTime() + day);
    await inSchool(() => db.access.revokeGrants(ana.contactId, ana.productId, now, null));
    now = new Date(start.getTime() + 2 * day);
    await watch(watched()[0]!);
    expect(await told(ana)).toEqual(['access.gained 0', 'access.lost 1']);
  });

  it('uses the test clock of people who are on one', async () => {
    const clock = { name: 'a year', now: new Date('2030-06-01T00:00:00Z') };
    const clockId = await inSchool(async () => String((await db.tenancy.repo(Clock).insert(clock)).identifiers[0]?.id));
    const ana = await someone(clockId);
    await grant(ana, 2, 'one', clock.now);
    expect(await waits(ana)).toEqual([{ kind: 'grant', at: new Date('2030-06-03T00:00:00Z'), clock: clockId }]);
    // The wall clock is far past the end, which must not matter.
    now = new Date('2040-01-01T00:00:00Z');
    expect((await watch(watched()[0]!)).next).not.toBeNull();
    await inSchool(() => db.tenancy.repo(Clock).update({ id: clockId }, { now: new Date('2030-06-03T00:00:00Z') }));
    expect(await watch(watched()[0]!)).toEqual({ next: null });
    const [lost] = await db.asOwner<{ at: Date }>(
      `select occurred_at as at from event where type = 'access.lost' and contact_id = $1`,
      [ana.contactId],
    );
    expect(lost?.at.toISOString()).toBe('2030-06-03T00:00:00.000Z');
  });
});

describe('permanent access', () => {
  it('asks Temporal for nothing', async () => {
    await grant(await someone(), null);
    expect(watched()).toEqual([]);
  });
});

describe('a membership of several products', () => {
  const bundle = async () => {
    const [first, second] = [await someone(), await someone()];
    await db.asOwner(`update product set title = 'Glazing' where id = $1`, [second.productId]);
    const planId = await inSchool(async () => {
      const plan = await db.tenancy.repo(Plan).insert({
        title: 'All year',
        slug: `all-year-${people}`,
        priceAmount: 2900,
        currency: 'eur',
        intervalMonths: 1,
      });
      return String(plan.identifiers[0]?.id);
    });
    const sourceId = await inSchool(async () => {
      const membership = await db.tenancy
        .repo(Membership)
        .insert({ contactId: first.contactId, planId, priceAmount: 2900, currency: 'eur', intervalMonths: 1 });
      return String(membership.identifiers[0]?.id);
    });
    const { contactId } = first;
    const productIds = [first.productId, second.productId];
    const claim = (startsAt: Date | null) =>
      inSchool(() =>
        db.access.claim({ contactId, source: 'membership', sourceId, productIds, startsAt, endsAt: null }, now, null),
      );
    return { contactId, productId: second.productId, claim };
  };
  const sums = ({ contactId }: { contactId: string }) =>
    db.asOwner<{ type: string; title: string; titles: string[] }>(
      `select type, data->>'productTitle' as title, data->'productTitles' as titles from event
        where contact_id = $1 and type in ('access.opened', 'access.closed') order by id`,
      [contactId],
    );

  it('is recorded once when it opens and once when it closes, and for each product', async () => {
    const ana = await bundle();
    await ana.claim(now);
    await ana.claim(now);
    expect(await sums(ana)).toEqual([{ type: 'access.opened', title: 'All year', titles: ['Wheel', 'Glazing'] }]);
    now = new Date(start.getTime() + 3 * day);
    await ana.claim(null);
    await ana.claim(null);
    expect((await sums(ana)).slice(1)).toEqual([{ type: 'access.closed', title: 'All year', titles: ['Wheel', 'Glazing'] }]);
    expect(await told(ana)).toEqual(['access.gained 0', 'access.gained 0', 'access.lost 3', 'access.lost 3']);
    await carry();
  });

  it('does not say that it closed what another right keeps open', async () => {
    const ana = await bundle();
    await grant(ana, null);
    await ana.claim(now);
    await ana.claim(null);
    expect((await sums(ana)).map(({ type, titles }) => [type, ...titles])).toEqual([
      ['access.opened', 'Glazing'],
      ['access.opened', 'Wheel'],
      ['access.closed', 'Wheel'],
    ]);
    await carry();
  });
});
