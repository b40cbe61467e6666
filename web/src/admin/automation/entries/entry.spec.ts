import { describe, expect, it } from '@jest/globals';
import { type EntryRequest, entriesInWords, isBusy, refusalInWords } from './entry';

const request = (values: Partial<EntryRequest>): EntryRequest => ({
  id: 'r',
  via: 'staff',
  requestedBy: 'Nora',
  source: 'segment',
  segmentName: 'Regulars',
  state: 'done',
  createdAt: '2027-01-17T10:00:00.000Z',
  finishedAt: null,
  total: 5,
  recorded: 5,
  entered: 4,
  refused: 1,
  ...values,
});

describe('people who were added', () => {
  it.each([
    [{}, '4 people entered. 1 person did not enter.'],
    [{ state: 'running' as const, total: 1000, recorded: 400, entered: 390 }, 'Adding people: 391 of 1,000.'],
    // All have their event, and the last is not delivered yet.
    [{ entered: 3 }, 'Adding people: 4 of 5.'],
    [{ state: 'cancelled' as const, recorded: 2, entered: 2, refused: 0 }, 'Stopped after 2 people. 2 people entered.'],
    [{ total: 0, recorded: 0, entered: 0, refused: 0 }, 'Nobody was added.'],
  ])('%j are described as %j', (values, words) => {
    expect(entriesInWords(request(values))).toBe(words);
  });

  it('are read again until it is known what became of each', () => {
    expect([isBusy(request({})), isBusy(request({ entered: 3 })), isBusy(request({ state: 'running' }))]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('did not enter for a reason that people read', () => {
    expect(refusalInWords('already_in')).toBe('The person is already in the automation or was before, and cannot enter again.');
    expect(refusalInWords(null)).toBe('The automation was not active when it was their turn.');
  });
});
