export { DatedEntries, type DueTrigger, isOnDate, isOnSchedule } from './automation/dated-entries.js';
export { datedSchools } from './automation/dated-triggers.queries.js';
export { baseFacts, type FactSubject, loadFacts } from './automation/facts.js';
export { type FrozenGraph, FrozenGraphs } from './automation/frozen-graphs.js';
export { leaveGroups } from './automation/wait-groups.queries.js';
export { waitsBeforeHeldStep } from './automation/waits-before-held-step.js';
export { trialDaysOf } from './billing/trials.js';
export { CertificateRequests } from './certificates/certificate-requests.js';
export * from './conditions/index.js';
export { AddressProof } from './identity/address-proof.js';
export { MemberAccounts } from './identity/member-accounts.js';
export { AccessService, type EntitlementClaim } from './learning/access-service.js';
export {
  CourseReader,
  type LessonState,
  type OutlinedLesson,
  type OutlinedModule,
  scheduleOf,
} from './learning/course-reader.js';
export { Enrolments } from './learning/enrolments.js';
export { LessonReleases } from './learning/lesson-releases.js';
export { MailFields } from './messaging/mail-fields.js';
export { UnsubscribeProof } from './messaging/unsubscribe-proof.js';
export { ContactChanges } from './people/contact-changes.js';
export { ContactDirectory } from './people/contact-directory.js';
export { ContactFieldValues, type FieldValueChange } from './people/contact-field-values.js';
export { ContactTags, type TagChange } from './people/contact-tags.js';
export { type ConsentChange, MarketingConsents } from './people/marketing-consents.js';
export { segmentConditions, segmentsFor } from './people/segment-conditions.js';
export { memberEvent, SegmentMembers } from './people/segment-members.js';
export { lockAllSegments, lockSegmentsWith, segmentsDue } from './people/segment-members.queries.js';
export { type AskedMember, type MemberChange, updateMembers } from './people/update-members.js';
export { type Change, ChangeNotifier, type ChangeSink, changesIn, mergeChanges } from './platform/change-notifier.js';
export { type ChannelHandler, ChannelListener } from './platform/channel-listener.js';
export { Clocks, type Wall } from './platform/clocks.js';
export { closeWhenIdle } from './platform/closing-server.js';
export { type Cause, EventLog, EventLoopError, type NewEvent } from './platform/event-log.js';
export { insertEvents } from './platform/event-log.queries.js';
export { type Notifier, OutboxListener, OutboxNotifier } from './platform/outbox-notifier.js';
export { smallestId } from './platform/smallest-id.js';
