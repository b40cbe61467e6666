import type { World } from '../world.js';
import { paidDates } from './purchase.js';
import { type Ana, canary, companionGraph, type Setting } from './setting.js';

/** When the free trial is about to end: 7, 3 and 1 days ahead. */
const reminders = ['2027-01-24T10:00:00.000Z', '2027-01-28T10:00:00.000Z', '2027-01-30T10:00:00.000Z'];

/** Trial, drip, a companion with waits, a call that fails: January to March. */
export async function liveThroughTheFirstWeeks(world: World, setting: Setting, ana: Ana): Promise<void> {
  const { narrator, inbox } = world;
  const { clockId, companion } = setting;
  narrator.chapter('The first weeks');
  await world.event(ana.email, 'companion.begin');
  const run = await world.runOf(companion, ana.contactId);
  await callTheStudio(world, setting, ana);
  await world.advance(clockId, '2027-01-18T09:00:00.000Z');
  narrator.tell('Ana’s companion waits; a new version is published meanwhile');
  narrator.check(
    'it waits two calendar days, until the same hour in Berlin',
    (await world.runOf(companion, ana.contactId)).waitUntil,
    '2027-01-19T10:00:00.000Z',
  );
  await world.publish(companion.id, companionGraph('companion-2'));
  const benEmail = `ben.${Date.now()}@${canary}.example`;
  const ben = await world.person({ email: benEmail, name: 'Ben Canária', timeZone: 'Europe/Berlin', clockId });
  await world.event(benEmail, 'companion.begin');
  await world.advance(clockId, '2027-01-21T12:00:00.000Z');
  narrator.check(
    'after two waits in a row it waits for her answer',
    (await world.runOf(companion, ana.contactId)).currentNodeId,
    'answer',
  );
  await world.event(ana.email, 'companion.answer');
  await world.advance(clockId, '2027-01-23T12:00:00.000Z');
  narrator.check('the event won the first wait', (await world.runOf(companion, ana.contactId)).currentNodeId, 'silence');

  await world.advance(clockId, '2027-01-31T09:59:00.000Z');
  narrator.tell('A minute before the trial ends');
  const finished = await world.runOf(companion, ana.contactId);
  narrator.check(
    'the timeout won the second, on the version she entered',
    [finished.id, finished.state, finished.version],
    [run.id, 'completed', 1],
  );
  narrator.check(
    'her tag is version 1’s',
    (await world.tagsOf(ana.contactId)).filter((tag) => tag.startsWith('companion')),
    ['companion-1'],
  );
  const bens = await world.runOf(companion, ben);
  narrator.check('Ben entered version 2 and gave no answer', [bens.version, bens.state], [2, 'completed']);
  const mails = await inbox.to(ana.email);
  narrator.check(
    'she was reminded 7, 3 and 1 days ahead',
    mails.filter(({ subject }) => subject.includes('trial ends')).map(({ date }) => date),
    reminders,
  );
  const drip = mails.filter(({ subject }) => subject.startsWith('New in Glazing'));
  narrator.check(
    'the second lesson opened at 09:00 in Berlin, and the mail said so',
    drip.map(({ date, subject }) => [date, subject]),
    [['2027-01-24T08:00:00.000Z', 'New in Glazing from scratch: Mixing']],
  );
  narrator.check('and still nothing was charged', await paidDates(ana.browser), []);

  await world.advance(clockId, '2027-03-01T00:00:00.000Z');
  narrator.check('charged twice, on the 31st and on the clamped 28th', await paidDates(ana.browser), [
    '2027-01-31',
    '2027-02-28',
  ]);
  const receipts = (await inbox.to(ana.email)).filter(({ subject }) => subject.startsWith('Your payment of'));
  narrator.check(
    'and mailed twice, when the money came',
    receipts.map(({ date }) => date),
    ['2027-01-31T11:00:00.000Z', '2027-02-28T11:00:00.000Z'],
  );
  narrator.check('from the school', [...new Set(receipts.map(({ from }) => from.name))], ['Kiln & Clay']);
  const types = (await world.timeline(ana.contactId)).filter(({ kind }) => kind === 'event').map(({ type }) => type);
  narrator.check(
    'her timeline tells it in order',
    types.filter((type) => /^(trial|payment|membership)\.(?!sync)/.test(type)),
    [
      'membership.purchased',
      'trial.started',
      'trial.ending',
      'trial.ending',
      'trial.ending',
      'trial.ended',
      'payment.succeeded',
      'trial.converted',
      'payment.succeeded',
    ],
  );
}

/** One run parks on a URL that fails, and continues when staff retry it. */
async function callTheStudio(world: World, { caller }: Setting, ana: Ana): Promise<void> {
  const { narrator, studio } = world;
  studio.answerWith(500);
  await world.event(ana.email, 'studio.call');
  const parked = await world.until('the run is parked', async () => {
    const run = await world.runOf(caller, ana.contactId);
    return run.state === 'parked' ? run : null;
  });
  narrator.tell('A call to the studio keeps failing');
  narrator.check(
    'the run is parked at that step, and says why',
    [parked.currentNodeId, typeof parked.problem],
    ['call', 'string'],
  );
  studio.answerWith(200);
  await world.admin.post(`/api/admin/runs/${parked.id}/retry`);
  await world.until('the retried run is through', async () => (await world.runOf(caller, ana.contactId)).state === 'completed');
  narrator.check('it continues after a retry', (await world.tagsOf(ana.contactId)).includes('studio-called'));
  narrator.check('every attempt carried the same key', new Set(studio.keys).size, 1);
}
