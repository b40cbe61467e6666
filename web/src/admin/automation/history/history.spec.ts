import { describe, expect, it } from '@jest/globals';
import { Graph } from '@perennial/domain/automation';
import { differencesOf, type PastJourney, summaryOf } from './history';

const templateId = '01920000-0000-7000-8000-00000000000a';
const names = () => 'Welcome';
const graph = Graph.parse({
  schemaVersion: 1,
  nodes: [
    { id: 'ask', kind: 'ifElse', name: 'Is a regular', config: {} },
    { id: 'mail', kind: 'sendEmail', config: { templateId } },
  ],
  edges: [],
});
const journey: PastJourney = {
  runId: templateId,
  contact: null,
  startedAt: '2027-01-10T10:00:00Z',
  version: 1,
  enters: true,
  before: [],
  after: [],
  branches: [],
  missed: [],
  added: [],
  emailsLost: [],
  emailsGained: [],
  noEmail: false,
  uncertain: [],
};
const none = { notEntering: 0, otherBranch: 0, fewerEmails: 0, moreEmails: 0, noEmail: 0 };

describe('past journeys on a draft', () => {
  it('are summed up', () => {
    const counts = { ...none, otherBranch: 14, fewerEmails: 4, noEmail: 3 };
    const differing = Array.from({ length: 15 }, () => journey);
    expect(summaryOf({ compared: 200, differing, counts })).toEqual([
      'Something would differ for 15 of 200 people.',
      '14 of 200 would take another branch',
      '3 of 200 would get no email',
      '1 of 200 would miss an email',
    ]);
    expect(summaryOf({ compared: 200, differing: [], counts: none })).toEqual([
      'Nothing would differ for the 200 newest people.',
    ]);
  });

  it('say what differs for one person', () => {
    const changed = {
      ...journey,
      branches: [{ nodeId: 'ask', before: 'yes', after: 'no' }],
      missed: ['mail', 'gone'],
      emailsLost: [templateId],
    };
    expect(differencesOf(changed, graph, graph, names)).toEqual([
      'Takes “no” instead of “yes” at “Is a regular”.',
      'Does not get “Welcome”.',
      'Does not reach “Send email”, a step.',
    ]);
    expect(differencesOf({ ...changed, enters: false }, graph, graph, names)).toEqual(['Would not enter.']);
  });
});
