import { describe, expect, it } from '@jest/globals';
import type { Schemas } from '@perennial/api-client';
import { peopleOf } from './people.js';
import { addingLine, areAdded, automationsText, automationText, entriesText, scenariosText } from './views.js';
import { isId, named } from './which.js';

const automations: Schemas['ProgramAutomation'][] = [
  { id: '019d0000-0000-7000-8000-000000000001', name: 'Welcome', state: 'active', version: 3 },
  { id: '019d0000-0000-7000-8000-000000000002', name: 'Refunds', state: 'draft', version: null },
  { id: '019d0000-0000-7000-8000-000000000003', name: 'refunds', state: 'draft', version: null },
];
const detail: Schemas['ProgramAutomationDetail'] = {
  ...{ id: 'a', name: 'Welcome', state: 'paused', version: 3, publishedAt: '2027-01-17T10:00:00.000Z', draftRevision: 12 },
  ...{ draftDiffers: true, heldSince: '2027-01-18T10:00:00.000Z' },
  counts: { running: 1, waiting: 2, parked: 1, completed: 40 },
  problems: [{ code: 'missing', message: 'The email is missing.', fix: 'Choose an email.' }],
  steps: [{ id: 'pause', kind: 'waitDuration', label: 'Wait' }],
  people: [
    { version: 3, nodeId: 'pause', people: 3, parked: 1 },
    { version: 1, nodeId: 'gone', people: 1, parked: 0 },
  ],
};
const entries: Schemas['EntryRequestDetail'] = {
  ...{ id: 'e', via: 'program', requestedBy: 'CI', source: 'contacts', segmentName: null, state: 'done' },
  ...{ createdAt: '2027-01-17T10:00:00.000Z', finishedAt: null, total: 3, recorded: 3, entered: 2, refused: 1, unknown: [] },
  results: [
    { contactId: 'c', contactName: 'Ana', outcome: 'refused', reason: 'already_in', runId: null },
    { contactId: 'd', contactName: 'Ben', outcome: 'entered', reason: null, runId: 'r' },
  ],
};

describe('automations', () => {
  it('are listed with their state and version', () => {
    expect(automationsText(automations).split('\n').slice(0, 3)).toEqual([
      'NAME      STATE    VERSION   ID',
      `Welcome   active   3         ${automations[0]?.id}`,
      `Refunds   draft              ${automations[1]?.id}`,
    ]);
    expect(automationsText([])).toBe('There are no automations yet.');
  });

  it('are named by an ID, or by a name that only one has', () => {
    expect([isId(automations[0]?.id ?? ''), isId('Welcome')]).toEqual([true, false]);
    expect(named(automations, ' welcome ').id).toBe(automations[0]?.id);
    expect(() => named(automations, 'Refunds')).toThrow(/^2 automations are called “Refunds”\. Use an ID: 019d/);
    expect(() => named(automations, 'Goodbye')).toThrow('No automation is called “Goodbye”');
  });

  it('are shown with the issues of the draft, and how many people are at each step', () => {
    const text = automationText(detail);
    expect(text).toMatch(/State +paused, people are held since 2027-01-18 10:00 UTC/);
    expect(text).toMatch(/Draft +revision 12, not published yet/);
    expect(text).toMatch(/People +3 in progress, 1 needs attention, 40 completed/);
    expect(text).toContain('Fix before publishing:\n  The email is missing. Choose an email.');
    expect(text).toMatch(/Wait +3 +3 +1 +pause/);
    expect(text).toMatch(/\(of an earlier version\) +1 +1 +gone/);
  });
});

describe('scenarios', () => {
  it('are listed with what differs, and summed up', () => {
    const passed = { id: 's', name: 'Buys first', passed: true, differences: [] };
    const failing = { id: 't', name: 'In time', passed: false, differences: ['It is sent after 5 days.'] };
    expect(scenariosText({ passed: false, results: [passed, failing] })).toBe(
      'passed   Buys first\nFAILED   In time\n         It is sent after 5 days.\n\n1 of 2 scenarios failed.',
    );
    expect(scenariosText({ passed: true, results: [passed] })).toMatch(/\n1 scenario passed\.$/);
    expect(scenariosText({ passed: true, results: [] })).toBe('This automation has no scenarios.');
  });
});

describe('people who are added', () => {
  it('are complete once everybody has entered or did not', () => {
    expect(areAdded(entries)).toBe(true);
    expect(areAdded({ ...entries, entered: 1 })).toBe(false);
    expect(areAdded({ ...entries, state: 'running' })).toBe(false);
    expect(addingLine(entries)).toBe('3 of 3 added, 2 entered, 1 did not enter');
  });

  it('are listed if they did not enter, with addresses of nobody', () => {
    const text = entriesText(entries, ['nobody@example.org']);
    expect(text).toMatch(/Ana +already_in/);
    expect(text).not.toContain('Ben');
    expect(text).toContain('No contact has these addresses:\n  nobody@example.org');
  });

  it('are named in exactly one way', () => {
    expect(peopleOf({ email: ['a@example.org'] }, null)).toEqual({ who: 'emails', emails: ['a@example.org'] });
    expect(peopleOf({ emailsFrom: 'list' }, 'a@example.org\n\n b@example.org \r\n')).toEqual({
      who: 'emails',
      emails: ['a@example.org', 'b@example.org'],
    });
    expect(peopleOf({ contact: ['c'] }, null)).toEqual({ who: 'contacts', contactIds: ['c'] });
    expect(peopleOf({ segment: 's' }, null)).toEqual({ who: 'segment', segmentId: 's' });
    expect(peopleOf({ everyone: true }, null)).toEqual({ who: 'everyone' });
    expect(() => peopleOf({}, null)).toThrow('Say who starts');
    expect(() => peopleOf({ everyone: true, segment: 's' }, null)).toThrow('in one way only');
    expect(() => peopleOf({ emailsFrom: 'list' }, '\n')).toThrow('There are no addresses in list.');
  });
});
