import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards, payOnPage, SandboxControl } from '../story/hosted-pages.js';
import { Surface } from '../story/surface.js';
import { Drawing, type Place } from './pages/drawing.js';
import { type Course, memberPassword, type Plan } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

/*
 * Lifecycles that schools ask for, drawn step by step on the canvas, and lived through on a test clock. A birthday is in dates.spec, an
 * onboarding with approval in approvals.spec. What needs a coupon or a refund follows when billing has them.
 */
let fixture: Fixture;
let studio: Course;
/** Emails for the steps of all lifecycles: people are only in their own. */
const emails: string[] = [];
beforeAll(async () => {
  fixture = await Fixture.open();
  studio = await fixture.adminTasks.course(fresh('Open studio'), [{ title: 'Welcome' }]);
  for (const name of ['First email', 'Second email', 'Third email']) emails.push(await template(fresh(name)));
});
afterAll(() => fixture.close());

/** 09:00 in Berlin, in winter. */
const nine = (day: string): string => `${day}T08:00:00.000Z`;

/** A plan without a trial, for the open studio or for other products. */
const planOf = (title: string, productIds: readonly string[] = [studio.id]): Promise<Plan> =>
  fixture.adminTasks.plan(fresh(title), { trialDays: 0, productIds });

async function drawing(name: string): Promise<Drawing> {
  const { id } = await fixture.adminTasks.admin.post<{ id: string }>('/api/admin/automations', { name: fresh(name) });
  return Drawing.open(await fixture.staff(), fixture.adminUrl, id);
}

/** An email template of the school. Its subject is its name. */
async function template(name: string): Promise<string> {
  const { admin } = fixture.adminTasks;
  const path = '/api/admin/email-templates';
  const { id, template: content } = await admin.post<{ id: string; template: object }>(path, { name });
  await admin.put(`${path}/${id}`, { name, template: { ...content, subject: name } });
  return name;
}

/** Adds an email at a place. Returns the place after it. */
async function email(drawn: Drawing, place: Place, name = ''): Promise<Place> {
  const { step } = await drawn.add('Send email', place, {
    'Email template': name,
    'Kind of email': 'Transactional',
  });
  return { step, port: 'next' };
}

interface Member {
  readonly email: string;
  readonly clock: string;
  readonly portal: Surface;
}

/** Somebody on a test clock, in a browser of the portal. */
async function person(name: string, now: string): Promise<Member> {
  const clock = await fixture.adminTasks.clock(now);
  const address = freshAddress(name.toLowerCase());
  await fixture.adminTasks.member({ email: address, name, clockId: clock });
  const portal = new Surface(fixture.portalUrl());
  return { email: address, clock, portal };
}

const signIn = ({ portal, email: address }: Member): Promise<unknown> =>
  portal.post('/api/portal/session', { email: address, password: memberPassword });

/** Starts a checkout. Returns the address of the payment page. */
async function checkout({ portal, email: address }: Member, plan: Plan): Promise<string> {
  const buyer = { email: address, name: 'A. Member', timeZone: 'Europe/Berlin' };
  return (await portal.post<{ url: string }>(`/api/portal/plans/${plan.slug}/checkout`, buyer)).url;
}

/** Buys a plan with a card. Returns the ID of the membership. */
async function buy(member: Member, plan: Plan, card: string = cards.good): Promise<string> {
  const back = await payOnPage(await checkout(member, plan), card);
  const session = new URL(back ?? '').searchParams.get('session') ?? '';
  const membership = await fixture.adminTasks.until('the purchase is ready', async () => {
    const state = await member.portal.post<{ state: string; membershipId: string }>(`/api/portal/checkout/${session}/return`);
    return state.state === 'ready' && state.membershipId;
  });
  await signIn(member);
  return membership;
}

/** When the emails of the lifecycle came, by business time. */
async function received(member: Member, names: readonly string[]): Promise<string[]> {
  const mails = await fixture.inbox.to(member.email);
  return mails.flatMap(({ subject, date }) => (names.includes(subject) ? [`${names.indexOf(subject) + 1} at ${date}`] : []));
}

