import { courseCompanionMails } from './mails/course-companion.js';
import { type AutomationTemplate, again, draw, leaveOn, mail, recordIn, startWith, waitFor } from './template.js';

/** Accompanies a person through one course. Each lesson starts the week again. */
export const courseCompanion: AutomationTemplate = {
  id: 'course-companion',
  name: 'Course companion',
  description:
    'Encourages a person who has not finished a lesson of a course for a week, at most three times, until the course is completed.',
  category: 'Courses',
  mails: [{ key: 'nudge', label: 'Continue with the course', content: courseCompanionMails.nudge }],
  needs: [{ key: 'course', kind: 'course', label: 'Course' }],
  build: (ids) =>
    draw(
      [
        startWith('course.started', { field: 'event.courseId', operator: 'is', value: recordIn(ids, 'course') }),
        waitFor('a-week', 'lesson', 'lesson.completed', 7),
        again('next-lesson', 'a-week', 20),
        mail('nudge', ids, 'marketing'),
        again('next-week', 'a-week', 2),
      ],
      [
        ['start', 'next', 'a-week'],
        ['a-week', 'lesson', 'next-lesson'],
        ['a-week', 'timeout', 'nudge'],
        ['nudge', 'next', 'next-week'],
      ],
      { entry: { policy: 'once_per_key', key: 'courseId' }, goal: leaveOn('course.completed') },
    ),
};
