import { describe, expect, it } from '@jest/globals';
import { inWords, readEvidence, readNonEntry } from './evidence';

const seen = { field: 'event.amount', label: 'Amount', operator: 'atLeast', expected: 20, actual: 12, matched: false };

describe('evidence', () => {
  it('reads the reason and the values of a turn, and nothing else', () => {
    expect(readEvidence({ reason: 'Not enough.', values: [seen, 'noise'] })).toEqual({
      reason: 'Not enough.',
      values: [{ field: 'event.amount', label: 'Amount', operator: 'atLeast', actual: 12, expected: 20, matched: false }],
    });
    expect(readEvidence(null)).toEqual({ reason: '', values: [] });
  });

  it('reads the comparisons of every trigger that did not let an event in', () => {
    expect(readNonEntry([{ nodeId: 'a', evidence: [seen] }, { nodeId: 'b' }])).toHaveLength(1);
    expect(readNonEntry(null)).toEqual([]);
  });

  it('describes a value', () => {
    expect([null, true, 0, [], ['a', 'b']].map((value) => inWords(value, 'UTC'))).toEqual([
      'nothing',
      'yes',
      '0',
      'nothing',
      'a, b',
    ]);
  });

  it('writes an instant as it is in the zone, and leaves other texts alone', () => {
    expect(inWords('2027-01-31T10:00:00Z', 'Europe/Berlin')).toBe('31 Jan 2027, 11:00 CET');
    expect(inWords('2027-01-31', 'Europe/Berlin')).toBe('2027-01-31');
  });

  it('reads a choice by its label, not by its stored value', () => {
    expect(inWords('paused', 'UTC', 'event.outcome')).toBe('paused without a card');
    expect(inWords(['trialing', 'grace'], 'UTC', 'memberships.states')).toBe('Trial, Payment failed');
    expect(inWords('paused', 'UTC', 'contact.name')).toBe('paused');
  });
});
