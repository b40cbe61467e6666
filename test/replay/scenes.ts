import { setTimeout as sleep } from 'node:timers/promises';
import { publishMixed } from '../faults/mixed-first-steps.js';
import { line, onEvent } from '../story/graphs.js';
import { cards, payOnPage } from '../story/hosted-pages.js';
import { Narrator } from '../story/narrator.js';
import { Studio } from '../story/studio.js';
import { type Stage, World } from '../story/world.js';

const begin = '2027-03-01T10:00:00.000Z';
const word = 'replay-canary';

/**
 * Cases that the story does not cover: grants that end, in real time and on a test clock, emails outside automations, and a
 * membership whose waits are timers, and certificates that are requested together.
 * Returns every name and address of the school, which no history may contain.
 */
export async function playScenes(stage: Stage, say: (line: string) => void): Promise<string[]> {
  // The story's port, which is not called here.
  const studio = await Studio.open('127.0.0.1:0');
  try {
    const world = new World(stage, new Narrator(say), studio);
    await world.signInOwner();
    await grants(world);
    await mails(world);
    await purchaseOnTheWall(world);
    await certificatesTogether(world);
    return await people(world);
  } finally {
    await studio.close();
  }
}

/** Dispatches and runs of mixed first steps, by what they show. */
interface MixedDispatches {
  readonly dispatches: readonly { readonly size: number; readonly eventId: string }[];
  readonly runs: readonly { readonly first: string; readonly runId: string }[];
  readonly names: readonly string[];
}

/** One person enters 2, 5 and 50 automations at once; their first steps are a wait, an email, a call, a tag and a branch. */
export async function dispatchMixed(stage: Stage, say: (line: string) => void): Promise<MixedDispatches> {
  const studio = await Studio.open(stage.env.OUTBOUND_ALLOWED ?? '');
  try {
    const world = new World(stage, new Narrator(say), studio);
    await world.signInOwner();
    const dispatches: { size: number; eventId: string }[] = [];
    const runs: { first: string; runId: string }[] = [];
    for (const size of [2, 5, 50]) {
      const email = `mixed${size}.${Date.now()}@${word}.example`;
      const contactId = await world.person({ email, name: 'Replay Mixed' });
      const mixed = await publishMixed(world, size, `mixed${size}x${Date.now()}`, `http://${stage.env.OUTBOUND_ALLOWED}/mixed`);
      dispatches.push({ size, eventId: await world.event(email, mixed.eventName) });
      for (const { automation, first } of mixed.expected) {
        const { id } = await world.runOf(automation, contactId);
        if (size === 5) runs.push({ first, runId: id });
      }
      if (size === 5) await sleep(75_000);
    }
    return { dispatches, runs, names: await people(world) };
  } finally {
    await studio.close();
  }
}

async function grants(world: World): Promise<void> {
  const { admin } = world;
  const product = await admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: 'A page for a while',
    description: 'Open for some days.',
  });
  const give = (contactId: string, days: number) =>
    admin.post(`/api/admin/contacts/${contactId}/grants`, { productId: product.id, days });
  const clock = await admin.post<{ id: string }>('/api/admin/clocks', { name: 'Grants', now: begin });
  const guest = await world.person({ email: `guest.${Date.now()}@${word}.example`, name: 'Replay Guest', clockId: clock.id });
  const friend = await world.person({ email: `friend.${Date.now()}@${word}.example`, name: 'Replay Friend' });
  await give(guest, 2);
  await give(guest, 5);
  await give(friend, 3);
  await world.advance(clock.id, '2027-03-20T10:00:00.000Z');
  const lost = (await world.timeline(guest)).filter(({ type }) => type === 'access.lost').map(({ at }) => at);
  world.narrator.check('the end of two overlapping grants is recorded once, when the later one ends', lost, [
    '2027-03-06T10:00:00.000Z',
  ]);
}

async function mails(world: World): Promise<void> {
  const { admin, inbox } = world;
  const owner = world.stage.logins.find(({ who }) => who === 'Owner')?.email ?? '';
  const { items } = await admin.get<{ items: { id: string; builtInKey: string | null }[] }>(
    '/api/admin/email-templates?pageSize=100',
  );
  const template = items.find(({ builtInKey }) => builtInKey === 'member.trial_ending');
  const known = await inbox.to(owner);
  await admin.post(`/api/admin/email-templates/${template?.id}/test`, { eventType: 'trial.ending' });
  const mail = await inbox.next(owner, /^Test: /, known);
  world.narrator.check(
    'a test of a template is sent to the person who requested it',
    mail.subject,
    'Test: Your free trial ends in 3 days',
  );
  const friend = await world.person({ email: `link.${Date.now()}@${word}.example`, name: 'Replay Link' });
  await admin.post(`/api/admin/contacts/${friend}/portal-actions/reset-link`);
  await world.until('the link is mailed', async () => {
    const { items: entries } = await admin.get<{ items: { kind: string }[] }>(`/api/admin/contacts/${friend}/timeline`);
    return entries.some(({ kind }) => kind === 'mail');
  });
}

async function purchaseOnTheWall(world: World): Promise<void> {
  const browser = world.portal();
  const plans = await browser.get<{ slug: string; trialDays: number }[]>('/api/portal/plans');
  const plan = plans.find(({ trialDays }) => trialDays > 0);
  if (!plan) throw new Error('no plan with a trial is published: play the story first');
  const buyer = { email: `wall.${Date.now()}@${word}.example`, name: 'Replay Buyer', timeZone: 'Europe/Berlin' };
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${plan.slug}/checkout`, buyer);
  const back = await payOnPage(url, cards.good);
  const sessionId = new URL(back ?? '').searchParams.get('session') ?? '';
  await world.until('the purchase is ready', async () => {
    const { state } = await browser.post<{ state: string }>(`/api/portal/checkout/${sessionId}/return`);
    return state === 'ready';
  });
}

/** Thirty people finish at the same time: a page and a bit. Each event is relayed with those that are stored with it. */
export async function certificatesTogether(world: World): Promise<void> {
  const course = await world.admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: 'A page together',
    description: 'Finished by many.',
  });
  const name = `together.at${Date.now()}`;
  const issue = { id: 'issue', kind: 'issueCertificate', config: { courseFrom: 'fixed', courseId: course.id } };
  const automation = await world.automate(name, line(onEvent(name), issue));
  const emails = Array.from({ length: 30 }, (_, i) => `${name}-${i}@${word}.example`);
  const contactIds: string[] = [];
  for (const email of emails) contactIds.push(await world.person({ email, name: 'Replay Graduate' }));
  await Promise.all(emails.map((email) => world.event(email, name)));
  for (const contactId of contactIds) await world.runOf(automation, contactId);
  await world.until('every certificate is issued', async () => {
    const told = await Promise.all(contactIds.map((contactId) => world.timeline(contactId)));
    return told.every((entries) => entries.some(({ type }) => type === 'certificate.issued'));
  });
}

/** Full names and addresses: a first name alone may be part of an ordinary word. */
async function people(world: World): Promise<string[]> {
  const found = new Set(world.stage.logins.map(({ email }) => email));
  for (let page = 1; ; page++) {
    const { items } = await world.admin.get<{ items: { email: string; name: string }[] }>(
      `/api/admin/contacts?pageSize=100&page=${page}`,
    );
    for (const { email, name } of items) {
      found.add(email);
      if (name.includes(' ')) found.add(name);
    }
    if (items.length < 100) return [...found];
  }
}
