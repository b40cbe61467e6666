import { describe, expect, it } from '@jest/globals';
import type { PlayerCourse, PlayerLesson } from './player-data';
import { embedUrl, lessonAfter, lessonsOf, lessonToShow, withState } from './player-state';

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

  it('knows the addresses of videos that people copy', () => {
    expect(embedUrl('https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ')).toBe(
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    );
    expect(embedUrl('https://vimeo.com/76979871')).toBe('https://player.vimeo.com/video/76979871');
    expect(embedUrl('https://www.youtube.com/live/dQw4w9WgXcQ')).toBe('https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ');
    expect(embedUrl('https://vimeo.com/76979871/0f9a3c2b1d')).toBe('https://player.vimeo.com/video/76979871?h=0f9a3c2b1d');
    expect(embedUrl('https://player.vimeo.com/video/76979871?h=0f9a3c2b1d')).toBe(
      'https://player.vimeo.com/video/76979871?h=0f9a3c2b1d',
    );
    expect(embedUrl('https://cdn.example.com/a.mp4')).toBeUndefined();
  });
});
