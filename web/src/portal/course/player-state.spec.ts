import { describe, expect, it } from '@jest/globals';
import type { PlayerCourse, PlayerLesson } from './player-data';
import { embedUrl, lessonAfter, lessonToShow } from './player-state';

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

  it('knows the addresses of videos that people copy', () => {
    expect(embedUrl('https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ')).toBe(
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    );
    expect(embedUrl('https://vimeo.com/76979871')).toBe('https://player.vimeo.com/video/76979871');
    expect(embedUrl('https://cdn.example.com/a.mp4')).toBeUndefined();
  });
});
