import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, isEventType } from '../../events/catalogue.js';
import { membershipSample } from '../../events/shared-fields.js';
import { MailTemplate, templateVariables } from '../../messaging/index.js';
import { automationTemplates, Graph, matchTriggers, simulate, validate } from '../index.js';

const idOf = (index: number) => `01920000-0000-7000-8000-${String(index).padStart(12, '0')}`;
const template = (id: string) => automationTemplates.find((each) => each.id === id)!;
const built = (id: string) =>
  template(id).build(Object.fromEntries(template(id).mails.map(({ key }, index) => [key, idOf(index)])));
const at = '2027-01-20T10:00:00.000Z';
/** The membership of the sample event, paused. */
const memberships = [{ ...membershipSample, state: 'paused' as const }];
const play = (
  id: string,
  type: 'membership.purchased' | 'trial.ended' | 'payment.failed' | 'course.completed',
  more = {},
  choices = {},
) =>
  simulate(built(id), {
    startAt: at,
    zone: 'Europe/Berlin',
    facts: { memberships },
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
    const problems = validate(template(id).build({}));
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
});
