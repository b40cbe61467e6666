export { type Activities, type ActivityPorts, createActivities } from './activities.js';
export type {
  AdvanceInput,
  AdvanceManyInput,
  AdvanceManyResult,
  AdvanceResult,
  GroupToJoin,
  RunLabels,
  WaitGroupKey,
  WaitGroupState,
} from './automation/advance-contract.js';
export { type AdvanceActivities, createAdvanceActivities } from './automation/automation.activities.js';
export { FirstAttempts } from './automation/external-effects/first-attempts.js';
export { createExternalEffectActivities } from './automation/external-effects/index.js';
export { UrlCalls } from './automation/external-effects/url-call.js';
export { createMoveActivities, type MoveActivities } from './automation/move.activities.js';
export type { MoveProgress } from './automation/move-runs.js';
export { createMembershipActivities, type MembershipActivities } from './billing/membership.activities.js';
export { createReconcileActivities, type ReconcileActivities, type SweepResult } from './billing/reconcile.activities.js';
export type { MembershipSyncResult } from './billing/sync-membership.js';
export {
  type CertificateActivities,
  type CertificatesToIssue,
  createCertificateActivities,
} from './certificates/certificate.activities.js';
export type { StoredCertificate } from './certificates/certificate-drawing.js';
export { createGrantActivities, type GrantActivities } from './learning/grant.activities.js';
export { createLearningActivities, type LearningActivities } from './learning/learning.activities.js';
export type { EnrolmentSyncResult } from './learning/sync-enrolment.js';
export type { GrantWatch } from './learning/watch-grant.js';
export { PublicAddresses } from './messaging/mail-links.js';
export { MailSender } from './messaging/mail-sender.js';
export type { Mailer } from './messaging/mailer.port.js';
export { SmtpMailer, type SmtpTimeouts, smtpTimeouts } from './messaging/smtp-mailer.js';
export { createSystemMailActivities, type SystemMailActivities } from './messaging/system-mail.activities.js';
export { type ContactImportActivities, createContactImportActivities } from './people/contact-import.activities.js';
export type { ImportProgress } from './people/import-contacts.js';
export { failure, unexpected } from './platform/failure.js';
export { Outbound } from './platform/http/outbound.js';
export { heartbeatMs, keepAlive } from './platform/keep-alive.js';
export type { Logger } from './platform/log.port.js';
export { isOutage } from './platform/outage.js';
export type { Services } from './platform/services.js';
export { WaitLedger } from './platform/wait-ledger.js';
export { type ClockActivities, createClockActivities } from './school/clock.activities.js';
export { driveClock } from './school/drive-clock.js';
export type { WorkflowSignaler } from './school/workflow-signaler.port.js';
