import { describe, expect, it } from '@jest/globals';
import type { PlayerCourse, PlayerLesson } from './player-data';
import { lessonAfter, lessonsOf, lessonToShow, withState } from './player-state';

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
  currentLessonId: 'b',
  waysIn: [],
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

  it('goes on into the next module', () => {
    expect(lessonAfter(course, 'b')?.id).toBe('c');
    expect(lessonAfter(course, 'c')).toBeUndefined();
  });

  it('a lesson that was opened is begun, unless it was completed meanwhile', () => {
    const states = (one: PlayerCourse) => lessonsOf(one).map(({ state }) => state);
    expect(states(withState(course, 'b', 'in_progress', 'available'))).toEqual(['available', 'in_progress', 'available']);
    const done = withState(course, 'b', 'completed');
    expect(states(withState(done, 'b', 'in_progress', 'available'))).toEqual(['available', 'completed', 'available']);
  });
});
