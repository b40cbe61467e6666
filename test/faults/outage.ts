import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { paidDates } from '../story/chapters/purchase.js';
import { cards } from '../story/hosted-pages.js';
import { Narrator } from '../story/narrator.js';
import { scenarioOf } from '../story/seeded/scenario.js';
import { buyPlan, prepareSeeded } from '../story/seeded/year.js';
import { Studio } from '../story/studio.js';
import { type Stage, World } from '../story/world.js';
import { type Counted, countEffects, untilOver } from './dispatch.js';
import { publishMixed } from './mixed-first-steps.js';

/** How long Postgres and Temporal are away, and how many people are in journeys meanwhile. */
export interface Outages {
  readonly minutes: number;
  readonly people: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Five lessons by date, a trial of ten days or more, and a card: every reminder and unlock has a day of its own. */
const seed = 21;

/**
 * The outage drill: Stripe refuses everything for a day of a test clock, then Postgres is away, then Temporal. Counts the
 * reminders, unlocks, emails, calls and journeys that are missing afterwards, and those that came twice.
 */
export async function surviveOutages(stage: Stage, outages: Outages, say: (line: string) => void): Promise<Counted> {
  const studio = await Studio.open(stage.env.OUTBOUND_ALLOWED ?? '');
  const world = new World(stage, new Narrator(say), studio);
  try {
    await world.signInOwner();
    const billing = await withoutStripe(world, say);
    const journeys = await withoutPostgresAndTemporal(world, outages, say);
    return {
      lost: billing.lost + journeys.lost,
      twice: billing.twice + journeys.twice,
      of: billing.of + journeys.of,
    };
  } finally {
    await world.stripe.acceptAgain();
    await studio.close();
  }
}

/** A member in a trial: Stripe answers 401 on the day of the first reminder, and again when grace ends. */
async function withoutStripe(world: World, say: (line: string) => void): Promise<Counted> {
  const scenario = { ...scenarioOf(seed), trialDays: 14, intervalMonths: 1 as const, withCard: true, lessonDays: [2, 5, 9] };
  const trialEndsAt = new Date(scenario.joinedAt.getTime() + 14 * day);
  const { planSlug, clockId } = await prepareSeeded(world, scenario);
  const email = `outage.${Date.now()}@example.com`;
  await world.person({ email, name: 'Olga Outage', timeZone: scenario.zone, clockId });
  const browser = await buyPlan(world, planSlug, { email, name: 'Olga Outage', timeZone: scenario.zone }, cards.good);
  const to = (at: number) => world.advance(clockId, new Date(at).toISOString());

  await to(trialEndsAt.getTime() - 7 * day - 2 * hour);
  const attention = await duringRefusal(world, () => to(trialEndsAt.getTime() - 6 * day - 2 * hour));
  say(`  Stripe refused for a day before the end of the trial; staff saw: ${attention}`);

  await to(trialEndsAt.getTime() - hour);
  await world.stripe.failNextCharge(await world.stripe.customerOf(email), 20);
  await to(trialEndsAt.getTime() + 2 * hour);
  const pastDue = await stateOf(browser);
  const graceEnds = (await membership(browser))?.graceEndsAt;
  say(`  The first charge fails: ${pastDue}, access until ${graceEnds}`);
  const end = Date.parse(graceEnds ?? new Date(trialEndsAt.getTime() + 7 * day).toISOString());
  await to(end - 2 * hour);
  await duringRefusal(world, () => to(end + 22 * hour));
  await to(end + 2 * day);

  const subjects = (await world.inbox.to(email)).map(({ subject }) => subject);
  const count = (words: RegExp) => subjects.filter((subject) => words.test(subject)).length;
  const facts: readonly (readonly [string, number, number])[] = [
    ['reminders of the end of the trial', count(/trial ends/i), 3],
    ['lessons that opened', count(/^New in/), 3],
    ['first notice of the failed charge', Math.min(count(/did not go through/i), 1), 1],
    ['the end of grace', ['suspended', 'ended'].includes((await stateOf(browser)) ?? '') ? 1 : 0, 1],
    ['a charge that was taken', (await paidDates(browser)).length, 0],
    ['staff saw the outage', attention === 'nothing' ? 0 : 1, 1],
  ];
  return tally(facts, say);
}

interface Held {
  readonly state: string;
  readonly graceEndsAt?: string | null;
}
const membership = async (browser: ReturnType<World['portal']>): Promise<Held | undefined> =>
  (await browser.get<Held[]>('/api/portal/memberships'))[0];
const stateOf = async (browser: ReturnType<World['portal']>): Promise<string | undefined> => (await membership(browser))?.state;

/** Everything but the test clock is refused while `work` runs. Afterwards the key is entered again, as staff would. */
async function duringRefusal(world: World, work: () => Promise<void>): Promise<string> {
  for (const path of ['/v1/subscriptions', '/v1/invoices', '/v1/customers', '/v1/events']) await world.stripe.refuse(401, path);
  await work();
  const stripe = await world.admin.get<{ state: string }>('/api/admin/stripe');
  const problems = await world.admin.get<unknown[]>('/api/admin/membership-problems?test=true');
  await world.stripe.acceptAgain();
  await world.admin.put('/api/admin/stripe', { secretKey: world.stage.env.STRIPE_SECRET_KEY });
  return stripe.state === 'broken' || problems.length > 0 ? `${stripe.state}, ${problems.length} memberships` : 'nothing';
}

/** People enter journeys before, during and after each outage. */
async function withoutPostgresAndTemporal(
  world: World,
  { minutes, people }: Outages,
  say: (line: string) => void,
): Promise<Counted> {
  const { stage } = world;
  const name = `outage${Date.now()}`;
  const { eventName, expected } = await publishMixed(world, 5, name, `http://${stage.env.OUTBOUND_ALLOWED}/${name}`);
  const emails = Array.from({ length: people }, (_, i) => `person${i}@${name}.example`);
  for (const [i, email] of emails.entries()) await world.person({ email, name: `Person ${i}` });
  const third = Math.ceil(people / 3);
  const enter = async (part: readonly string[]) => {
    for (const email of part) await world.event(email, eventName);
  };

  await enter(emails.slice(0, third));
  await stage.kill('postgres', 'SIGKILL');
  say(`  Postgres is away for ${minutes} minutes`);
  await sleep(minutes * 60_000);
  await stage.restart('postgres');
  await world.until('the API answers again', async () => {
    const answer = await world.admin.send('GET', '/api/admin/me').catch(() => null);
    return answer?.status === 200;
  });

  await stage.kill('temporal', 'SIGKILL');
  say(`  Temporal is away for ${minutes} minutes`);
  // Events are accepted meanwhile: they are rows, and wait for the relay.
  await enter(emails.slice(third, 2 * third));
  await sleep(minutes * 60_000);
  await stage.restart('temporal');
  await enter(emails.slice(2 * third));

  const owner = new pg.Client(stage.env.DATABASE_MIGRATION_URL);
  await owner.connect();
  try {
    await untilOver(owner, name, people * expected.length, say);
    return await countEffects(world, owner, { name, emails, expected });
  } finally {
    await owner.end();
  }
}

function tally(facts: readonly (readonly [string, number, number])[], say: (line: string) => void): Counted {
  const counted = { lost: 0, twice: 0, of: 0 };
  for (const [what, actual, wanted] of facts) {
    if (actual !== wanted) say(`  ✗ ${what}: ${actual} instead of ${wanted}`);
    counted.of += wanted;
    counted.lost += Math.max(0, wanted - actual);
    counted.twice += Math.max(0, actual - wanted);
  }
  return counted;
}
