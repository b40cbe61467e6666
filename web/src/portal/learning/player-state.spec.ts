import { describe, expect, it } from '@jest/globals';
import type { PlayerCourse, PlayerLesson } from './player-data';
import { isLastOne, lessonAfter, lessonsOf, lessonToShow, withState } from './player-state';

const lesson = (id: string): PlayerLesson => ({
  id,
  title: id,
  kind: 'text',
  state: 'available',
  required: true,
  opensAt: null,
  lockedReason: null,
  bodyHtml: null,
  videoUrl: null,
  positionSeconds: 0,
  completedAt: null,
  preview: false,
});
const course: PlayerCourse = {
  id: 'c',
  title: 'Course',
  slug: 'course',
  description: '',
  open: true,
  completedAt: null,
  nextUnlockAt: null,
  progressPercent: 0,
  certificate: null,
  currentLessonId: 'b',
  includedIn: [],
  modules: [
    { id: 'm', title: 'One', lessons: [lesson('a'), lesson('b')] },
    { id: 'n', title: 'Two', lessons: [lesson('c')] },
  ],
};

describe('player', () => {
  it('opens the lesson of the address, else the one the member was at', () => {
    expect(lessonToShow(course, 'c')?.id).toBe('c');
    expect(lessonToShow(course, 'gone')?.id).toBe('b');
  });

  it('continues with the next module', () => {
    expect(lessonAfter(course, 'b')?.id).toBe('c');
    expect(lessonAfter(course, 'c')).toBeUndefined();
  });

  it('is finished by the last required lesson, whatever optional ones are left', () => {
    const optional = {
      ...course,
      modules: course.modules.with(1, { id: 'n', title: 'Two', lessons: [{ ...lesson('c'), required: false }] }),
    };
    const done = withState(optional, 'a', 'completed');
    expect(isLastOne(optional, 'b')).toBe(false);
    expect(isLastOne(done, 'b')).toBe(true);
    expect(isLastOne(done, 'c')).toBe(false);
    expect(isLastOne(withState(done, 'c', 'completed'), 'b')).toBe(true);
    expect(isLastOne({ ...done, completedAt: '2027-01-01T00:00:00.000Z' }, 'b')).toBe(false);
  });

  it('without a required lesson is finished by the last one', () => {
    const lessons = [lesson('a'), lesson('b')].map((one) => ({ ...one, required: false }));
    const free = { ...course, modules: [{ id: 'm', title: 'One', lessons }] };
    expect(isLastOne(free, 'b')).toBe(false);
    expect(isLastOne(withState(free, 'a', 'completed'), 'b')).toBe(true);
  });

  it('a lesson that was opened is begun, unless it was completed meanwhile', () => {
    const states = (one: PlayerCourse) => lessonsOf(one).map(({ state }) => state);
    expect(states(withState(course, 'b', 'in_progress', 'available'))).toEqual(['available', 'in_progress', 'available']);
    const done = withState(course, 'b', 'completed');
    expect(states(withState(done, 'b', 'in_progress', 'available'))).toEqual(['available', 'completed', 'available']);
  });
});
