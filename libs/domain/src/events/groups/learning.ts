import { z } from 'zod';
import { define } from '../definition.js';
import { count } from '../fields.js';
import { course, courseSample, lesson, lessonSample } from '../shared-fields.js';
import { topics } from '../topic-names.js';

/** Events about courses: unlocked lessons, starts and completions. */
export const learningEvents = {
  'lessons.unlocked': define({
    label: 'Lessons unlocked',
    description: 'Lessons opened on their day, or were added to a course that is open to a person.',
    clause: 'lessons unlock',
    clauseOf: { field: 'courseId', clause: (course) => `lessons of ${course} unlock` },
    group: 'Learning',
    topics: topics.learning,
    data: z.object({
      ...course,
      because: z.enum(['schedule', 'added']).meta({ title: 'Reason' }),
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
    clause: 'someone starts a course',
    clauseOf: { field: 'courseId', clause: (course) => `someone starts ${course}` },
    group: 'Learning',
    topics: topics.learning,
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
  'lesson.completed': define({
    label: 'Lesson completed',
    description: 'A person finished a lesson.',
    clause: 'someone completes a lesson',
    clauseOf: { field: 'lessonId', clause: (lesson) => `someone completes the lesson ${lesson}` },
    group: 'Learning',
    topics: topics.learning,
    data: z.object({ ...course, ...lesson, progressPercent: count('Course progress, %') }),
    sample: { ...courseSample, ...lessonSample, progressPercent: 40 },
    personal: [],
  }),
  'course.completed': define({
    label: 'Course completed',
    description: 'A person finished every required lesson of a course.',
    clause: 'someone completes a course',
    clauseOf: { field: 'courseId', clause: (course) => `someone completes ${course}` },
    group: 'Learning',
    topics: { admin: ['contacts', 'home', 'certificates'], portal: ['home', 'courses', 'certificates'] },
    data: z.object({ ...course }),
    sample: courseSample,
    personal: [],
  }),
} as const;
