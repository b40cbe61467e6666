import { describe, expect, it } from '@jest/globals';
import type { LessonRelease } from '@perennial/domain/learning';
import { newOpenings, type OpeningContext } from './openings.js';

const due = (lessonId: string, unlocksAt: string | null, reason: LessonRelease['reason'] = 'days_after_enrolment') => ({
  lessonId,
  unlocksAt,
  reason,
  by: 'lesson' as const,
});
const context = (more: Partial<OpeningContext> = {}): OpeningContext => ({
  now: new Date('2026-06-10T12:00:00Z'),
  enrolledAt: new Date('2026-06-01T12:00:00Z'),
  openSince: new Date('2026-06-01T12:00:00Z'),
  expectedAt: null,
  changedAt: null,
  added: new Set(),
  noted: new Set(),
  completedAt: new Set(),
  previews: new Set(),
  opened: new Set(),
  ...more,
});
const told = (schedule: LessonRelease[], more: Partial<OpeningContext> = {}) =>
  newOpenings(schedule, context(more)).openings.map(({ at, lessonIds }) => [at, ...lessonIds]);

const fifth = '2026-06-05T07:00:00.000Z';

describe('the lessons that are recorded as opened', () => {
  it('are those that are due and not recorded yet, by instant, in order of time', () => {
    const schedule = [
      due('late', '2026-06-08T07:00:00.000Z'),
      due('a', fifth),
      due('b', fifth),
      due('noted', '2026-06-04T07:00:00.000Z'),
      due('ahead', '2026-06-10T12:00:00.001Z'),
      due('waits', null, 'waits_for_previous'),
    ];
    expect(told(schedule, { noted: new Set(['noted']) })).toEqual([
      [fifth, 'a', 'b'],
      ['2026-06-08T07:00:00.000Z', 'late'],
    ]);
  });

  it('are not those that need no announcement: open on enrolment, a preview, completed, or opened by completing the previous one', () => {
    const schedule = [
      due('first', '2026-06-01T12:00:00.000Z', 'immediate'),
      due('preview', fifth),
      due('done', fifth, 'completed'),
      due('next', '2026-06-06T09:30:00.000Z', 'days_after_previous'),
    ];
    const more = { previews: new Set(['preview']), completedAt: new Set(['2026-06-06T09:30:00.000Z']) };
    expect(told(schedule, more)).toEqual([]);
    expect(newOpenings(schedule, context(more)).silent.map(({ lessonId }) => lessonId)).toEqual([
      'first',
      'preview',
      'done',
      'next',
    ]);
  });

  it('include one that stayed open when its rule was postponed, unless the person has opened it', () => {
    const schedule = [due('kept', fifth, 'released'), due('begun', fifth, 'released')];
    expect(told(schedule, { opened: new Set(['begun']) })).toEqual([[fifth, 'kept']]);
  });

  it('opened when the course did, if it was closed when the lesson fell due', () => {
    expect(told([due('a', fifth)], { openSince: new Date('2026-06-07T00:00:00Z') })).toEqual([['2026-06-07T00:00:00.000Z', 'a']]);
  });

  it('opened when the outline was changed, unless its instant was expected before that', () => {
    const changedAt = new Date('2026-06-09T00:00:00Z');
    expect(told([due('a', fifth)], { changedAt })).toEqual([['2026-06-09T00:00:00.000Z', 'a']]);
    expect(told([due('a', fifth)], { changedAt, expectedAt: new Date(fifth) })).toEqual([[fifth, 'a']]);
  });

  it('is recorded as added if staff put it into an open course, and as scheduled if only its date had passed', () => {
    const changedAt = new Date('2026-06-09T00:00:00Z');
    const schedule = [due('new', '2026-06-01T12:00:00.000Z', 'immediate'), due('due', fifth)];
    expect(newOpenings(schedule, context({ changedAt, added: new Set(['new']) })).openings).toEqual([
      { at: '2026-06-09T00:00:00.000Z', lessonIds: ['new'], onSchedule: false, added: true },
      { at: '2026-06-09T00:00:00.000Z', lessonIds: ['due'], onSchedule: false, added: false },
    ]);
  });

  it('was caused by time where it was due, and by what happened where not', () => {
    const more = { openSince: new Date('2026-06-07T00:00:00Z') };
    const { openings } = newOpenings([due('a', fifth), due('b', '2026-06-08T07:00:00.000Z')], context(more));
    expect(openings.map(({ onSchedule }) => onSchedule)).toEqual([false, true]);
  });
});
