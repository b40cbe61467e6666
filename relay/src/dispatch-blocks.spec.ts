import { describe, expect, it } from '@jest/globals';
import { type BlockEntry, carriersOf, dispatchBlocks } from './dispatch-blocks.js';

/** Events in the order of the outbox: person, lane, runs; `!` marks one with other calls. */
const entries = (...list: [person: string, lane: number, runs: number][]): BlockEntry[] =>
  list.map(([person, lane, runs], i) => ({
    eventId: `e${i}`,
    lane,
    contactId: person.replace('!', ''),
    hasCalls: person.endsWith('!'),
    requestId: null,
    runs,
  }));
const blocksOf = (list: readonly BlockEntry[]) =>
  dispatchBlocks(list).map(({ id, entries: own }) => `${id}: ${own.map(({ eventId }) => eventId).join(' ')}`);

describe('the events of a batch', () => {
  it('share one dispatch, in the order of the outbox, whoever they are about', () => {
    expect(blocksOf(entries(['ana', 1, 1], ['ben', 2, 2], ['ana', 1, 1], ['cleo', 1, 0]))).toEqual(['e0: e0 e1 e2']);
  });

  it('share no dispatch from the first event on that has other calls: these come between its runs and the earlier ones', () => {
    const list = entries(['ana', 1, 1], ['ben', 2, 1], ['ana!', 1, 1], ['ana', 1, 1], ['ben', 2, 1]);
    expect(blocksOf(list)).toEqual(['e0: e0 e1 e4', 'e2: e2 e3']);
  });

  it('of a person whose first event has other calls share none at all', () => {
    expect(blocksOf(entries(['ana!', 1, 1], ['ben', 2, 1]))).toEqual(['e1: e1', 'e0: e0']);
    expect(blocksOf(entries(['ana!', 1, 0], ['ana', 1, 1]))).toEqual(['e1: e1']);
  });

  it('are at most a hundred runs in one dispatch; those of one person are never in two that may start in any order', () => {
    const list = entries(...Array.from({ length: 60 }, (_, i): [string, number, number] => [`p${i % 30}`, i % 8, 4]));
    const blocks = dispatchBlocks(list);
    for (const { entries: own } of blocks) expect(own.reduce((sum, { runs }) => sum + runs, 0)).toBeLessThanOrEqual(100);
    const people = blocks.map(({ entries: own }) => new Set(own.map(({ contactId }) => contactId)));
    expect(people.reduce((sum, own) => sum + own.size, 0)).toBe(30);
    expect(blocks.flatMap(({ entries: own }) => own)).toHaveLength(60);
  });

  it('share a dispatch whichever request caused them; it says whether there are several', () => {
    const from = (...requests: (string | null)[]) =>
      dispatchBlocks(
        entries(['ana', 1, 1], ['ben', 2, 1], ['ana', 1, 1]).map((entry, i) => ({ ...entry, requestId: requests[i] ?? null })),
      );
    expect(from('click', 'click', 'click')).toMatchObject([{ id: 'e0', severalRequests: false }]);
    expect(from(null, null, null)).toMatchObject([{ id: 'e0', severalRequests: false }]);
    expect(from('click', 'click', null)).toMatchObject([{ id: 'e0', severalRequests: true }]);
    expect(from('click', 'visit', 'click')).toMatchObject([{ id: 'e0', severalRequests: true }]);
  });

  it('without runs have no dispatch', () => {
    expect(blocksOf(entries(['ana', 1, 0], ['ben!', 2, 0]))).toEqual([]);
  });
});

describe('the start of a dispatch', () => {
  it('is stored once in each of its lanes, before everything else of the block there', () => {
    const [block] = dispatchBlocks(entries(['ana', 1, 1], ['ben', 2, 1], ['cleo', 1, 1], ['dan', 2, 1]));
    expect(block && carriersOf(block).map(({ eventId }) => eventId)).toEqual(['e0', 'e1']);
  });
});
