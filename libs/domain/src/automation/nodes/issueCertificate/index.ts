import { eventField, type FieldScope } from '../../../conditions/index.js';
import { defineNode, nextPort, type SettingProblem } from '../definition.js';
import { named } from '../shared/named.js';
import { planIssueCertificate } from './plan.js';
import { IssueCertificateConfig } from './schema.js';

/** Issues a certificate. */
export const issueCertificate = defineNode({
  kind: 'issueCertificate',
  family: 'act',
  label: 'Issue certificate',
  description: 'Issues a course certificate to the person.',
  icon: 'certificate',
  schema: IssueCertificateConfig,
  defaults: { courseFrom: 'event', courseId: null },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ courseFrom, courseId }, names) =>
    courseFrom === 'event'
      ? 'Issue the certificate for this course'
      : `Issue the certificate for ${named('', names('course', courseId ?? '')) ?? 'a course'}`,
  plan: planIssueCertificate,
  check,
});

function check({ courseFrom }: IssueCertificateConfig, scope: FieldScope): SettingProblem[] {
  if (courseFrom === 'fixed' || scope.eventTypes.every((type) => eventField(type, 'courseId'))) return [];
  const message = 'The trigger event is not about a course.';
  return [{ path: 'courseFrom', message, fix: 'Choose a course, or choose a different trigger.' }];
}
