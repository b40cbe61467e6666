import { describe, expect, it } from '@jest/globals';
import {
  type Condition,
  changesOn,
  checkContactCondition,
  describeCondition,
  evaluate,
  type Facts,
  missingFacts,
  refusedSegments,
  requiredFacts,
  segmentsThatName,
  segmentsWithin,
} from './index.js';

const [a, b, c, d] = [1, 2, 3, 4].map((number) => `01920000-0000-7000-8000-00000000000${number}`) as [
  string,
  string,
  string,
  string,
];
const isIn = (...ids: string[]): Condition => ({
  match: 'all',
  tests: [{ field: 'contact.segments', operator: 'isIn', value: ids }],
});
const tagged: Condition = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: d }] };
const facts = (segments: Record<string, boolean>): Facts => ({ event: null, schoolTimezone: 'UTC', segments });
const holds = (condition: Condition, segments: Record<string, boolean>) =>
  evaluate(condition, facts(segments), '2027-01-28T10:00:00.000Z').matched;

describe('a condition about segments', () => {
  it('holds for people in one of them, and its opposite for everybody else', () => {
    const isNotIn: Condition = { match: 'all', tests: [{ field: 'contact.segments', operator: 'isNotIn', value: [a, b] }] };
    expect([holds(isIn(a, b), { [a]: false, [b]: true }), holds(isNotIn, { [a]: false, [b]: true })]).toEqual([true, false]);
    expect([holds(isIn(a, b), { [a]: false, [b]: false }), holds(isNotIn, { [a]: false, [b]: false })]).toEqual([false, true]);
    expect([holds(isIn(a), {}), holds(isNotIn, {})]).toEqual([false, true]);
  });

  it('asks for the segments that it names', () => {
    const wanted = requiredFacts({ match: 'any', tests: [...isIn(a, b.toUpperCase()).tests, ...tagged.tests] }, null);
    expect(wanted).toEqual([`segment:${a}`, `segment:${b}`, 'contact']);
    expect(missingFacts(wanted, { ...facts({ [a]: true }), contact: null })).toEqual([`segment:${b}`]);
  });

  it('reads as a sentence, and names segments by their IDs only', () => {
    const names = (_kind: string, id: string) => (id === a ? 'Regulars' : 'Guests');
    expect(describeCondition(isIn(a, b), { eventTypes: [] }, names)).toBe('they are in the segment “Regulars” or “Guests”');
    expect(checkContactCondition(isIn('Regulars'))).toMatchObject([{ path: 'tests.0.value' }]);
  });

  it('can change with every event that changes who is in the segment', () => {
    const segments = new Map([
      [a, isIn(b)],
      [b, tagged],
    ]);
    expect(changesOn(isIn(a), segments)).toEqual(['tag.added', 'tag.removed']);
    expect(segmentsWithin(isIn(a), segments)).toEqual([a, b]);
    expect(segmentsThatName(b, segments)).toEqual([a]);
  });
});

describe('a segment', () => {
  it('cannot contain itself, and the refusal names the segments in between', () => {
    const segments = new Map([
      [a, tagged],
      [b, isIn(a)],
      [c, isIn(b)],
    ]);
    expect(refusedSegments(a, isIn(a), segments)).toEqual({ kind: 'cycle', through: [] });
    expect(refusedSegments(a, isIn(c), segments)).toEqual({ kind: 'cycle', through: [c, b] });
    expect(refusedSegments(c, isIn(a, b), segments)).toBeNull();
    expect(refusedSegments(null, isIn(a, b, c), segments)).toBeNull();
  });

  it('can be named through five segments, counted from the outermost', () => {
    const chain = ['1', '2', '3', '4', '5', '6'];
    const segments = new Map(chain.map((id, place) => [id, place === 0 ? tagged : isIn(chain[place - 1] ?? '')]));
    expect(refusedSegments(null, isIn('5'), segments)).toBeNull();
    expect(refusedSegments(null, isIn('6'), segments)).toEqual({ kind: 'depth' });
    expect(refusedSegments('1', isIn(a), new Map([...segments, [a, tagged]]))).toEqual({ kind: 'depth' });
  });
});
