import { describe, expect, it } from '@jest/globals';
import { SegmentInput, segmentProblems } from './segment.js';

const id = '01920000-0000-7000-8000-000000000002';
const named = (value: string) => ({ field: 'contact.name', operator: 'is', value }) as const;
const tagged = (value: string) => ({ field: 'contact.tags', operator: 'includes', value }) as const;
const problems = (condition: object) =>
  SegmentInput.safeParse({ name: 'Regulars', condition }).error?.issues.map(({ path, message }) => `${path}: ${message}`) ?? [];

describe('a segment', () => {
  it('has a name and a condition about people', () => {
    expect(SegmentInput.parse({ name: ' Regulars ', condition: { tests: [named('Ana')] } })).toEqual({
      name: 'Regulars',
      condition: { match: 'all', tests: [named('Ana')] },
    });
    expect(problems({ tests: [] })).toEqual(['condition: Add at least one condition.']);
    expect(problems({ tests: [{ field: 'event.amount', operator: 'atLeast', value: 5 }] })).toHaveLength(1);
    expect(problems({ tests: [named('x'.repeat(400)), ...Array.from({ length: 30 }, () => named('y'.repeat(300)))] })).toEqual([
      'condition: Use fewer or shorter conditions.',
    ]);
  });

  it('can name a tag while it is entered, but not once it is stored', () => {
    expect(problems({ tests: [tagged('vip')] })).toEqual([]);
    expect(segmentProblems({ match: 'all', tests: [tagged('vip')] })).toMatchObject([{ message: 'There is no tag “vip”.' }]);
    expect(segmentProblems({ match: 'all', tests: [tagged(id)] })).toEqual([]);
  });

  it('is not stored where nobody can be in it', () => {
    expect(segmentProblems({ match: 'all', tests: [named('Ana'), named('Ben')] })).toHaveLength(1);
    expect(segmentProblems({ match: 'any', tests: [named('Ana'), named('Ben')] })).toEqual([]);
  });
});
