import { nextCourseMails } from './mails/next-course.js';
import { type AutomationTemplate, ask, days, draw, mail, recordIn, startWith } from './template.js';

/** Suggests one course after any other. The template for the completion is about the certificate. */
export const nextCourse: AutomationTemplate = {
  id: 'next-course',
  name: 'Suggest another course',
  description: 'Suggests a course to a person a week after they finish another one, unless they can already open it.',
  category: 'Courses',
  mails: [{ key: 'suggestion', label: 'What to learn next', content: nextCourseMails.suggestion }],
  needs: [{ key: 'course', kind: 'course', label: 'Course to suggest' }],
  build: (ids) =>
    draw(
      [
        startWith('course.completed', { field: 'event.courseId', operator: 'isNot', value: recordIn(ids, 'course') }),
        days('a-week', 7),
        ask('has-it', { field: 'access.products', operator: 'includes', value: recordIn(ids, 'course') }),
        mail('suggestion', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'a-week'],
        ['a-week', 'next', 'has-it'],
        ['has-it', 'no', 'suggestion'],
      ],
      { entry: { policy: 'once_per_contact' } },
    ),
};
