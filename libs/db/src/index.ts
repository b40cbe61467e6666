export { AccessService, type EntitlementClaim } from './access/access-service.js';
export * from './access/entitlement.entity.js';
export * from './automations/automation.entity.js';
export * from './billing/membership.entity.js';
export * from './billing/plan.entity.js';
export * from './billing/stripe.entity.js';
export { connect, createDataSource, type DatabaseOptions } from './data-source.js';
export * from './events/event.entity.js';
export { type Cause, EventLog, EventLoopError, type NewEvent } from './events/event-log.js';
<<<<<<< Updated upstream
export { currentRequest, onAccountOf, requestFields } from './events/request-scope.js';
=======
export { type Bell, OutboxBell, OutboxListener } from './events/outbox-bell.js';
>>>>>>> Stashed changes
export { CertificateOffice } from './learning/certificate-office.js';
export * from './learning/course.entity.js';
export { CourseReader, type LessonStanding, type OutlinedLesson, type OutlinedModule } from './learning/course-reader.js';
export { Enrolments } from './learning/enrolments.js';
export * from './mail/mail.entity.js';
export * from './people/api-key.entity.js';
export * from './people/contact.entity.js';
export { MemberAccounts } from './people/member-accounts.js';
export { Moves } from './people/moves.js';
export * from './people/rate-limit.entity.js';
export * from './people/session.entity.js';
export * from './people/staff.entity.js';
export { UnsubscribeProof } from './people/unsubscribe-proof.js';
export * from './school/clock.entity.js';
export { Clocks, type Wall } from './school/clocks.js';
export * from './school/school.entity.js';
export { assertFenced, assertSafeLogin } from './tenancy/fence-check.js';
export { Tenancy } from './tenancy/tenancy.js';
