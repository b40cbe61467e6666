import { type MembershipView, paidDates } from '../chapters/purchase.js';
import { canary } from '../chapters/setting.js';
import { cards, payOnPage } from '../hosted-pages.js';
import type { Surface } from '../surface.js';
import type { World } from '../world.js';
import type { Scenario } from './scenario.js';

const second = (instant: Date): string => instant.toISOString();

/** Plays the year of a seed and checks it against independently calculated dates. */
export async function playSeededYear(world: World, scenario: Scenario): Promise<void> {
  const { narrator, inbox } = world;
  const { seed, joinedAt, zone, intervalMonths, trialDays, withCard, expected } = scenario;
  narrator.chapter(`The year of seed ${seed}`);
  narrator.at(second(joinedAt));
  await world.signInOwner();
  narrator.tell(`${zone}, every ${intervalMonths} months, ${trialDays} days free, ${withCard ? 'with' : 'without'} a card`);
  const { planSlug, courseId, clockId } = await prepareSeeded(world, scenario);
  const email = `seed${seed}.${Date.now()}@${canary}.example`;
  const contactId = await world.person({ email, name: 'Sid Canária', timeZone: zone, clockId });
  const browser = await buyPlan(world, planSlug, { email, name: 'Sid Canária', timeZone: zone }, withCard ? cards.good : null);

  await world.advance(clockId, second(new Date(expected.trialEndsAt.getTime() - 60_000)));
  const reminders = (await inbox.to(email)).filter(({ subject }) => subject.includes('trial ends'));
  narrator.check(
    'reminded ahead of the end of the trial, on the days it has',
    reminders.map(({ date }) => date),
    expected.reminders,
  );
  narrator.check('nothing is charged before it', await paidDates(browser), []);

  await world.advance(clockId, second(new Date(expected.trialEndsAt.getTime() + 7_200_000)));
  if (!withCard) return endWithoutCard(world, scenario, { browser, email, contactId, courseId });
  await world.advance(clockId, second(expected.until));
  narrator.check('every charge due in twelve months came on its clamped day', await paidDates(browser), expected.charges);
  const unlocks = (await inbox.to(email)).filter(({ subject }) => subject.startsWith('New in'));
  narrator.check(
    'each lesson opened at nine in the member’s zone',
    unlocks.map(({ date }) => date),
    expected.unlocks,
  );
}

/**
 * Buys a plan on the payment page and returns to the portal.
 * @returns the browser, signed in
 */
export async function buyPlan(
  world: World,
  planSlug: string,
  buyer: { readonly email: string; readonly name: string; readonly timeZone: string },
  card: string | null,
): Promise<Surface> {
  const browser = world.portal();
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${planSlug}/checkout`, buyer);
  const session = new URL((await payOnPage(url, card)) ?? '').searchParams.get('session') ?? '';
  await world.until(
    'the purchase is ready',
    async () => (await browser.post<{ state: string }>(`/api/portal/checkout/${session}/return`)).state === 'ready',
  );
  return browser;
}

/** Without a card the trial ends in a pause, and a card starts the subscription. */
async function endWithoutCard(
  world: World,
  { expected }: Scenario,
  who: { browser: Surface; email: string; contactId: string; courseId: string },
): Promise<void> {
  const { narrator, inbox } = world;
  const held = async () => (await who.browser.get<MembershipView[]>('/api/portal/memberships'))[0];
  narrator.check('without a card it pauses', (await held())?.state, 'paused');
  narrator.check('nothing was charged', await paidDates(who.browser), []);
  const closed = await who.browser.get<{ open: boolean }>(`/api/portal/courses/${who.courseId}`);
  narrator.check('and the course is closed', closed.open, false);
  const types = (await world.timeline(who.contactId)).map(({ type }) => type);
  narrator.check('which is a fact of its own', types.filter((type) => type === 'trial.ended_without_card').length, 1);
  const path = `/api/portal/memberships/${(await held())?.id}/start`;
  const { url } = await who.browser.post<{ url: string }>(path);
  await payOnPage(url, cards.good);
  await who.browser.post(path);
  await world.until('the subscription has started', async () => (await held())?.state === 'active');
  narrator.check('a card starts it, charged that day', await paidDates(who.browser), [
    second(new Date(expected.trialEndsAt.getTime() + 7_200_000)).slice(0, 10),
  ]);
  await world.until(
    'the course is open again',
    async () => (await who.browser.get<{ open: boolean }>(`/api/portal/courses/${who.courseId}`)).open,
  );
  const rejected = (await inbox.to(who.email)).filter(({ subject }) => subject.includes('did not go through'));
  narrator.check('and no payment was ever rejected', rejected.length, 0);
}

/** A course with a lesson per day of the scenario, its plan, and a test clock. */
export async function prepareSeeded(
  world: World,
  scenario: Scenario,
): Promise<{ planSlug: string; courseId: string; clockId: string }> {
  const { admin } = world;
  const course = await admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: `Course of seed ${scenario.seed}`,
    description: '',
  });
  const { revision } = await admin.get<{ revision: number }>(`/api/admin/products/${course.id}/outline`);
  const release = (rule: object) => ({ ...rule, localTime: '09:00', basis: 'member' });
  const lesson = (title: string, rule: object) => ({
    title,
    kind: 'text',
    bodyHtml: `<p>${title}</p>`,
    videoUrl: null,
    required: true,
    preview: false,
    release: release(rule),
  });
  await admin.put(`/api/admin/products/${course.id}/outline`, {
    revision,
    modules: [
      {
        title: 'All',
        release: release({ mode: 'immediate' }),
        lessons: [
          lesson('First', { mode: 'immediate' }),
          ...scenario.lessonDays.map((days) => lesson(`Day ${days}`, { mode: 'after_enrolment', days })),
        ],
      },
    ],
  });
  await admin.post(`/api/admin/products/${course.id}/publish`);
  const plan = await admin.post<{ id: string; slug: string }>('/api/admin/plans', {
    title: `Plan of seed ${scenario.seed} ${Date.now()}`,
    description: '',
    priceAmount: 4900,
    oldPriceAmount: null,
    intervalMonths: scenario.intervalMonths,
    trialDays: scenario.trialDays,
    requireCardBeforeTrial: scenario.withCard,
    productIds: [course.id],
  });
  await admin.post(`/api/admin/plans/${plan.id}/publish`);
  const clock = await admin.post<{ id: string }>('/api/admin/clocks', {
    name: `Seed ${scenario.seed}`,
    now: second(scenario.joinedAt),
  });
  return { planSlug: plan.slug, courseId: course.id, clockId: clock.id };
}
