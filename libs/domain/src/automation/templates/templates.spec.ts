import { describe, expect, it } from '@jest/globals';
import { type EventType, eventCatalogue, isEventType } from '../../events/catalogue.js';
import { membershipSample } from '../../events/shared-fields.js';
import { MailTemplate, templateVariables } from '../../messaging/index.js';
import { automationTemplates, Graph, matchTriggers, simulate, validate } from '../index.js';

const idOf = (index: number) => `01920000-0000-7000-8000-${String(index).padStart(12, '0')}`;
const template = (id: string) => automationTemplates.find((each) => each.id === id)!;
const records = { course: idOf(901), plan: idOf(902) };
const built = (id: string) =>
  template(id).build({ ...records, ...Object.fromEntries(template(id).mails.map(({ key }, index) => [key, idOf(index)])) });
const at = '2027-01-20T10:00:00.000Z';
/** The membership of the sample event, paused. */
const memberships = [{ ...membershipSample, state: 'paused' as const }];
const play = (id: string, type: EventType, more = {}, choices = {}, facts = {}) =>
  simulate(built(id), {
    startAt: at,
    zone: 'Europe/Berlin',
    facts: { memberships, ...facts },
    event: { id: 'e', type, occurredAt: at, data: { ...eventCatalogue[type].sample, ...more } },
    choices,
  });
const mailsOf = ({ steps }: ReturnType<typeof simulate>) =>
  steps.filter(({ effect }) => effect?.kind === 'sendEmail').map(({ nodeId, at: time }) => `${nodeId} ${time.slice(0, 16)}`);

describe.each(automationTemplates.map(({ id }) => id))('%s', (id) => {
  it('can be published as soon as its mails are chosen', () => {
    expect(validate(built(id))).toEqual([]);
    expect(Graph.parse(built(id))).toEqual(built(id));
  });

  it('has a mail for each slot that fits the schema, reads only what there is, and does not shout', () => {
    const graph = built(id);
    const eventType = String(graph.nodes.find(({ kind }) => kind === 'trigger')?.config.eventType);
    for (const { key, content } of template(id).mails) {
      expect(MailTemplate.safeParse(content)).toMatchObject({ success: true });
      const audience = graph.nodes.find((node) => node.id === key)?.config.audience === 'staff' ? 'staff' : 'contact';
      const known = templateVariables(isEventType(eventType) ? [eventType] : [], audience).map(({ path }) => path);
      const text = JSON.stringify(content);
      const read = [...text.matchAll(/\b(?:contact|school|event|links)\.[a-zA-Z]+/g)].map(([path]) => path);
      expect(read.filter((path) => !known.includes(path))).toEqual([]);
      expect(text).not.toContain('!');
    }
  });

  it('without its emails reports exactly those as missing', () => {
    const problems = validate(template(id).build(records));
    expect(problems.map(({ nodeId, code }) => `${code} ${nodeId}`).sort()).toEqual(
      template(id)
        .mails.map(({ key }) => `setting ${key}`)
        .sort(),
    );
  });
});