const advance = ({ clock }: Member, to: string): Promise<void> => fixture.adminTasks.advance(clock, to);
const complete = ({ portal }: Member, { lessonIds }: Course): Promise<unknown> =>
  portal.post(`/api/portal/lessons/${lessonIds[0]}/complete`);

describe('an abandoned checkout', () => {
  it('is followed by two nudges, which stop with the purchase of that plan', async () => {
    const plan = await planOf('Kiln time');
    const other = await planOf('Clay');
    const nudges = emails.slice(0, 2);
    const drawn = await drawing('Abandoned checkout');
    let place = await drawn.start('Checkout started');
    await drawn.compare('Trigger', { field: 'Plan', value: plan.title });
    for (const nudge of nudges) {
      const { step } = await drawn.add('Wait for event', place, {
        Event: 'Membership purchased',
        'Same as in the trigger': 'Plan',
        'Time limit': '1',
      });
      await drawn.canvas.settings('Wait for event').getByRole('switch', { name: 'Same membership or course' }).press('Space');
      place = await email(drawn, { step, port: 'timeout' }, nudge);
    }
    await drawn.publish();

    const [slow, quick] = [await person('Slow', nine('2027-02-01')), await person('Quick', nine('2027-02-01'))];
    for (const member of [slow, quick]) await checkout(member, plan);
    await fixture.adminTasks.until('both wait', async () => {
      const { items } = await fixture.adminTasks.admin.get<{ items: { state: string }[] }>(
        `/api/admin/automations/${drawn.id}/runs`,
      );
      return items.length === 2 && items.every(({ state }) => state === 'waiting');
    });
    await buy(quick, other);
    for (const member of [slow, quick]) await advance(member, '2027-02-02T09:00:00.000Z');
    await buy(quick, plan);
    for (const member of [slow, quick]) await advance(member, '2027-02-05T09:00:00.000Z');
    const days = (await received(slow, nudges)).map((line) => line.slice(0, 15));
    expect(days).toEqual(['1 at 2027-02-02', '2 at 2027-02-03']);
    // Another plan is not the one of the checkout; this one is.
    expect((await received(quick, nudges)).map((line) => line.slice(0, 15))).toEqual(['1 at 2027-02-02']);
  });
});

describe('a trial that ends', () => {
  it('is followed by an email that depends on the progress in a course', async () => {
    const course = await fixture.adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching' }, { title: 'Coiling' }]);
    const plan = await fixture.adminTasks.plan(fresh('Try'), { trialDays: 14, productIds: [course.id] });
    const mails = emails.slice(0, 2);
    const drawn = await drawing('Trial rescue');
    const start = await drawn.start('Trial ending');
    await drawn.compare('Trigger', { field: 'Plan', value: plan.title });
    await drawn.compare('Trigger', { field: 'Days left', value: '3' });
    const fork = await drawn.add('If / else', start);
    await drawn.compare('If / else', {
      field: 'Progress in a course, %',
      course: course.title,
      comparison: 'is more than',
      value: '0',
    });
    await email(drawn, { ...fork, port: 'yes' }, mails[0]);
    await email(drawn, { ...fork, port: 'no' }, mails[1]);
    await drawn.publish();

    const [busy, idle] = [await person('Busy', nine('2027-03-01')), await person('Idle', nine('2027-03-01'))];
    for (const member of [busy, idle]) await buy(member, plan);
    await complete(busy, course);
    for (const member of [busy, idle]) await advance(member, '2027-03-14T08:00:00.000Z');
    expect([await received(busy, mails), await received(idle, mails)]).toEqual([
      [`1 at ${nine('2027-03-12')}`],
      [`2 at ${nine('2027-03-12')}`],
    ]);
  });
});

