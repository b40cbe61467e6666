import { z } from 'zod';
import { define } from '../definition.js';
import { count } from '../fields.js';
import { course, courseSample, lesson, lessonSample } from '../shared-fields.js';

/** Courses: what opens, is begun and is finished. */
export const learningEvents = {
  'lessons.unlocked': define({
    label: 'Lessons unlocked',
    description: 'Lessons opened on their day, or were added to a course that is open to a person.',
    group: 'Learning',
    data: z.object({
      ...course,
      because: z.enum(['schedule', 'added']).meta({ title: 'Why they opened' }),
      lessonIds: z.array(z.uuid()).meta({ title: 'Lessons' }),
      lessonTitles: z.array(z.string()).meta({ title: 'Lesson titles' }),
    }),
    sample: {
      ...courseSample,
      because: 'schedule',
      lessonIds: [lessonSample.lessonId],
      lessonTitles: [lessonSample.lessonTitle],
    },
    personal: [],
  }),
  'course.started': define({
    label: 'Course started',
    description: 'A person opened a lesson of the course for the first time.',
    group: 'Learning',
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
  'lesson.completed': define({
    label: 'Lesson completed',
    description: 'A person finished a lesson.',
    group: 'Learning',
    data: z.object({ ...course, ...lesson, progressPercent: count('Course progress, %') }),
    sample: { ...courseSample, ...lessonSample, progressPercent: 40 },
    personal: [],
  }),
  'course.completed': define({
    label: 'Course completed',
    description: 'A person finished every required lesson of a course.',
    group: 'Learning',
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
} as const;