describe('played on a virtual clock', () => {
  it('the welcome series writes in two days and in a week, at 09:00 in Berlin', () => {
    expect(mailsOf(play('welcome-series', 'membership.purchased'))).toEqual(['tour 2027-01-22T08:00', 'check 2027-01-27T08:00']);
  });

  it('the trial rescue writes two days and nine days after a trial that paused', () => {
    expect(mailsOf(play('trial-rescue', 'trial.ended', { outcome: 'paused' }))).toEqual([
      'come-back 2027-01-22T10:00',
      'last-call 2027-01-29T10:00',
    ]);
  });

  it.each(['converted', 'past_due', 'canceled'])('the trial rescue writes nothing after a trial that ended as %s', (outcome) => {
    const event = { id: 'e', type: 'trial.ended', occurredAt: at, data: { ...eventCatalogue['trial.ended'].sample, outcome } };
    const matches = matchTriggers(built('trial-rescue'), event, { event, schoolTimezone: 'UTC' }, at);
    expect(matches.map(({ matched }) => matched)).toEqual([false]);
  });

  it('the failed payment offers help after a week, and says nothing once it is paid', () => {
    const paid = { 'a-week': { port: 'paid', afterMinutes: 90 } };
    expect(mailsOf(play('failed-payment', 'payment.failed', {}, paid))).toEqual([]);
    expect(mailsOf(play('failed-payment', 'payment.failed'))).toEqual(['help 2027-01-27T10:00', 'staff 2027-01-27T10:00']);
  });

  it('the course completion promises no certificate where there is none after a day', () => {
    const { steps } = play('course-completion', 'course.completed', {}, { issued: { port: 'timeout', afterMinutes: 0 } });
    const sent = steps.filter(({ effect }) => effect?.kind === 'sendEmail').map(({ nodeId }) => nodeId);
    expect(sent[0]).toBe('certificate-waits');
  });

  it('the course completion issues the certificate, and suggests the next course three days later', () => {
    const played = play('course-completion', 'course.completed', {}, { issued: { port: 'ready', afterMinutes: 1 } });
    expect(played.steps[1]?.effect).toMatchObject({ kind: 'requestCertificate', scope: 'own', key: 'certificate:2' });
    expect(mailsOf(played)).toEqual(['next-course 2027-01-23T08:00']);
  });

  it('the abandoned checkout reminds twice, and ends when that plan is bought, also with another checkout', () => {
    const { planId, planTitle } = membershipSample;
    const bought = (plan: string) => [
      { type: 'membership.purchased', afterMinutes: 3000, data: { membershipId: idOf(77), planId: plan, planTitle } },
    ];
    const later = (plan: string) =>
      simulate(built('abandoned-checkout'), {
        ...{ startAt: at, zone: 'Europe/Berlin' },
        event: { id: 'e', type: 'checkout.started', occurredAt: at, data: eventCatalogue['checkout.started'].sample },
        later: bought(plan),
      });
    expect(mailsOf(later(idOf(55)))).toEqual(['reminder 2027-01-21T08:00', 'question 2027-01-24T08:00']);
    expect([mailsOf(later(planId)), later(planId).ending]).toEqual([['reminder 2027-01-21T08:00'], 'goal']);
  });

  it('a cancellation is answered a day later and three days before the end, or only once if the end is near', () => {
    const sent = (endsAt: string) => mailsOf(play('save-cancellation', 'cancellation.scheduled', { endsAt }));
    expect(sent('2027-03-31T10:00:00Z')).toEqual(['listen 2027-01-21T08:00', 'last-days 2027-03-28T07:00']);
    expect(sent('2027-01-22T10:00:00Z')).toEqual(['listen 2027-01-21T08:00']);
  });

  it('the win-back writes after 30 and 90 days', () => {
    expect(mailsOf(play('win-back', 'membership.ended'))).toEqual(['miss-you 2027-02-19T08:00', 'last-note 2027-04-20T07:00']);
  });

  it('the anniversary is a year later', () => {
    expect(mailsOf(play('membership-anniversary', 'membership.purchased', { planId: records.plan }))).toEqual([
      'thanks 2028-01-20T08:00',
    ]);
  });

  it('the course companion writes after each of three weeks without a lesson', () => {
    expect(mailsOf(play('course-companion', 'course.started', { courseId: records.course }))).toEqual([
      'nudge 2027-01-27T10:00',
      'nudge 2027-02-03T10:00',
      'nudge 2027-02-10T10:00',
    ]);
  });

  it('another course is suggested only to people who cannot open it', () => {
    const sent = (products: string[]) => mailsOf(play('next-course', 'course.completed', {}, {}, { access: products }));
    expect(sent([])).toEqual(['suggestion 2027-01-27T08:00']);
    expect(sent([records.course])).toEqual([]);
  });

  it('inactive members get one email after two weeks, and none for the next quarter', () => {
    const played = play('inactive-members', 'contact.logged_in');
    expect(mailsOf(played)).toEqual(['come-by 2027-02-03T10:00']);
    expect(played.endedAt.slice(0, 10)).toBe('2027-05-04');
  });

  it.each([
    [0, 'first-lesson'],
    [20, 'keep-going'],
  ])('a trial with a progress of %s%% is answered with %s', (progressPercent, mail) => {
    const courses = { [records.course]: { progressPercent, completed: false } };
    expect(mailsOf(play('trial-check-in', 'trial.started', {}, {}, { courses }))).toEqual([`${mail} 2027-01-22T08:00`]);
  });
});