describe('a failed payment', () => {
  it('is followed by three emails, which stop with the payment', async () => {
    const plan = await planOf('Monthly');
    const mails = emails.slice(0, 3);
    const drawn = await drawing('Dunning');
    let place = await drawn.start('Payment failed');
    await drawn.compare('Trigger', { field: 'Plan', value: plan.title });
    await drawn.compare('Trigger', { field: 'Attempt', value: '1' });
    for (const mail of mails) {
      place = await email(drawn, place, mail);
      if (mail === mails.at(-1)) break;
      const { step } = await drawn.add('Wait for event', place, { 'Time limit': '2' });
      place = { step, port: 'timeout' };
    }
    await drawn.publish();

    const [pays, fails] = [await person('Pays', nine('2027-02-01')), await person('Fails', nine('2027-02-01'))];
    for (const member of [pays, fails]) {
      await buy(member, plan);
      await failNextCharge(member, member === pays ? 1 : 10);
      await advance(member, '2027-03-01T12:00:00.000Z');
    }
    const membership = await membershipOf(pays);
    await advance(pays, '2027-03-03T12:00:00.000Z');
    const { url } = await pays.portal.post<{ url: string }>(`/api/portal/memberships/${membership.id}/card`);
    await payOnPage(url, cards.good);
    await fixture.adminTasks.until('it is paid', async () => (await membershipOf(pays)).state === 'active');
    await advance(pays, '2027-03-09T12:00:00.000Z');
    await advance(fails, '2027-03-06T12:00:00.000Z');
    expect((await received(pays, mails)).map((line) => line.slice(0, 1))).toEqual(['1', '2']);
    expect((await received(fails, mails)).map((line) => line.slice(0, 15))).toEqual([
      '1 at 2027-03-01',
      '2 at 2027-03-03',
      '3 at 2027-03-05',
    ]);
  });
});

/** The only membership of somebody. */
async function membershipOf({ portal }: Member): Promise<{ id: string; state: string }> {
  const [held] = await portal.get<{ id: string; state: string }[]>('/api/portal/memberships');
  if (!held) throw new Error('no membership');
  return held;
}

async function failNextCharge(member: Member, times: number): Promise<void> {
  const { STRIPE_API_BASE = '', STRIPE_SECRET_KEY = '' } = fixture.stack.env;
  const stripe = new SandboxControl(STRIPE_API_BASE, STRIPE_SECRET_KEY);
  await stripe.failNextCharge(await stripe.customerOf(member.email), times);
}

describe('a membership that ended', () => {
  it('is followed by an invitation 30 days later, unless they have bought again', async () => {
    const plan = await planOf('Studio');
    const mails = emails.slice(0, 1);
    const drawn = await drawing('Win back');
    const start = await drawn.start('Membership ended');
    await drawn.compare('Trigger', { field: 'Plan', value: plan.title });
    const { step } = await drawn.add('Wait', start, { 'Wait for': '30', 'At this time of day': '09:00' });
    await email(drawn, { step, port: 'next' }, mails[0]);
    await drawn.exitWhen('Membership purchased');
    await drawn.publish();

    const [away, back] = [await person('Away', nine('2027-01-10')), await person('Back', nine('2027-01-10'))];
    for (const member of [away, back]) {
      const id = await buy(member, plan);
      await member.portal.post(`/api/portal/memberships/${id}/cancel`);
      await advance(member, '2027-02-10T09:00:00.000Z');
    }
    await advance(back, '2027-02-20T09:00:00.000Z');
    await buy(back, plan);
    for (const member of [away, back]) await advance(member, '2027-03-20T09:00:00.000Z');
    expect([await received(away, mails), await received(back, mails)]).toEqual([[`1 at ${nine('2027-03-12')}`], []]);
  });
});

