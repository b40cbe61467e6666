export type { AdvanceInput, AdvanceResult, RunLabels } from './automation/advance.js';
export {
  type AdvanceActivities,
  createAdvanceActivities,
  createWorldActivities,
  type WorldActivities,
} from './automation/automation.activities.js';
export { baseFacts, loadFacts, type Rows } from './automation/facts.js';
export { FrozenGraphs } from './automation/frozen-graphs.js';
export type { WorldEffectInput } from './automation/world-effects.js';
export { type CertificateActivities, createCertificateActivities } from './certificate/certificate.activities.js';
export type { StoredCertificate } from './certificate/certificate-desk.js';
export { type ClockActivities, createClockActivities } from './clock/clock.activities.js';
export { TemporalWaker } from './clock/temporal-waker.js';
export type { Waker } from './clock/waker.port.js';
export { type ContactImportActivities, createContactImportActivities } from './contact-import/contact-import.activities.js';
export type { ImportProgress } from './contact-import/import-contacts.js';
export type { House } from './context.js';
export { createGrantActivities, type GrantActivities } from './grant/grant.activities.js';
export type { GrantWatch } from './grant/watch-grant.js';
export { Outbound } from './http/outbound.js';
export { heartbeatMs, keepAlive } from './keep-alive.js';
export { createLearningActivities, type LearningActivities } from './learning/learning.activities.js';
export type { EnrolmentSyncResult } from './learning/sync-enrolment.js';
export type { Logger } from './log.port.js';
export { PublicAddresses } from './mail/mail-links.js';
export { MailOffice } from './mail/mail-office.js';
export type { Mailer } from './mail/mailer.port.js';
export { SmtpMailer, type SmtpTimeouts, smtpTimeouts } from './mail/smtp-mailer.js';
export { createMembershipActivities, type MembershipActivities } from './membership/membership.activities.js';
export type { MembershipSyncResult } from './membership/sync-membership.js';
export { createReconcileActivities, type ReconcileActivities, type SweepResult } from './reconcile/reconcile.activities.js';
export { createSystemMailActivities, type SystemMailActivities } from './system-mail/system-mail.activities.js';
export { WaitLedger } from './wait-ledger.js';
