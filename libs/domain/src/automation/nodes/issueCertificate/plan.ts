import { courseOf } from '../../../conditions/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import type { IssueCertificateConfig } from './schema.js';

/** Requests a certificate. Parks the run if its event is not about a course, because only staff can decide what to do. */
export function planIssueCertificate(config: IssueCertificateConfig, { facts }: VisitContext): NodeOutcome {
  const courseId = config.courseFrom === 'fixed' ? config.courseId : courseOf('event', facts);
  if (!courseId)
    return { kind: 'park', code: 'no_course', message: 'The event is not about a course, so no certificate can be issued.' };
  return { kind: 'act', effect: { kind: 'requestCertificate', scope: 'own', courseId }, reason: 'Requests a certificate.' };
}