describe('a companion of a course', () => {
  it('writes after the lesson or after seven days, whichever is first', async () => {
    const centring = fresh('Centring');
    const course = await fixture.adminTasks.course(fresh('Throwing'), [{ title: centring }, { title: 'Opening' }]);
    const plan = await planOf('Course', [course.id]);
    const mails = emails.slice(0, 2);
    const drawn = await drawing('Companion');
    const start = await drawn.start('Access gained');
    await drawn.compare('Trigger', { field: 'Product', value: course.title });
    const { step } = await drawn.add('Wait for event', start, { Event: 'Lesson completed', 'Time limit': '7' });
    await drawn.compare('Wait for event', { field: 'Lesson', value: centring });
    await email(drawn, { step, port: await firstPortOf(drawn, step) }, mails[0]);
    await email(drawn, { step, port: 'timeout' }, mails[1]);
    await drawn.publish();

    const [learns, waits] = [await person('Learns', nine('2027-02-01')), await person('Waits', nine('2027-02-01'))];
    for (const member of [learns, waits]) {
      await buy(member, plan);
      await advance(member, nine('2027-02-03'));
    }
    await complete(learns, course);
    for (const member of [learns, waits]) await advance(member, nine('2027-02-10'));
    expect((await received(learns, mails)).map((line) => line.slice(0, 15))).toEqual(['1 at 2027-02-03']);
    expect((await received(waits, mails)).map((line) => line.slice(0, 15))).toEqual(['2 at 2027-02-08']);
  });
});

/** The port of the first branch of a step, which is still open. */
async function firstPortOf(drawn: Drawing, step: string): Promise<string> {
  const id = await drawn.canvas.page.locator(`[data-id^="open:${step}:"]`).first().getAttribute('data-id');
  return id?.split(':').at(-1) ?? '';
}

describe('a completed course', () => {
  it('brings a certificate, then an offer, unless they own it', async () => {
    const course = await fixture.adminTasks.course(fresh('Glazing'), [{ title: 'Dipping' }]);
    const next = await fixture.adminTasks.course(fresh('Firing'), [{ title: 'Stacking' }]);
    const plan = await planOf('Glaze', [course.id]);
    const both = await planOf('Glaze and fire', [course.id, next.id]);
    const mails = emails.slice(0, 1);
    const drawn = await drawing('Completion');
    const start = await drawn.start('Course completed');
    await drawn.compare('Trigger', { field: 'Course', value: course.title });
    const issue = await drawn.add('Issue certificate', start);
    const wait = await drawn.add('Wait', { ...issue, port: 'next' }, { 'Wait for': '2' });
    const fork = await drawn.add('If / else', { ...wait, port: 'next' });
    await drawn.compare('If / else', { field: 'Products they can open', value: next.title });
    await email(drawn, { ...fork, port: 'no' }, mails[0]);
    await drawn.publish();

    const [one, all] = [await person('One', nine('2027-02-01')), await person('All', nine('2027-02-01'))];
    await buy(one, plan);
    await buy(all, both);
    for (const member of [one, all]) {
      await complete(member, course);
      await fixture.adminTasks.until('the certificate is issued', async () => {
        const issued = await member.portal.get<{ state?: string }[]>('/api/portal/certificates');
        return issued.length === 1;
      });
      await advance(member, nine('2027-02-05'));
    }
    expect((await received(one, mails)).length).toBe(1);
    expect(await received(all, mails)).toEqual([]);
  });
});

describe('somebody who has not signed in for two weeks', () => {
  it('gets one email, at most once a quarter', async () => {
    const mails = emails.slice(0, 1);
    const drawn = await drawing('Idle');
    const start = await drawn.start('Logged in');
    const { step } = await drawn.add('Wait for event', start, { Event: 'Logged in', 'Time limit': '14' });
    const back = await drawn.add(
      'Go back',
      { step, port: await firstPortOf(drawn, step) },
      {
        'Go back to': 'Wait up to 14 days for “Logged in”',
        'How many times at most': '20',
      },
    );
    expect(back.step).not.toBe('');
    const after = await email(drawn, { step, port: 'timeout' }, mails[0]);
    await drawn.add('Wait', after, { 'Wait for': '90' });
    await drawn.publish();

    const member = await person('Idle', nine('2027-01-01'));
    await signIn(member);
    for (const day of ['2027-01-10', '2027-02-15', '2027-03-10', '2027-05-20']) {
      await advance(member, nine(day));
      if (day !== '2027-05-20') await signIn(member);
    }
    await signIn(member);
    await advance(member, nine('2027-06-10'));
    expect((await received(member, mails)).map((line) => line.slice(5, 15))).toEqual(['2027-01-24', '2027-06-03']);
  });
});
