import { courseOf } from '../../../conditions/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import type { RevokeCertificateConfig } from './schema.js';

/** Revokes certificates. Parks the run if its event should name a course and does not. */
export function planRevokeCertificate(
  { courseFrom, courseId: chosen, reason }: RevokeCertificateConfig,
  { facts }: VisitContext,
): NodeOutcome {
  const courseId = courseFrom === 'event' ? courseOf('event', facts) : courseFrom === 'fixed' ? chosen : null;
  if (courseFrom !== 'all' && !courseId)
    return { kind: 'park', code: 'no_course', message: 'The event is not about a course, so no certificate can be revoked.' };
  const effect = { kind: 'revokeCertificates', scope: 'own', courseId, reason } as const;
  return { kind: 'act', effect, reason: 'Revokes a certificate, if there is one.' };
}
