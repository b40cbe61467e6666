import { cards, payOnPage } from '../hosted-pages.js';
import type { World } from '../world.js';
import { type MembershipView, paidDates } from './purchase.js';
import type { Ana, Setting } from './setting.js';

/** Every charge due in twelve months, on its clamped day. */
const charges = [
  '2027-01-31',
  '2027-02-28',
  '2027-03-31',
  '2027-04-30',
  '2027-05-31',
  '2027-06-30',
  '2027-07-31',
  '2027-08-31',
  '2027-09-30',
  '2027-10-31',
  '2027-11-30',
  '2027-12-31',
];
/** 09:00 in Berlin: in winter, in summer, in winter again. */
const drips = ['2027-01-24T08:00:00.000Z', '2027-04-17T07:00:00.000Z', '2027-11-13T08:00:00.000Z'];

interface Course {
  readonly progressPercent: number;
  readonly modules: readonly {
    readonly lessons: readonly {
      readonly id: string;
      readonly state: string;
      readonly opensAt: string | null;
      readonly bodyHtml: string | null;
    }[];
  }[];
}

/** A charge fails and is recovered; lessons open across both clock changes; the course is completed and certified. */
export async function liveThroughTheYear(world: World, setting: Setting, ana: Ana): Promise<void> {
  const { narrator, inbox, stripe } = world;
  const { clockId } = setting;
  narrator.chapter('A year goes by');
  await world.advance(clockId, '2027-04-17T06:59:00.000Z');
  narrator.check('the third lesson is locked a minute before nine, and says when it opens', await lessonOf(setting, ana, 2), [
    'locked',
    drips[1],
    null,
  ]);
  await world.advance(clockId, '2027-04-17T07:00:00.000Z');
  narrator.check('and open at nine, summer time', (await lessonOf(setting, ana, 2))[0], 'available');

  await world.advance(clockId, '2027-05-30T12:00:00.000Z');
  await stripe.failNextCharge(await stripe.customerOf(ana.email));
  await world.advance(clockId, '2027-06-01T12:00:00.000Z');
  narrator.tell('The charge of 31 May is declined');
  const rejected = (await inbox.to(ana.email)).filter(({ subject }) => subject.includes('did not go through'));
  narrator.check(
    'one mail says that the payment was rejected',
    rejected.map(({ date }) => date),
    ['2027-05-31T11:00:00.000Z'],
  );
  narrator.check('access is kept in grace', await stateOf(ana), 'grace');
  const { url } = await ana.browser.post<{ url: string }>(`/api/portal/memberships/${ana.membershipId}/card`);
  await payOnPage(url, cards.good);
  await world.until('the payment is recovered', async () => (await stateOf(ana)) === 'active');
  narrator.tell('Ana enters a new card; the open invoice is paid');
  narrator.check('the fifth charge is paid', await paidDates(ana.browser), charges.slice(0, 5));

  await world.advance(clockId, '2027-11-13T08:00:00.000Z');
  const mails = (await inbox.to(ana.email)).filter(({ subject }) => subject.startsWith('New in Glazing'));
  narrator.check(
    'each lesson opened at 09:00 in Berlin, on its day',
    mails.map(({ date }) => date),
    drips,
  );
  await completeTheCourse(world, setting, ana);

  await world.advance(clockId, '2027-12-20T09:00:00.000Z');
  narrator.check('each charge came on its clamped day', await paidDates(ana.browser), charges.slice(0, 11));
}

