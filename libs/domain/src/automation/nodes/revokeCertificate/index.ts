import { eventField, type FieldScope } from '../../../conditions/index.js';
import { defineNode, nextPort, type SettingProblem } from '../definition.js';
import { named } from '../shared/named.js';
import { planRevokeCertificate } from './plan.js';
import { RevokeCertificateConfig } from './schema.js';

/** Revokes certificates of the person. */
export const revokeCertificate = defineNode({
  kind: 'revokeCertificate',
  family: 'act',
  label: 'Revoke certificate',
  description: 'Revokes certificates of the person, for example after a refund.',
  icon: 'certificate-off',
  schema: RevokeCertificateConfig,
  defaults: { courseFrom: 'fixed', courseId: null, reason: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ courseFrom, courseId }, names) => {
    if (courseFrom === 'all') return 'Revoke all their certificates';
    if (courseFrom === 'event') return 'Revoke the certificate for this course';
    return `Revoke the certificate for ${named('', names('course', courseId ?? '')) ?? 'a course'}`;
  },
  plan: planRevokeCertificate,
  check,
});

function check({ courseFrom }: RevokeCertificateConfig, scope: FieldScope): SettingProblem[] {
  if (courseFrom !== 'event' || scope.eventTypes.every((type) => eventField(type, 'courseId'))) return [];
  const message = 'The trigger event is not about a course.';
  return [{ path: 'courseFrom', message, fix: 'Choose a course, or choose a different trigger.' }];
}