async function completeTheCourse(world: World, setting: Setting, ana: Ana): Promise<void> {
  const { narrator, inbox, admin } = world;
  for (const lessonId of setting.lessonIds) {
    await ana.browser.post(`/api/portal/lessons/${lessonId}/open`);
    await ana.browser.post(`/api/portal/lessons/${lessonId}/complete`);
  }
  narrator.tell('Ana completes the course');
  const [certificate] = await world.until('the certificate is issued', async () => {
    const all = await ana.browser.get<{ id: string; serial: string; pdfUrl: string | null }[]>('/api/portal/certificates');
    return all[0]?.pdfUrl ? all : null;
  });
  if (!certificate) throw new Error('there is no certificate');
  await world.advance(setting.clockId, '2027-11-14T09:00:00.000Z');
  const since = (await inbox.to(ana.email)).filter(
    ({ date }) => date >= '2027-11-13T08:00:01' || date === '2027-11-13T08:00:00.000Z',
  );
  narrator.check(
    'she is congratulated once',
    since.filter(({ subject }) => subject === 'You finished Glazing from scratch').length,
    1,
  );
  narrator.check(
    'and sent her certificate once',
    since.filter(({ subject }) => subject === 'Your certificate for Glazing from scratch').length,
    1,
  );
  const visitor = world.portal();
  const shown = await visitor.get<{
    state: string;
    snapshot: { recipientName: string; courseTitle: string; completedOn: string } | null;
    sha256: string;
  }>(`/api/portal/verify/${certificate.serial}`);
  narrator.check(
    'anyone can check it',
    [shown.state, shown.snapshot?.recipientName, shown.snapshot?.courseTitle, shown.snapshot?.completedOn],
    ['valid', 'Ana Canária', 'Glazing from scratch', '2027-11-13'],
  );
  const pdf = await ana.browser.send('GET', `/api/portal/certificates/${certificate.id}/pdf`);
  const bytes = pdf.body as Buffer;
  const { createHash } = await import('node:crypto');
  narrator.check(
    'the PDF is the one that was hashed',
    [bytes.subarray(0, 5).toString(), createHash('sha256').update(bytes).digest('hex')],
    ['%PDF-', shown.sha256],
  );
  narrator.check(
    'a made-up serial is unknown',
    (await visitor.get<{ state: string }>('/api/portal/verify/NO-SUCH-SERIAL')).state,
    'unknown',
  );
  await admin.post(`/api/admin/contacts/${ana.contactId}/grants`, { productId: setting.courseId, days: null });
  narrator.tell('Staff give her the course permanently');
}

async function lessonOf(setting: Setting, ana: Ana, index: number): Promise<[string?, (string | null)?, (string | null)?]> {
  const course = await ana.browser.get<Course>(`/api/portal/courses/${setting.courseId}`);
  const lesson = course.modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === setting.lessonIds[index]);
  return [lesson?.state, lesson?.opensAt, lesson?.bodyHtml];
}

const membershipOf = async (ana: Ana) =>
  (await ana.browser.get<MembershipView[]>('/api/portal/memberships')).find(({ id }) => id === ana.membershipId);
const stateOf = async (ana: Ana): Promise<string | undefined> => (await membershipOf(ana))?.state;

/** Cancelled, undone, cancelled again; access until the end of the paid period; nothing afterwards. */
export async function leave(world: World, setting: Setting, ana: Ana): Promise<void> {
  const { narrator, inbox } = world;
  const { clockId } = setting;
  narrator.chapter('The end');
  const path = `/api/portal/memberships/${ana.membershipId}`;
  const endsAt = async () => (await membershipOf(ana))?.endsAt ?? null;
  await ana.browser.post(`${path}/cancel`, { reason: 'Too busy' });
  await world.until('the cancellation is known', endsAt);
  await ana.browser.post(`${path}/undo-cancel`);
  await world.until('the cancellation is taken back', async () => (await endsAt()) === null);
  await world.advance(clockId, '2028-01-02T09:00:00.000Z');
  await ana.browser.post(`${path}/cancel`);
  narrator.check(
    'cancelled, undone, cancelled again: it ends with what is paid',
    await world.until('the second cancellation is known', endsAt),
    '2028-01-31T10:00:00.000Z',
  );
  await world.advance(clockId, '2028-01-03T09:00:00.000Z');
  const types = (await world.timeline(ana.contactId)).map(({ type }) => type).filter((type) => type.startsWith('cancellation.'));
  narrator.check('each step is a fact of its own', types, [
    'cancellation.scheduled',
    'cancellation.undone',
    'cancellation.scheduled',
  ]);

  await world.advance(clockId, '2028-01-31T09:59:00.000Z');
  narrator.check('the membership is open to the last minute of what was paid', await stateOf(ana), 'active');
  await world.advance(clockId, '2028-01-31T10:00:01.000Z');
  narrator.tell('The paid period is over');
  narrator.check('the membership has ended', await stateOf(ana), 'ended');
  narrator.check('with twelve charges, no more', await paidDates(ana.browser), charges);
  narrator.check('the course stays open: the grant outlives the plan', (await lessonOf(setting, ana, 0))[0], 'completed');
  const mails = await inbox.to(ana.email);
  const lost = mails.filter(({ subject }) => subject.startsWith('Your access to'));
  narrator.check(
    'she is told what she lost, at that instant, and nothing else',
    lost.map(({ subject, date }) => [subject, date]),
    [['Your access to Kiln diary has ended', '2028-01-31T10:00:00.000Z']],
  );
  await world.advance(clockId, '2028-03-31T00:00:00.000Z');
  narrator.check('after that no mail at all', (await inbox.to(ana.email)).length, mails.length);
}
